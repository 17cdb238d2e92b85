// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RatesGiven.h"

#include <algorithm>

namespace adapterscope {

RatesGiven::RatesGiven(const std::vector<RunRecord>& runs) {
    std::map<std::string, std::set<double>> archived;
    for (const RunRecord& run : runs) {
        std::string& setting = m_settings[groupOf(run)];
        if (setting.empty())
            setting = settingId(run.spec);
        std::set<double>& rates = (run.marks.archived ? archived : m_rates)[setting];
        if (run.result.status == Status::Done || run.result.status == Status::Diverged)
            rates.insert(effectiveLearningRate(run.spec));
        for (const TriedRate& tried : run.tried)
            rates.insert(tried.rate);
    }
    m_rates.merge(archived);
}

int RatesGiven::of(const RunRecord& run) const {
    const auto setting = m_settings.find(groupOf(run));
    return setting == m_settings.end() ? 1 : std::max(1, static_cast<int>(m_rates.at(setting->second).size()));
}

}  // namespace adapterscope
