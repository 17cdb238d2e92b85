// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "core/task/Metrics.h"

namespace adapterscope {

/// How a run answered each row of a split, in the split's order: what comparing two runs text by text needs
/// (docs/statistics.md).
struct RowOutcomes {
    std::int64_t rows = 0;  ///< of the split; 0 = nothing is recorded
    /// For accuracy, base64 of one bit a row, set if the answer is right, the first row in the highest bit.
    std::string right;
    /// For other metrics, one base64 digit a row: true label * classes + predicted label.
    std::string answers;
    Classes classes = {0, 0};  ///< of `answers`

    bool operator==(const RowOutcomes&) const = default;
    /// Above these only the number of rows is recorded. 100,000 rows take 17 kB for accuracy.
    static constexpr std::int64_t mostRows = 100'000;
    static constexpr int mostClasses = 8;  ///< 64 digits
};

/// The outcomes that a score by this metric needs.
RowOutcomes rowOutcomes(const std::vector<int>& truth, const std::vector<int>& predicted, Classes classes,
                        const std::string& metric);

nlohmann::json toJson(const RowOutcomes& outcomes);
/// Throws Error if the texts do not hold what the numbers claim.
RowOutcomes rowOutcomesFromJson(const nlohmann::json& json);

/// One number a row: 1 or 0 for right or wrong, or the answer (true label * classes + predicted label). Empty if only
/// the number of rows is recorded.
std::vector<std::uint8_t> decoded(const RowOutcomes& outcomes);

}  // namespace adapterscope
