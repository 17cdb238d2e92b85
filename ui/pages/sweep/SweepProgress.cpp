// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepProgress.h"

#include <algorithm>

namespace adapterscope {

namespace {

/// Before this share of the work the estimate is more reliable than the elapsed time.
constexpr double tellingShare = 0.1;

}  // namespace

void SweepProgress::clear() {
    m_runs.clear();
}

void SweepProgress::expect(const QString& id, double weight) {
    m_runs.insert(id, {std::max(weight, 1e-9), 0});
}

void SweepProgress::setShare(const QString& id, double share) {
    const auto run = m_runs.find(id);
    if (run != m_runs.end())
        run->share = std::clamp(share, 0.0, 1.0);
}

int SweepProgress::finished() const {
    return static_cast<int>(std::count_if(m_runs.begin(), m_runs.end(), [](const Run& run) { return run.share >= 1; }));
}

double SweepProgress::share() const {
    double done = 0, all = 0;
    for (const Run& run : m_runs) {
        done += run.weight * run.share;
        all += run.weight;
    }
    return all > 0 ? done / all : 0;
}

double SweepProgress::secondsLeft(double elapsed, double expected) const {
    const double done = share();
    const double byEstimate = std::max(0.0, expected * (1 - done));
    if (done <= 0)
        return byEstimate;
    const double byTime = elapsed * (1 - done) / done;
    const double trust = std::min(1.0, done / tellingShare);
    return trust * byTime + (1 - trust) * byEstimate;
}

}  // namespace adapterscope
