// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/statistics/RowValues.h"

namespace adapterscope {
namespace {

/// By the kind of a row; kinds that do not occur have 0.
std::vector<double> pseudoValues(const std::vector<std::uint8_t>& answers, Classes classes, const std::string& metric) {
    const auto n = static_cast<std::size_t>(classes.count);
    Confusion confusion(n, std::vector<double>(n));
    for (const std::uint8_t answer : answers)
        ++confusion[answer / n][answer % n];
    const double rows = static_cast<double>(answers.size());
    const double all = classificationMetrics(confusion, classes).at(metric);
    std::vector<double> values(n * n);
    for (std::size_t kind = 0; kind < values.size(); ++kind) {
        double& count = confusion[kind / n][kind % n];
        if (count == 0)
            continue;
        --count;
        values[kind] = rows * all - (rows - 1) * classificationMetrics(confusion, classes).at(metric);
        ++count;
    }
    return values;
}

}  // namespace

std::shared_ptr<const RowValues> RowValues::of(const RowOutcomes& outcomes, const std::string& metric) {
    if (outcomes.rows < 2 || (outcomes.right.empty() && outcomes.answers.empty()))
        return nullptr;
    auto made = std::make_shared<RowValues>();
    made->m_kinds = decoded(outcomes);
    made->m_areRightOrWrong = metric == "accuracy" && outcomes.answers.empty();
    if (made->m_areRightOrWrong) {
        made->m_values = {0, 1};
    } else {
        const bool isBinary = outcomes.classes.count == 2;
        if (outcomes.answers.empty() || (metric == "f1" && !isBinary) ||
            (metric != "f1" && metric != "f1-macro" && metric != "mcc"))
            return nullptr;
        made->m_values = pseudoValues(made->m_kinds, outcomes.classes, metric);
    }
    return made;
}

}  // namespace adapterscope
