// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/OpenRuns.h"

#include <utility>

#include "core/experiment/project/CurveStore.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/RunScan.h"
#include "core/experiment/project/TuningStore.h"

namespace adapterscope {
namespace {

constexpr const char* interruption = "The program ended while it was trained.";

RunRecord asLeft(RunRecord record) {
    if (record.result.status == Status::Running) {
        record.result.status = Status::Interrupted;
        record.result.message = interruption;
    }
    return record;
}

}  // namespace

void OpenRuns::noteInterruptions() {
    m_interrupted = change([](SQLite::Database& db) {
        std::vector<std::int64_t> left;
        SQLite::Statement running(db, "SELECT rowid FROM runs WHERE status = 'running'");
        untilDamage(running, [&](SQLite::Statement& row) { left.push_back(row.getColumn(0).getInt64()); });
        SQLite::Statement update(db, "UPDATE runs SET status = 'interrupted', message = ? WHERE rowid = ?");
        update.bind(1, interruption);
        int changed = 0;
        for (const std::int64_t place : left) {
            update.bind(2, place);
            changed += changeRun(update);
        }
        return changed;
    });
}

Error OpenRuns::noSuchRun(const std::string& id) const {
    return Error("There is no run {} in {}.", id, place().string());
}

void OpenRuns::execute(SQLite::Statement& statement, const std::string& id) const {
    statement.bind(":id", id);
    if (statement.exec() == 0)
        throw noSuchRun(id);
}

Status OpenRuns::status(SQLite::Database& db, const std::string& id) const {
    SQLite::Statement query(db, "SELECT status FROM runs WHERE id = ?");
    query.bind(1, id);
    if (!query.executeStep())
        throw noSuchRun(id);
    return statusFromText(query.getColumn("status").getString());
}

void OpenRuns::clear(SQLite::Database& db, const std::string& id, Status status) const {
    const std::string tuning = tuningOf(db, id);
    SQLite::Statement update(db, updateResult);
    RunResult empty;
    empty.status = status;
    bindResult(update, id, empty, {});
    execute(update, id);
    removeCurve(db, id);
    removeIfUnused(db, tuning);
}

/// Whether the project is only read here and nobody owns it: then nobody trains what is marked as running.
bool OpenRuns::hasNoOwner() const {
    return !isOwned() && !ProjectLock::holder(place());
}

void OpenRuns::eachRun(SQLite::Database& db, const std::string& condition, const std::function<void(RunRecord)>& take,
                       const std::function<void(UnreadableRun)>& takeUnreadable) {
    const bool isLeft = hasNoOwner();
    scanRuns(
        db, m_reader, condition,
        [&](RunRecord record) { take(isLeft ? asLeft(std::move(record)) : std::move(record)); }, takeUnreadable);
}

std::optional<RunRecord> OpenRuns::record(SQLite::Database& db, const std::string& id) {
    std::optional<RunRecord> record = readRun(db, m_reader, id);
    return record && hasNoOwner() ? asLeft(*std::move(record)) : record;
}

std::vector<RunRecord> OpenRuns::allRuns(SQLite::Database& db, std::vector<UnreadableRun>* unreadable) {
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

}  // namespace adapterscope
