// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Identity.h"

#include <algorithm>
#include <random>

namespace adapterscope {
namespace {

/// Texts of the sample: their tokens, over a thousand, make the mean steady.
constexpr std::size_t probeSize = 64;
constexpr std::uint64_t probeSeed = 20190613;  // fixed: the sample belongs to the task, not to a run

}  // namespace

std::vector<int> probeRows(const EncodedSplit& dev) {
    std::vector<int> rows(static_cast<std::size_t>(dev.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = static_cast<int>(i);
    std::mt19937_64 random(probeSeed);
    for (std::size_t i = 0; i < std::min(probeSize, rows.size()); ++i)
        std::swap(rows[i], rows[i + random() % (rows.size() - i)]);
    rows.resize(std::min(probeSize, rows.size()));
    std::sort(rows.begin(), rows.end());
    return rows;
}

AdapterObserver IdentityMeter::observer(bool skip) {
    return [this, skip](int layer, Site site, const at::Tensor& input, const at::Tensor& branch) {
        const at::NoGradGuard guard;
        const auto difference = skip ? branch : branch - input;
        const auto distances = at::linalg_vector_norm(difference, 2, 1) / at::linalg_vector_norm(input, 2, 1);
        const auto name = toText(site);
        const auto found = std::find_if(m_seen.begin(), m_seen.end(), [&](const auto& entry) {
            return entry.first.layer == layer && entry.first.site == name;
        });
        auto& slot = found != m_seen.end()
                         ? *found
                         : m_seen.emplace_back(IdentityPoint{.layer = layer, .site = name}, std::vector<at::Tensor>());
        slot.second.push_back(distances.to(at::kDouble));
    };
}

std::vector<IdentityPoint> IdentityMeter::take() {
    std::vector<IdentityPoint> points;
    for (auto& [point, parts] : m_seen) {
        const auto all = at::cat(parts);
        point.distance = all.mean().item<double>();
        point.median = at::quantile(all, 0.5).item<double>();
        point.p95 = at::quantile(all, 0.95).item<double>();
        points.push_back(point);
    }
    m_seen.clear();
    return points;
}

}  // namespace adapterscope
