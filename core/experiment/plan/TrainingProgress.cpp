// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/TrainingProgress.h"

#include <algorithm>

namespace adapterscope {

namespace {

/// Before this share of the work the estimate is more reliable than the elapsed time.
constexpr double tellingShare = 0.1;
constexpr double beforeTheEnd = 0.999;

}  // namespace

void TrainingProgress::clear() {
    m_runs.clear();
}

void TrainingProgress::expect(const std::string& id, std::optional<double> weight) {
    m_runs[id] = {weight ? std::optional(std::max(*weight, 1e-9)) : std::nullopt, 0};
}

void TrainingProgress::expect(const std::string& id, const std::map<std::string, double>& steps) {
    const auto own = steps.find(id);
    expect(id, own == steps.end() ? std::nullopt : std::optional(own->second));
}

void TrainingProgress::setShare(const std::string& id, double share) {
    if (const auto run = m_runs.find(id); run != m_runs.end())
        run->second.share = std::clamp(share, 0.0, beforeTheEnd);
}

void TrainingProgress::finish(const std::string& id) {
    if (const auto run = m_runs.find(id); run != m_runs.end())
        run->second.share = 1;
}

int TrainingProgress::finished() const {
    return static_cast<int>(
        std::count_if(m_runs.begin(), m_runs.end(), [](const auto& run) { return run.second.share >= 1; }));
}

double TrainingProgress::share() const {
    double known = 0;
    int runsOfKnown = 0;
    for (const auto& [id, run] : m_runs)
        if (run.weight) {
            known += *run.weight;
            ++runsOfKnown;
        }
    const double mean = runsOfKnown > 0 ? known / runsOfKnown : 1;
    double done = 0, all = 0;
    for (const auto& [id, run] : m_runs) {
        const double weight = run.weight.value_or(mean);
        done += weight * run.share;
        all += weight;
    }
    return all > 0 ? done / all : 0;
}

std::optional<double> TrainingProgress::secondsLeft(double elapsed, double expected) const {
    const double done = share();
    const double byEstimate = expected * (1 - done);
    if (done <= 0)
        return expected > 0 ? std::optional(byEstimate) : std::nullopt;
    const double byTime = elapsed * (1 - done) / done;
    if (expected <= 0)
        return byTime;
    const double trust = std::min(1.0, done / tellingShare);
    return trust * byTime + (1 - trust) * byEstimate;
}

}  // namespace adapterscope
