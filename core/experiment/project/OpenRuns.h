// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Error.h"
#include "core/experiment/project/OpenProject.h"
#include "core/experiment/project/RunRows.h"

namespace adapterscope {

/// The runs in the open file of a project: how they are read, and reset to what they were before training.
class OpenRuns : public OpenProject {
public:
    /// Runs that nobody trains any more become interrupted.
    void noteInterruptions();
    int interrupted() const { return m_interrupted; }

    Error noSuchRun(const std::string& id) const;
    /// Executes a statement whose :id is a run's. Throws Error if there is no such run.
    void execute(SQLite::Statement& statement, const std::string& id) const;
    /// Throws Error if there is no such run.
    Status status(SQLite::Database& db, const std::string& id) const;
    /// Resets a run to its state before training: no numbers, no curve, no tuning.
    void clear(SQLite::Database& db, const std::string& id, Status status) const;

    /// Hands out the runs that meet the condition as they are to be shown.
    void eachRun(SQLite::Database& db, const std::string& condition, const std::function<void(RunRecord)>& take,
                 const std::function<void(UnreadableRun)>& takeUnreadable);
    /// A run without its curve as it is to be shown; nothing if there is no such run.
    std::optional<RunRecord> record(SQLite::Database& db, const std::string& id);
    std::vector<RunRecord> allRuns(SQLite::Database& db, std::vector<UnreadableRun>* unreadable);

private:
    bool hasNoOwner() const;

    RunRowReader m_reader;
    int m_interrupted = 0;
};

}  // namespace adapterscope
