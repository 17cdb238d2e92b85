// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

struct PlannedRun;

/// A text of a run may have 4 MB; a message or a note, of which the window keeps several copies, 1 MB.
constexpr std::size_t longestText = 4 << 20, longestWords = 1 << 20;

/// The bytes of the long texts in one reading of a project. Short ones are not counted: what one needs for its runs
/// grows with their number in any case.
struct TextsRead {
    std::size_t words = 0;  ///< messages and notes
    std::size_t others = 0;
};

/// The columns that RunRowReader reads, as a SELECT lists them.
const std::string& runColumns();

/// Turns rows of the table `runs` into records. Designs, tasks and hyperparameters repeat from run to run: each text is
/// read once.
class RunRowReader {
public:
    /// The current row of the statement (SELECT runColumns() …); the curve stays empty. Throws Error or
    /// nlohmann::json::exception if a cell is invalid or too large, or if too much was read with it.
    RunRecord read(SQLite::Statement& row, TextsRead& texts);

private:
    class RowCells;
    RunResult readResult(const RowCells& cells, const nlohmann::json& outcomes);

    std::map<std::string, Design> m_designs;
    std::map<std::string, TaskSource> m_tasks;
    std::map<std::string, Hyperparameters> m_hyperparameters;
    std::map<std::string, std::map<std::string, std::string>> m_environments;
    std::map<std::string, std::string> m_groups;
    std::map<std::string, std::vector<Sentence>> m_remarks;
    std::map<std::string, std::vector<std::string>> m_tags;
    std::map<std::string, std::vector<TriedRate>> m_tried;
};

/// A cell that may hold anything, shortened for a person.
std::string shownCell(const SQLite::Column& cell);
/// The current row of the statement (SELECT runColumns() …), which cannot be read for that reason.
UnreadableRun unreadableRun(SQLite::Statement& row, const Sentence& reason);

/// Binds the parameters of `INSERT INTO runs …` (insertRun).
extern const char* const insertRun;
void bindRun(SQLite::Statement& insert, const std::string& id, const PlannedRun& run, std::int64_t position);
/// Binds the parameters of `UPDATE runs SET …` (updatePlan): what may change if a run is planned again.
extern const char* const updatePlan;
void bindPlan(SQLite::Statement& statement, const std::string& id, const PlannedRun& run);
/// Binds the parameters of `UPDATE runs SET …` (updateStatus) but the run's id.
extern const char* const updateStatus;
void bindStatus(SQLite::Statement& update, Status status, const Sentence& message);

/// Binds the result's values to `UPDATE runs SET …` (updateResult), the tuning's hash if there is one, and the run's
/// id.
extern const char* const updateResult;
void bindResult(SQLite::Statement& update, const std::string& id, const RunResult& result, const std::string& tuning);

/// As stored: a text from outside that is not UTF-8 has its bad bytes replaced.
std::string storedText(const nlohmann::json& json);
/// Tags as they are stored: a JSON list. Throws Error or nlohmann::json::exception if the text is not one.
std::vector<std::string> tagsFromStored(const std::string& text);

}  // namespace adapterscope
