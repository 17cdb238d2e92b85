// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/ProjectRescue.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <string>
#include <system_error>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/OwnPlaces.h"
#include "core/experiment/ProjectDatabase.h"
#include "core/experiment/ProjectFault.h"
#include "core/experiment/UntitledProjects.h"

namespace adapterscope {
namespace {

namespace fs = std::filesystem;

/// NAME-rescued, or with a number if that is taken.
fs::path freeName(const fs::path& folder, const fs::path& lost) {
    const std::string stem = lost.stem().string() + "-rescued";
    fs::path file = folder / (stem + lost.extension().string());
    for (int number = 2; fs::exists(fs::symlink_status(file)); ++number)
        file = folder / (stem + "-" + std::to_string(number) + lost.extension().string());
    return file;
}

/// Prepares a place that a project may be rescued to; an empty path if it cannot.
using Place = fs::path (*)(const fs::path& lost);

fs::path besideIt(const fs::path& lost) {
    std::error_code ignored;
    return fs::is_directory(lost.parent_path(), ignored) ? freeName(lost.parent_path(), lost) : fs::path();
}

fs::path inDataFolder(const fs::path& lost) {
    const fs::path folder = dataFolder() / "rescued";
    std::error_code failure;
    fs::create_directories(folder, failure);
    return failure ? fs::path() : freeName(folder, lost);
}

fs::path inTemporaryFolder(const fs::path& lost) {
    const fs::path folder = makeOwnFolder(temporaryFolder(), "adapterscope-rescued-");
    return folder.empty() ? fs::path() : freeName(folder, lost);
}

fs::path amongUntitled(const fs::path&) {
    return newUntitledFile();
}

/// As SQL names a column, whatever somebody else's file calls it.
std::string asName(const std::string& column) {
    std::string name = "\"";
    for (const char c : column)
        name += c == '"' ? "\"\"" : std::string(1, c);
    return name + '"';
}

/// Copies the rows of a table that can be read, from its start and from its end towards the damage.
void copyReadableRows(SQLite::Database& source, SQLite::Database& target, const std::string& table,
                      const std::string& key) {
    for (const char* direction : {"", " DESC"}) {
        try {
            SQLite::Statement rows(source, "SELECT * FROM " + table + " ORDER BY " + key + direction);
            std::string names, places;
            for (int column = 0; column < rows.getColumnCount(); ++column) {
                names += (column > 0 ? ", " : "") + asName(rows.getColumnName(column));
                places += column > 0 ? ", ?" : "?";
            }
            SQLite::Statement insert(target,
                                     "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (" + places + ")");
            while (rows.executeStep()) {
                for (int column = 0; column < rows.getColumnCount(); ++column) {
                    const SQLite::Column value = rows.getColumn(column);
                    if (value.isNull())
                        insert.bind(column + 1);
                    else if (value.isInteger())
                        insert.bind(column + 1, value.getInt64());
                    else if (value.isFloat())
                        insert.bind(column + 1, value.getDouble());
                    else if (value.isText())
                        insert.bind(column + 1, value.getString());
                    else
                        insert.bind(column + 1, value.getBlob(), value.getBytes());
                }
                insert.exec();
                insert.reset();
            }
            return;  // read to its end
        } catch (const SQLite::Exception&) {
            continue;  // the damage starts here
        }
    }
}

void copyWhatCanBeRead(SQLite::Database& source, const fs::path& file) {
    const auto target = openProjectDatabase(file);
    target->exec("PRAGMA foreign_keys = OFF");
    SQLite::Transaction transaction(*target);
    for (const auto& [table, key] :
         {std::pair("tunings", "hash"), std::pair("tuning_parts", "rowid"), std::pair("runs", "rowid"),
          std::pair("points", "run, step"), std::pair("named_values", "key")})
        copyReadableRows(source, *target, table, key);
    target->exec("UPDATE runs SET tuning = NULL WHERE tuning NOT IN (SELECT hash FROM tunings)");
    target->exec("DELETE FROM points WHERE run NOT IN (SELECT id FROM runs)");
    target->exec("DELETE FROM tuning_parts WHERE hash NOT IN (SELECT hash FROM tunings)");
    transaction.commit();
}

bool isSound(const fs::path& file) {
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
        return database.execAndGet("PRAGMA integrity_check(1)").getString() == "ok" &&
               database.execAndGet("PRAGMA application_id").getInt() == projectApplicationId;
    } catch (const SQLite::Exception&) {
        return false;
    }
}

}  // namespace

RescuedProject rescueProject(SQLite::Database& source, const fs::path& lost, bool untitled) {
    const std::vector<Place> places =
        untitled ? std::vector<Place>{amongUntitled} : std::vector<Place>{besideIt, inDataFolder, inTemporaryFolder};
    std::string reason;
    for (const Place place : places) {
        try {
            const fs::path file = place(lost);
            if (file.empty())
                continue;
            auto lock = std::make_unique<ProjectLock>(file);
            std::error_code ignored;
            try {
                copyProjectDatabase(source, file);
            } catch (const Error& error) {
                if (error.kind() == ErrorKind::Machine)
                    throw;  // no space there
            }
            if (!isSound(file)) {
                fs::remove(file, ignored);
                explained(file, [&] { copyWhatCanBeRead(source, file); });
            }
            return {file, std::move(lock)};
        } catch (const Error& error) {
            if (reason.empty())
                reason = error.what();
        }
    }
    throw Error(reason.empty() ? "There is no folder to put it into." : reason, ErrorKind::Machine);
}

}  // namespace adapterscope
