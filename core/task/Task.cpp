// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/Task.h"

#include <algorithm>

#include "core/task/Metrics.h"

namespace adapterscope {

std::optional<double> Task::majorityScore(const std::vector<Example>& split) const {
    std::vector<std::size_t> counts(labels.size());
    for (const Example& example : train)
        if (example.label >= 0)
            ++counts[static_cast<std::size_t>(example.label)];
    const auto commonest = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    std::vector<int> truth;
    for (const Example& example : split)
        if (example.label >= 0)
            truth.push_back(example.label);
    if (truth.empty())
        return std::nullopt;
    return classificationMetrics(truth, std::vector<int>(truth.size(), commonest), {classes(), positive}).at(metric);
}

}  // namespace adapterscope
