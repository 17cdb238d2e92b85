// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/comparison/Comparison.h"

namespace adapterscope {

/// Rows of plain text under headers, for other programs and papers.
struct FlatTable {
    std::vector<std::string> headers;
    std::vector<bool> isNumber;  ///< by column
    std::vector<std::vector<std::string>> rows;
};

/// A cell with every digit, the shortest text that reads back as the same number; empty if there is none.
std::string exact(const std::optional<double>& value);

/// One row per run: id, label (Factors), design, base, task, learning_rate, seed, data_seed, status, trained, metric,
/// dev, test, best_step, steps, seconds, attempts, message, tags ("baseline, paper"), note, archived (true or false),
/// pilot (likewise), rates_tried (RatesGiven), rate_chosen_by (rateOrigin), the other hyperparameters by name, and
/// stored, bytes, percent and multiply_adds (RunCosts). Cells without a value are empty. `rates` are those of the whole
/// project if `runs` are only some of it.
FlatTable runTable(const std::vector<RunRecord>& runs, const RatesGiven* rates = nullptr);

/// One row per design: label, design, base, task, learning_rate, trained, metric, n, mean, sem, low, high, front,
/// tried, rates_tried, rate_chosen_by, fewer_rates (true or false), the other hyperparameters by name, and the costs as
/// in runTable.
FlatTable comparisonTable(const std::vector<ComparedDesign>& designs);

/// RFC 4180 with "\n" as the line end: header line first, fields quoted only if necessary, numbers with every digit.
std::string toCsv(const FlatTable& table);
/// A tabular with booktabs rules, numbers right-aligned, fractions with four digits.
std::string toLatex(const FlatTable& table);

}  // namespace adapterscope
