// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/common/Error.h"
#include "core/experiment/project/CurveStore.h"
#include "core/experiment/project/OpenProject.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/RunRows.h"
#include "core/experiment/project/RunScan.h"
#include "core/experiment/project/TuningStore.h"

namespace adapterscope {

/// The open file of a project, and how its runs are read and reset there. Included by Project.cpp only.
struct Project::Private : OpenProject {
    RunRowReader reader;
    static constexpr const char* interruption = "The program ended while it was trained.";
    int interrupted = 0;
    bool isForPicture = false;

    /// Runs that nobody trains any more become interrupted.
    void noteInterruptions() {
        interrupted = change([](SQLite::Database& db) {
            SQLite::Statement update(db,
                                     "UPDATE runs SET status = 'interrupted', message = ? WHERE status = 'running'");
            update.bind(1, interruption);
            return update.exec();
        });
    }

    Error noSuchRun(const std::string& id) const { return Error("There is no run {} in {}.", id, place().string()); }

    /// Executes a statement whose :id is a run's. Throws Error if there is no such run.
    void execute(SQLite::Statement& statement, const std::string& id) const {
        statement.bind(":id", id);
        if (statement.exec() == 0)
            throw noSuchRun(id);
    }

    Status status(SQLite::Database& db, const std::string& id) const {
        SQLite::Statement query(db, "SELECT status FROM runs WHERE id = ?");
        query.bind(1, id);
        if (!query.executeStep())
            throw noSuchRun(id);
        return statusFromText(query.getColumn("status").getString());
    }

    /// Resets a run to its state before training: no numbers, no curve, no tuning.
    void clear(SQLite::Database& db, const std::string& id, Status status) const {
        SQLite::Statement update(db, updateResult);
        RunResult empty;
        empty.status = status;
        bindResult(update, id, empty, {});
        execute(update, id);
        removeCurve(db, id);
        removeUnusedTunings(db);
    }

    /// Whether the project is only read here and nobody owns it: then nobody trains what is marked as running.
    bool hasNoOwner() const { return !isOwned() && !ProjectLock::holder(place()); }

    /// Hands out the runs that meet the condition as they are to be shown.
    void eachRun(SQLite::Database& db, const std::string& condition, const std::function<void(RunRecord)>& take,
                 const std::function<void(UnreadableRun)>& takeUnreadable) {
        const bool isLeft = hasNoOwner();
        scanRuns(
            db, reader, condition, [&](RunRecord record) { take(asLeft(std::move(record), isLeft)); }, takeUnreadable);
    }
    std::vector<RunRecord> allRuns(SQLite::Database& db, std::vector<UnreadableRun>* unreadable) {
        std::vector<RunRecord> records;
        if (unreadable)
            unreadable->clear();
        eachRun(
            db, "", [&](RunRecord record) { records.push_back(std::move(record)); },
            [&](UnreadableRun run) {
                if (unreadable)
                    unreadable->push_back(std::move(run));
            });
        return records;
    }
    static RunRecord asLeft(RunRecord record, bool isLeft) {
        if (isLeft && record.result.status == Status::Running) {
            record.result.status = Status::Interrupted;
            record.result.message = interruption;
        }
        return record;
    }
};

}  // namespace adapterscope
