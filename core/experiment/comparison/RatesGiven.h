// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// How many learning rates each setting was given: those of its runs that ended, done or diverged, and those that
/// pilots tried for it; archived ones only if the setting has no others. More rates are more chances, so every table
/// states them, whatever else it shows: they are counted over all runs of a project.
class RatesGiven {
public:
    RatesGiven() = default;
    explicit RatesGiven(const std::vector<RunRecord>& runs);
    /// At least 1.
    int of(const RunRecord& run) const;

private:
    std::map<std::string, std::string> m_settings;    ///< settingId by group
    std::map<std::string, std::set<double>> m_rates;  ///< by settingId
};

}  // namespace adapterscope
