// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/RunScan.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <set>

#include "core/common/Error.h"
#include "core/common/JsonFault.h"

namespace adapterscope {

namespace {

constexpr const char* tooLarge = "It holds more than can be read.";

/// A run with a cell that SQLite does not read.
UnreadableRun tooLargeRun(SQLite::Database& database, std::int64_t place) {
    const auto cell = [&](const char* name) -> std::string {
        try {
            SQLite::Statement query(database, "SELECT " + std::string(name) + " FROM runs WHERE rowid = ?");
            query.bind(1, place);
            return query.executeStep() ? shownCell(query.getColumn(0)) : "?";
        } catch (const SQLite::Exception&) {
            return "?";  // this is the one
        }
    };
    return {cell("id"), cell("design"), cell("base"), cell("task_name"), cell("status"), tooLarge};
}

}  // namespace

bool isTooLarge(const SQLite::Exception& failure) {
    return failure.getErrorCode() == SQLITE_TOOBIG;
}

bool untilDamage(SQLite::Statement& query, const std::function<void(SQLite::Statement&)>& take) {
    try {
        while (query.executeStep())
            take(query);
        return true;
    } catch (const SQLite::Exception& failure) {
        if (failure.getErrorCode() != SQLITE_CORRUPT && !isTooLarge(failure))
            throw;
        return false;
    }
}

bool changeRun(SQLite::Statement& change) {
    try {
        const bool isThere = change.exec() > 0;
        change.reset();
        return isThere;
    } catch (const SQLite::Exception& failure) {
        change.tryReset();  // which reports the failure again
        if (!isTooLarge(failure))
            throw;
        return false;
    }
}

std::optional<RunRecord> readRun(SQLite::Database& database, RunRowReader& reader, const std::string& id) {
    SQLite::Statement query(database, "SELECT " + runColumns() + " FROM runs WHERE id = ?");
    query.bind(1, id);
    TextsRead texts;
    try {
        return query.executeStep() ? std::optional(reader.read(query, texts)) : std::nullopt;
    } catch (const SQLite::Exception& failure) {
        if (isTooLarge(failure))
            throw Error("Run {} cannot be read: {}", id, tooLarge);
        throw;
    }
}

/// Every row is looked up by itself: one that cannot be read hides no other, and nothing is sorted but their numbers.
void scanRuns(SQLite::Database& database, RunRowReader& reader, const std::string& condition,
              const std::function<void(RunRecord)>& take, const std::function<void(UnreadableRun)>& takeUnreadable) {
    std::set<std::int64_t> seen;
    TextsRead texts;
    SQLite::Statement row(database, "SELECT " + runColumns() + " FROM runs WHERE rowid = ?" +
                                        (condition.empty() ? "" : " AND (" + condition + ")"));
    const auto takeNext = [&](SQLite::Statement& next) {
        const std::int64_t place = next.getColumn(0).getInt64();
        if (seen.contains(place))
            return;
        row.tryReset();
        row.bind(1, place);
        try {
            const bool isMeant = row.executeStep();
            seen.insert(place);
            if (isMeant)
                take(reader.read(row, texts));
        } catch (const nlohmann::json::exception& fault) {
            takeUnreadable(unreadableRun(row, {"{}.", faultOf(fault)}));
        } catch (const Error& fault) {
            takeUnreadable(unreadableRun(row, fault.sentence()));
        } catch (const SQLite::Exception& failure) {
            if (!isTooLarge(failure))
                throw;
            seen.insert(place);
            takeUnreadable(tooLargeRun(database, place));
        }
    };
    for (const char* order :
         {"ORDER BY position, rowid", "NOT INDEXED ORDER BY rowid", "NOT INDEXED ORDER BY rowid DESC"}) {
        SQLite::Statement places(database, std::string("SELECT rowid FROM runs ") + order);
        if (untilDamage(places, takeNext))
            return;
    }
    if (seen.empty())
        throw SQLite::Exception("none of its runs can be read", SQLITE_CORRUPT);
    takeUnreadable({"?", "?", {}, {}, {}, "A part of the file is damaged and may have held further runs."});
}

}  // namespace adapterscope
