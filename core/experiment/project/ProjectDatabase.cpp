// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectDatabase.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <optional>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/NewFile.h"
#include "core/common/SystemError.h"
#include "core/experiment/project/FileSystem.h"
#include "core/experiment/project/OpenFile.h"
#include "core/experiment/project/ProjectFault.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/SharedMemory.h"

namespace adapterscope {
namespace {

// Bytes; parts of tunings have 4 MB, and a kept sweep has at most about 16 MB, as its file. SQLite refuses a larger
// value before it reads it.
constexpr int longestValue = 32 << 20;
constexpr int busyMilliseconds = 5000;  // somebody may look into the file with another SQLite program

// Places in SQLite's file header (https://www.sqlite.org/fileformat.html, section 1.3).
constexpr std::size_t headerSize = 100, pageSizePlace = 16, changePlace = 24, pagesPlace = 28, versionPlace = 60,
                      applicationPlace = 68, sizeValidPlace = 92;
constexpr std::string_view sqliteMagic{"SQLite format 3\0", 16};

constexpr std::array companions = {"-wal", "-shm", "-journal"};  // the files that SQLite keeps beside the database

constexpr const char* firstFormat = R"sql(
CREATE TABLE tunings (
    hash TEXT PRIMARY KEY NOT NULL,  -- SHA-256 of the safetensors file
    bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE tuning_parts (
    hash TEXT NOT NULL REFERENCES tunings (hash) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (hash, part)
);
CREATE TABLE runs (
    id TEXT PRIMARY KEY NOT NULL,
    position INTEGER NOT NULL,
    design TEXT NOT NULL,
    base TEXT NOT NULL,
    base_hash TEXT NOT NULL,
    task TEXT NOT NULL,
    task_name TEXT NOT NULL,
    task_hash TEXT NOT NULL,
    pooling TEXT NOT NULL,
    hyperparameters TEXT NOT NULL,
    seed INTEGER NOT NULL,
    data_seed INTEGER NOT NULL,
    parameters INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting',
    trained INTEGER NOT NULL DEFAULT 0,
    metric TEXT NOT NULL DEFAULT '',
    dev REAL,
    test REAL,
    metrics TEXT NOT NULL DEFAULT '{}',
    best_step INTEGER NOT NULL DEFAULT 0,
    steps INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    environment TEXT NOT NULL DEFAULT '{}',
    tuning TEXT REFERENCES tunings (hash)
);
CREATE INDEX runs_by_position ON runs (position);
CREATE INDEX runs_by_tuning ON runs (tuning);
CREATE TABLE points (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    point TEXT NOT NULL,
    PRIMARY KEY (run, step)
) WITHOUT ROWID;
CREATE TABLE named_values (
    key TEXT PRIMARY KEY NOT NULL,
    json TEXT NOT NULL
) WITHOUT ROWID;
)sql";

constexpr const char* addingRemarks = "ALTER TABLE runs ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]'";
constexpr const char* addingOutcomes = "ALTER TABLE runs ADD COLUMN outcomes TEXT NOT NULL DEFAULT '{}'";
constexpr const char* addingMarks = R"sql(
ALTER TABLE runs ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
)sql";
constexpr const char* addingRates =
    "ALTER TABLE runs ADD COLUMN pilot INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE runs ADD COLUMN tried_rates TEXT NOT NULL DEFAULT '[]'";

std::uint32_t bigEndian(const char* bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

void requireKnownFormat(std::size_t format, std::size_t known, const std::filesystem::path& file) {
    if (format > known)
        throw Error(
            "{} was written by a newer AdapterScope (its format is {}, this program knows formats up to {}): open it "
            "with the newer version. The file was left untouched.",
            file.string(), format, known);
}

/// The first bytes of a file, fewer if it has fewer.
std::string headerOf(const std::filesystem::path& file) {
    std::string header(headerSize, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(header.data(), static_cast<std::streamsize>(header.size()));
    header.resize(static_cast<std::size_t>(stream.gcount()));
    return header;
}

/// Throws Error if the file begins as an SQLite database and ends before the place where its header puts its end.
void requireWhole(const std::filesystem::path& file) {
    if (OpenFile::timesOpen(file) > 1)  // by others besides the reader that asks
        return;
    const std::string header = headerOf(file);
    if (header.empty() || !header.starts_with(sqliteMagic.substr(0, header.size())))
        return;
    if (header.size() < headerSize)
        throw damagedProject(file, {"it is cut off after {} bytes", header.size()});
    const std::uint32_t stated = bigEndian(&header[pageSizePlace]) >> 16;
    const std::uint64_t pageSize = stated == 1 ? 65536 : stated, pages = bigEndian(&header[pagesPlace]);
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(file, unknown);
    const bool isKnown = bigEndian(&header[changePlace]) == bigEndian(&header[sizeValidPlace]);  // as SQLite decides
    if (!unknown && isKnown && size < pages * pageSize)
        throw damagedProject(file, {"it is cut off: {} of its {} bytes are there", size, pages * pageSize});
}

[[noreturn]] void failForeign(const std::filesystem::path& file) {
    throw Error("{} is not an AdapterScope project: choose another file. It was left untouched.", file.string());
}

/// A file may come from anybody: nothing in it may execute, and no value may be larger than any of ours.
void trustNothing(SQLite::Database& database) {
    sqlite3* const handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longestValue);
}

/// A project holds tables and their indices; a view or a trigger would run somebody else's code.
void requireOwnSchema(SQLite::Database& database, const std::filesystem::path& file) {
    SQLite::Statement query(database,
                            "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR "
                            "(type = 'table' AND sql LIKE 'CREATE VIRTUAL%')");
    if (query.executeStep())
        throw Error(
            "{} holds a {} named \"{}\", which no AdapterScope project has: it may have been made to do harm and is "
            "not opened.",
            file.string(), query.getColumn("type").getString(), excerpt(query.getColumn("name").getString(), 80));
}

/// Whether another process owns the project. SQLite's own locks are less reliable: code in the owner's process
/// may have opened and closed the file a second time (OpenFile.h), and a program that then believes itself its only
/// user would rebuild the shared memory under the owner, and remove the log.
bool isHeldElsewhere(const std::filesystem::path& file) {
    const std::optional<int> holder = ProjectLock::holder(file);
    return holder && *holder != ::getpid();
}

/// A copy in the current format, in a temporary file of SQLite's.
std::unique_ptr<SQLite::Database> migratedCopy(SQLite::Database& older, const std::filesystem::path& file) {
    auto copy = std::make_unique<SQLite::Database>("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*copy, older).executeStep(-1);
    trustNothing(*copy);
    migrate(*copy, projectMigrations(), file);
    copy->exec("PRAGMA query_only = ON");
    return copy;
}

bool holdsNothing(const std::filesystem::path& file) {
    std::error_code unknown;
    return !std::filesystem::exists(file, unknown) || std::filesystem::file_size(file, unknown) == 0;
}

/// Creates the file with its tables or not at all, even if the power fails meanwhile: a part of it would be taken for
/// somebody else's file. Leftovers of an earlier file of that name beside it would be applied to the new one.
void createProject(const std::filesystem::path& file) {
    SQLite::Database empty(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    migrate(empty, projectMigrations(), file);
    std::error_code ignored;
    for (const char* ending : companions)
        std::filesystem::remove(file.string() + ending, ignored);
    copyProjectDatabase(empty, file);
}

/// A pipe would keep SQLite waiting. SQLite also writes to files beside the project: a link or hard link put there
/// by somebody else would lead it to another file.
void requirePlainFiles(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored))
        throw Error("{} is not a regular file: name a project file.", file.string());
    struct stat project {};
    const uid_t owner = ::stat(file.c_str(), &project) == 0 ? project.st_uid : ::geteuid();
    for (const char* ending : companions) {
        const std::string companion = file.string() + ending;
        struct stat status {};
        if (::lstat(companion.c_str(), &status) != 0)
            continue;
        const char* fault = !S_ISREG(status.st_mode)                                 ? "is not a regular file"
                            : status.st_nlink > 1                                    ? "has a second name"
                            : status.st_uid != owner && status.st_uid != ::geteuid() ? "belongs to another user"
                                                                                     : nullptr;
        if (fault)
            throw Error("{} {}, so the project beside it cannot be opened. It was left untouched: move it away.",
                        companion, fault);
    }
}

}  // namespace

const std::vector<std::string>& projectMigrations() {
    static const std::vector<std::string> migrations = {firstFormat, addingRemarks, addingOutcomes, addingMarks,
                                                        addingRates};
    return migrations;
}

void migrate(SQLite::Database& database, const std::vector<std::string>& migrations,
             const std::filesystem::path& file) {
    const auto format = static_cast<std::size_t>(database.execAndGet("PRAGMA user_version").getInt());
    requireKnownFormat(format, migrations.size(), file);
    if (format == migrations.size())
        return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (std::size_t i = format; i < migrations.size(); ++i)
        database.exec(migrations[i]);
    database.exec("PRAGMA user_version = " + std::to_string(migrations.size()));
    database.exec("PRAGMA application_id = " + std::to_string(projectApplicationId));
    transaction.commit();
}

void requireProjectOrNew(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        throw Error("{} is a folder: name a project file.", file.string());
    requirePlainFiles(file);
    if (!std::filesystem::exists(file, ignored) || OpenFile::isOpen(file))
        return;
    if (!std::ifstream(file, std::ios::binary))
        throw Error("Cannot read {}: check that you may read it.", file.string());
    const std::string header = headerOf(file);
    if (header.empty())
        return;
    if (!hasLog(file))  // which may hold the rest
        requireWhole(file);
    if (header.size() < headerSize || !header.starts_with(sqliteMagic) ||
        bigEndian(&header[applicationPlace]) != projectApplicationId)
        failForeign(file);
    requireKnownFormat(bigEndian(&header[versionPlace]), projectMigrations().size(), file);
    if (std::filesystem::hard_link_count(file, ignored) > 1 && !ignored)
        throw Error(
            "Cannot open {} for writing: it has a second name (a hard link), under which another program could write "
            "it. Copy it and open the copy.",
            file.string());
    if (::access(file.c_str(), W_OK) != 0)
        throw Error("Cannot open {} for writing: the file is read-only. Make it writable or copy it.", file.string());
}

std::string asUri(const std::filesystem::path& file) {
    std::string uri = "file:";  // characters that would end the path are escaped
    for (const char c : file.string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
        else
            uri += c;
    }
    return uri;
}

bool hasLog(const std::filesystem::path& file) {
    return !holdsNothing(file.string() + "-wal") || !holdsNothing(file.string() + "-journal");
}

std::unique_ptr<SQLite::Database> openProjectDatabase(const std::filesystem::path& file) {
    surviveLostSharedMemory();
    return explained(file, [&] {
        if (holdsNothing(file))
            createProject(file);
        auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, busyMilliseconds);
        trustNothing(*database);
        const bool network = isOnNetwork(file);
        if (network)  // else a file left in WAL mode could not even be read there
            database->exec("PRAGMA locking_mode = EXCLUSIVE");
        database->exec("PRAGMA foreign_keys = ON");
        requireOwnSchema(*database, file);
        migrate(*database, projectMigrations(), file);
        database->exec(network ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
        if (network) {
            database->exec("PRAGMA locking_mode = NORMAL");  // readers elsewhere may look in between two changes
            database->execAndGet("SELECT count(*) FROM sqlite_schema");
        }
        database->exec("PRAGMA synchronous = EXTRA");  // what was acknowledged survives a power cut, in either mode
        return database;
    });
}

std::unique_ptr<SQLite::Database> openProjectDatabaseForReading(const std::filesystem::path& file) {
    surviveLostSharedMemory();
    requirePlainFiles(file);
    // Even a reader needs the shared memory beside a file in WAL mode. In a read-only folder there is none, but nobody
    // writes there either.
    std::optional<SQLite::Exception> reason;
    const char* const shared = isHeldElsewhere(file) ? "?readonly_shm=1" : "";
    for (const auto& [promise, mode] :
         {std::pair(shared, SQLite::OPEN_READWRITE), std::pair("?immutable=1", SQLite::OPEN_READONLY)}) {
        try {
            auto database =
                std::make_unique<SQLite::Database>(asUri(file) + promise, mode | SQLite::OPEN_URI, busyMilliseconds);
            trustNothing(*database);
            leaveLogToOwner(*database, file);
            database->exec("PRAGMA query_only = ON");
            if (database->execAndGet("PRAGMA application_id").getInt() != projectApplicationId) {
                requireWhole(file);
                failForeign(file);
            }
            const auto format = static_cast<std::size_t>(database->execAndGet("PRAGMA user_version").getInt());
            requireKnownFormat(format, projectMigrations().size(), file);
            requireOwnSchema(*database, file);
            return format == projectMigrations().size() ? std::move(database) : migratedCopy(*database, file);
        } catch (const SQLite::Exception& failure) {
            if (failure.getExtendedErrorCode() == SQLITE_READONLY_RECOVERY)
                throw projectFault(failure, file);  // without the log the newest runs would be missing
            if (!reason)
                reason = failure;
        }
    }
    requireWhole(file);
    if (reason->getErrorCode() == SQLITE_NOTADB)
        failForeign(file);
    if (reason->getErrorCode() == SQLITE_CANTOPEN)
        throw Error("Cannot read {}: check that you may read it.", file.string());
    throw projectFault(*reason, file);
}

void leaveLogToOwner(SQLite::Database& database, const std::filesystem::path& file) {
    if (isHeldElsewhere(file))
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void copyProjectDatabase(SQLite::Database& source, const std::filesystem::path& target) {
    std::error_code failed;
    NewFile unfinished(target, failed);
    if (failed)
        throw Error(Sentence("Cannot write {}: {}.", target.string(), reasonOf(failed)), ErrorKind::Machine);
    try {
        SQLite::Database copy(unfinished.path().string(), SQLite::OPEN_READWRITE);
        SQLite::Backup(copy, source).executeStep(-1);
    } catch (const SQLite::Exception& failure) {
        throw projectFault(failure, target, false);
    }
    if (!holdsNothing(target))
        openProjectDatabase(target).reset();  // merges a log that a dead owner left into the file being replaced
    unfinished.keep(failed);
    if (failed == std::errc::no_such_file_or_directory)
        throw removedProject(target);
    if (failed)
        throw Error(Sentence("Cannot write {}: {}.", target.string(), reasonOf(failed)), ErrorKind::Machine);
    syncFolder(target.parent_path());
}

}  // namespace adapterscope
