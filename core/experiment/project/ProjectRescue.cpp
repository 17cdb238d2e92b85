// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectRescue.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <string>
#include <system_error>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/OwnPlaces.h"
#include "core/experiment/project/ProjectDatabase.h"
#include "core/experiment/project/ProjectFault.h"
#include "core/experiment/project/ProjectRows.h"
#include "core/experiment/project/TuningStore.h"
#include "core/experiment/project/UntitledProjects.h"

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

/// Prepares a place that a project may be rescued to; an empty path if that fails.
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

/// Lifts the limit on the size of values for as long as it lives: what is too large to be shown is rescued all the
/// same.
class LongValues {
public:
    explicit LongValues(SQLite::Database& database)
        : m_database(database.getHandle()), m_before(sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, 1 << 30)) {}
    ~LongValues() { sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, m_before); }
    LongValues(const LongValues&) = delete;
    LongValues& operator=(const LongValues&) = delete;

private:
    sqlite3* m_database;
    int m_before;
};

void copyWhatCanBeRead(SQLite::Database& source, const fs::path& file) {
    const auto target = openProjectDatabase(file);
    const LongValues read(source), written(*target);
    target->exec("PRAGMA foreign_keys = OFF");
    SQLite::Transaction transaction(*target);
    for (const auto& [table, key] :
         {std::pair("tunings", "hash"), std::pair("tuning_parts", "rowid"), std::pair("runs", "rowid"),
          std::pair("points", "run, step"), std::pair("named_values", "key")})
        copyRows(source, *target, table, key);
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

/// The tunings that the project names without having their tensors.
std::vector<std::string> tuningsWithoutTensors(SQLite::Database& project) {
    std::vector<std::string> hashes;
    SQLite::Statement query(project,
                            "SELECT hash FROM tunings WHERE NOT EXISTS (SELECT 1 FROM tuning_parts WHERE "
                            "tuning_parts.hash = tunings.hash)");
    while (query.executeStep())
        hashes.push_back(query.getColumn("hash").getString());
    return hashes;
}

/// The lost file without its log, which may be damaged; nullptr if it is not a database any more.
std::unique_ptr<SQLite::Database> openWithoutLog(const fs::path& lost) {
    try {
        return std::make_unique<SQLite::Database>(asUri(lost) + "?immutable=1",
                                                  SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    } catch (const SQLite::Exception&) {
        return nullptr;
    }
}

/// False if the source no longer has the tensors, or has different ones.
bool bringTensors(SQLite::Database& source, SQLite::Database& target, const std::string& hash,
                  const fs::path& scratch) {
    try {
        writeTuning(source, hash, scratch);
    } catch (const SQLite::Exception&) {
        return false;
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Machine)
            throw;  // no space there
        return false;
    }
    SQLite::Statement(target, "DELETE FROM tunings WHERE hash = '" + hash + "'").exec();
    storeTuning(target, scratch, hash);
    return true;
}

/// Completes what came from memory with the tensors that only the lost file has. Returns how many tunings have none.
int bringAllTensors(SQLite::Database& source, const fs::path& lost, const fs::path& file) {
    const auto target = openProjectDatabase(file);
    const fs::path scratch = file.string() + "-tensors";
    std::unique_ptr<SQLite::Database> withoutLog;
    int missing = 0;
    target->exec("PRAGMA foreign_keys = OFF");
    SQLite::Transaction transaction(*target);
    for (const std::string& hash : tuningsWithoutTensors(*target)) {
        if (bringTensors(source, *target, hash, scratch))
            continue;
        if (!withoutLog)
            withoutLog = openWithoutLog(lost);
        if (withoutLog && bringTensors(*withoutLog, *target, hash, scratch))
            continue;
        SQLite::Statement forget(*target, "UPDATE runs SET tuning = NULL WHERE tuning = ?");
        forget.bind(1, hash);
        missing += forget.exec();
        SQLite::Statement(*target, "DELETE FROM tunings WHERE hash = '" + hash + "'").exec();
    }
    transaction.commit();
    std::error_code ignored;
    fs::remove(scratch, ignored);
    return missing;
}

/// From what the source can still read.
void copyFromFile(SQLite::Database& source, const fs::path& file) {
    try {
        copyProjectDatabase(source, file);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Machine)
            throw;  // no space there
    }
    if (isSound(file))
        return;
    std::error_code ignored;
    fs::remove(file, ignored);
    explained(file, [&] { copyWhatCanBeRead(source, file); });
}

}  // namespace

RescuedProject rescueProject(SQLite::Database& source, ProjectMemory* memory, const fs::path& lost, bool untitled) {
    const std::vector<Place> places =
        untitled ? std::vector<Place>{amongUntitled} : std::vector<Place>{besideIt, inDataFolder, inTemporaryFolder};
    Sentence reason;
    for (const Place place : places) {
        try {
            const fs::path file = place(lost);
            if (file.empty())
                continue;
            auto lock = std::make_unique<ProjectLock>(file);
            if (!memory) {
                copyFromFile(source, file);
                return {file, std::move(lock)};
            }
            copyProjectDatabase(memory->database(), file);
            const int missing = explained(file, [&] { return bringAllTensors(source, lost, file); });
            return {file, std::move(lock), missing};
        } catch (const Error& error) {
            if (reason.empty())
                reason = error.sentence();
        }
    }
    throw Error(reason.empty() ? "There is no folder to put it into." : reason, ErrorKind::Machine);
}

}  // namespace adapterscope
