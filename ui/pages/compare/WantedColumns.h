// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ui/models/RunTableModel.h"

namespace adapterscope {

/// Which columns of the table of runs are to be shown: those that the person chose, which the settings keep; of the
/// others the usual ones, and settings that vary among the runs.
class WantedColumns {
public:
    WantedColumns();  ///< as chosen in earlier sessions

    void choose(int column, bool shown);
    void setRows(const std::vector<RunRow>& rows);
    /// The factors that vary among the runs (Factors).
    void setVarying(std::set<std::string> factors) { m_varying = std::move(factors); }

    bool isWanted(int column) const;
    /// Whether a run may have something to show there.
    bool hasContent(int column) const;

private:
    std::map<int, bool> m_chosen;
    std::set<std::string> m_varying;
    bool m_hasReasons = false, m_hasTags = false;
};

}  // namespace adapterscope
