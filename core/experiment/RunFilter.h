// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// Which runs are meant, in words: `m=8 lr>=1e-3 dev>0.9 task=sentiment done`. Each word must hold. A word is a
/// condition on a factor (Factors; `lr` stands for learning_rate) or on id, design, seed, data_seed, status, metric,
/// dev, test, trained, steps, best_step, seconds or attempts, with =, !=, <, <=, > or >=; or the name of a status; or a
/// text that the run's id, design, base or task contains. A value with blanks stands in double quotes. Capitals do not
/// matter.
class RunFilter {
public:
    /// Throws Error naming a word that cannot be read.
    explicit RunFilter(std::string_view text);

    /// Those that are meant, in their order. Throws Error naming a field that none of them has, with those that there
    /// are.
    std::vector<RunRecord> of(std::vector<RunRecord> runs) const;

private:
    using Fields = std::map<std::string, std::string>;
    struct Condition {
        std::string field;  ///< empty for a text
        std::string comparison, value;
        std::optional<double> number;  ///< of the value

        bool holds(const Fields& fields) const;
    };
    static Condition conditionOf(const std::string& word);
    void requireKnown(const std::set<std::string>& known) const;

    std::vector<Condition> m_conditions;
};

}  // namespace adapterscope
