// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Identity.h"

#include <algorithm>
#include <random>
#include <tuple>

#include "core/training/Clock.h"

namespace adapterscope {
namespace {

constexpr std::size_t probeTexts = 384;
constexpr std::size_t probeTokens = 12'000;
constexpr std::size_t comparedTexts = 16;
constexpr std::uint64_t probeSeed = 20190613;  // fixed: the sample belongs to the task, not to a run
constexpr double rounding = 2e-6;              // of two float32 results that are equal in exact arithmetic

/// A smaller sample is part of a larger one.
std::vector<int> sampleRows(const EncodedSplit& dev, std::size_t most) {
    std::vector<int> rows(static_cast<std::size_t>(dev.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = static_cast<int>(i);
    std::mt19937_64 random(probeSeed);
    std::size_t texts = 0, tokens = 0;
    for (; texts < std::min(most, rows.size()); ++texts) {
        std::swap(rows[texts], rows[texts + random() % (rows.size() - texts)]);
        tokens += dev.sequences[static_cast<std::size_t>(rows[texts])].ids.size();
        if (texts > 0 && tokens > probeTokens)
            break;
    }
    rows.resize(texts);
    std::sort(rows.begin(), rows.end());
    return rows;
}

}  // namespace

std::vector<int> probeRows(const EncodedSplit& dev) {
    return sampleRows(dev, probeTexts);
}

std::vector<int> comparedRows(const EncodedSplit& dev) {
    return sampleRows(dev, comparedTexts);
}

AdapterObserver IdentityMeter::observer(bool skip, std::optional<std::vector<std::int64_t>> sequences) {
    return [this, skip, counted = std::move(sequences)](int layer, Site site, const Tokens& input,
                                                        const at::Tensor& branch) {
        const at::NoGradGuard guard;
        const auto began = Clock::now();
        const auto difference = skip ? branch : branch - input.hidden;
        auto distances = at::linalg_vector_norm(difference, 2, 1) / at::linalg_vector_norm(input.hidden, 2, 1);
        if (counted)
            distances = distances.index_select(0, input.layout.tokensOf(*counted));
        see(layer, site, Measured::Adapter, distances.to(at::kDouble));
        m_seconds += secondsSince(began);
    };
}

ChangeObserver IdentityMeter::changes() {
    return [this](int layer, Site site, Measured measured, const at::Tensor& now, const at::Tensor& before) {
        const at::NoGradGuard guard;
        const auto distances = at::linalg_vector_norm(now - before, 2, 1) / at::linalg_vector_norm(before, 2, 1);
        see(layer, site, measured, distances.masked_fill(distances.lt(rounding), 0).to(at::kDouble));
    };
}

void IdentityMeter::add(const IdentityMeter& other) {
    for (const auto& [point, parts] : other.m_seen)
        for (const auto& distances : parts)
            see(point.layer, point.site, point.measured, distances);
    m_seconds += other.m_seconds;
}

void IdentityMeter::see(int layer, Site site, Measured measured, const at::Tensor& distances) {
    const auto found = std::find_if(m_seen.begin(), m_seen.end(), [&](const auto& entry) {
        return entry.first.layer == layer && entry.first.site == site;
    });
    auto& slot = found != m_seen.end()
                     ? *found
                     : m_seen.emplace_back(IdentityPoint{.layer = layer, .site = site, .measured = measured},
                                           std::vector<at::Tensor>());
    slot.second.push_back(distances);
}

std::vector<IdentityPoint> IdentityMeter::take() {
    const auto began = Clock::now();
    std::vector<IdentityPoint> points;
    for (auto& [point, parts] : m_seen) {
        const auto all = at::cat(parts);
        const auto quantiles = at::quantile(all, torch::tensor({0.5, 0.95}, all.options()));
        point.distance = all.mean().item<double>();
        point.median = quantiles[0].item<double>();
        point.p95 = quantiles[1].item<double>();
        points.push_back(point);
    }
    m_seen.clear();
    // Adapters may have been seen in another pass than the rest.
    std::stable_sort(points.begin(), points.end(), [](const IdentityPoint& a, const IdentityPoint& b) {
        return std::tie(a.layer, a.site) < std::tie(b.layer, b.site);
    });
    m_seconds += secondsSince(began);
    return points;
}

}  // namespace adapterscope
