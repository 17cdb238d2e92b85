// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// Which rows a run is judged by. Designs are chosen on dev; test is for the final check.
enum class ScoredOn { Dev, Test };
/// The score of a run on these rows; empty without labels.
const std::optional<double>& scoreOf(const RunResult& result, ScoredOn scoredOn);
const RowOutcomes& outcomesOf(const RunResult& result, ScoredOn scoredOn);

/// How many rows the runs of each task were scored on. Runs of earlier versions do not record it: their accuracies are
/// counts of rows over that number, and the smallest number that allows them all is taken, which is never too large.
class EvaluatedRows {
public:
    EvaluatedRows(const std::vector<RunRecord>& runs, ScoredOn scoredOn);
    /// 0 if it is unknown.
    std::int64_t of(const RunSpec& spec) const;

    static constexpr std::int64_t mostImplied = 1'000'000;

private:
    std::map<std::string, std::int64_t> m_rows;  ///< by the task's hash
};

}  // namespace adapterscope
