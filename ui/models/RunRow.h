// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// A run and its often requested texts.
struct RunRow {
    RunRecord record;  ///< only its id if the run cannot be read
    QString design;
    QString label;  ///< what distinguishes it from the others shown (Factors); its design until that is known
    std::optional<UnreadableRun> unreadable = {};
    int rates = 1;          ///< learning rates that its setting was given (RatesGiven)
    bool isPicked = false;  ///< of those that differ only in their rate, it has the best: shown in bold

    /// Those that cannot be read are at the end.
    static std::vector<RunRow> of(std::vector<RunRecord> records, const std::vector<UnreadableRun>& unreadable = {});

    /// Apart from what other rows determine, its label and whether it is picked.
    bool showsTheSameAs(const RunRow& other) const;
};

}  // namespace adapterscope
