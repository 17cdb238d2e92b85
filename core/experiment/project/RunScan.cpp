// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/RunScan.h"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <set>

#include "core/common/Error.h"
#include "core/common/JsonFault.h"

namespace adapterscope {

bool untilDamage(SQLite::Statement& query, const std::function<void(SQLite::Statement&)>& take) {
    try {
        while (query.executeStep())
            take(query);
        return true;
    } catch (const SQLite::Exception& failure) {
        if (failure.getErrorCode() != SQLITE_CORRUPT)
            throw;
        return false;
    }
}

void scanRuns(SQLite::Database& database, RunRowReader& reader, const std::string& condition,
              const std::function<void(RunRecord)>& take, const std::function<void(UnreadableRun)>& takeUnreadable) {
    std::set<std::int64_t> seen;
    const auto takeNext = [&](SQLite::Statement& row) {
        if (!seen.insert(row.getColumn("rowid").getInt64()).second)
            return;
        try {
            take(reader.read(row));
        } catch (const nlohmann::json::exception& fault) {
            takeUnreadable(unreadableRun(row, {"{}.", faultOf(fault)}));
        } catch (const Error& fault) {
            takeUnreadable(unreadableRun(row, fault.sentence()));
        }
    };
    for (const char* order : {"position, rowid", "rowid", "rowid DESC"}) {
        SQLite::Statement query(database,
                                "SELECT " + runColumns() + ", rowid FROM runs " + condition + " ORDER BY " + order);
        if (untilDamage(query, takeNext))
            return;
    }
    if (seen.empty())
        throw SQLite::Exception("none of its runs can be read", SQLITE_CORRUPT);
    takeUnreadable({"?", "?", {}, {}, {}, "A part of the file is damaged and may have held further runs."});
}

}  // namespace adapterscope
