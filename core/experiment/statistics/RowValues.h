// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/experiment/runs/RowOutcomes.h"

namespace adapterscope {

/// What each row contributes to a run's score, such that the score's sampling error is that of their mean: 1 or 0 for
/// accuracy; for other metrics the jackknife's pseudo-values R M - (R - 1) M(without the row), which for accuracy are
/// the same 1 and 0 (docs/statistics.md).
class RowValues {
public:
    /// Null if the outcomes do not tell the rows apart.
    static std::shared_ptr<const RowValues> of(const RowOutcomes& outcomes, const std::string& metric);

    std::size_t size() const { return m_kinds.size(); }
    double operator[](std::size_t row) const { return m_values[m_kinds[row]]; }
    bool areRightOrWrong() const { return m_areRightOrWrong; }

private:
    std::vector<std::uint8_t> m_kinds;  ///< rows of one kind have one value
    std::vector<double> m_values;
    bool m_areRightOrWrong = false;
};

}  // namespace adapterscope
