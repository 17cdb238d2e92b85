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
        SQLite::Statement update(db, "UPDATE runs SET status = 'interrupted', message = ? WHERE status = 'running'");
        update.bind(1, interruption);
        return update.exec();
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
    SQLite::Statement update(db, updateResult);
    RunResult empty;
    empty.status = status;
    bindResult(update, id, empty, {});
    execute(update, id);
    removeCurve(db, id);
    removeUnusedTunings(db);
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

RunRecord OpenRuns::readRow(SQLite::Statement& row) {
    RunRecord record = m_reader.read(row);
    return hasNoOwner() ? asLeft(std::move(record)) : std::move(record);
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
