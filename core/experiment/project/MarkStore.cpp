// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/MarkStore.h"

#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/experiment/project/RunRows.h"

namespace adapterscope {

std::map<std::string, RunMarks> changeMarks(SQLite::Database& database, const std::vector<std::string>& ids,
                                            const MarkChange& change) {
    std::map<std::string, RunMarks> before, after;
    SQLite::Statement query(database, "SELECT archived, tags, note FROM runs WHERE id = ?");
    for (const std::string& id : ids) {
        query.bind(1, id);
        if (query.executeStep()) {
            const RunMarks marks{query.getColumn("archived").getInt() != 0,
                                 tagsFromStored(query.getColumn("tags").getString()),
                                 query.getColumn("note").getString()};
            if (const RunMarks changed = change.appliedTo(marks); changed != marks) {
                before[id] = marks;
                after[id] = changed;
            }
        }
        query.reset();
    }
    storeMarks(database, after);
    return before;
}

void storeMarks(SQLite::Database& database, const std::map<std::string, RunMarks>& marks) {
    SQLite::Statement update(database,
                             "UPDATE runs SET archived = :archived, tags = :tags, note = :note WHERE id = :id");
    for (const auto& [id, stored] : marks) {
        if (stored.note.size() > longestWords)  // the run could not be read any more
            throw Error("The note is longer than {} MB: shorten it.", longestWords >> 20);
        update.bind(":archived", stored.archived ? 1 : 0);
        update.bind(":tags", storedText(stored.tags));
        update.bind(":note", stored.note);
        update.bind(":id", id);
        update.exec();
        update.reset();
    }
}

}  // namespace adapterscope
