// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectFault.h"

#include <sqlite3.h>
#include <sys/resource.h>

#include <cstdint>
#include <optional>
#include <system_error>

#include "core/common/Fault.h"
#include "core/common/FaultLog.h"

namespace adapterscope {
namespace {

constexpr std::uintmax_t largestWrite = 64 << 10;  // bytes: a page with what surrounds it, or shared memory

Error fullDisk(const std::filesystem::path& file) {
    return Error(Sentence("The disk is full: {} could not be written. Free some space and try again; everything stored "
                          "before is kept.",
                          file.string()),
                 ErrorKind::Machine);
}

/// Whether the disk has no room for one more write: SQLite reports a lack of it for shared memory as a fault of the
/// disk.
bool isFull(const std::filesystem::path& file) {
    std::error_code unknown;
    const std::filesystem::space_info room = std::filesystem::space(file.parent_path(), unknown);
    return !unknown && room.available < largestWrite;
}

bool isGone(const std::filesystem::path& file) {
    std::error_code unknown;
    return !std::filesystem::exists(file, unknown) && !unknown;
}

/// SQLite does not report why the system refused to write. A limit on the size of files (ulimit -f) is one reason that
/// can be told from the files themselves.
std::optional<Error> limitFault(const std::filesystem::path& file) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    std::string largest = file.string();
    std::uintmax_t size = 0;
    for (const char* ending : {"", "-wal", "-journal"}) {
        std::error_code missing;
        const std::uintmax_t bytes = std::filesystem::file_size(file.string() + ending, missing);
        if (missing || bytes <= size)
            continue;
        largest = file.string() + ending;
        size = bytes;
    }
    if (size + largestWrite > limit.rlim_cur)
        return Error(Sentence("{} has reached the limit on the size of files, which is {} kB here. Raise it (ulimit "
                              "-f) and try again; everything stored before is kept.",
                              largest, limit.rlim_cur / 1024),
                     ErrorKind::Machine);
    return std::nullopt;
}

}  // namespace

Error projectFault(const SQLite::Exception& failure, const std::filesystem::path& file, bool isNamed) {
    const std::string name = file.string(), activity = "Using the project " + name;
    const std::string reported = "SQLite, code " + std::to_string(failure.getErrorCode()) + " (extended " +
                                 std::to_string(failure.getExtendedErrorCode()) + "): " + failure.what();
    if (failure.getExtendedErrorCode() == SQLITE_READONLY_RECOVERY)
        return Error(Sentence("Cannot read {} now: another program has changed {}-shm, which its owner shares with its "
                              "readers. Close the project there and try again.",
                              name, name),
                     ErrorKind::Machine);
    constexpr int primary = 0xff;  // a failed copy has the extended code in the place of this one
    const int code = failure.getErrorCode() & primary;
    const bool mayBeGone =
        code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_IOERR;
    if (mayBeGone && (isNamed ? isGone(file) : isGone(file.parent_path())))
        return removedProject(file);
    switch (code) {
        case SQLITE_FULL:
            return fullDisk(file);
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return Error("Cannot write {}: the file or its folder is read-only. Copy it to a folder of your own.",
                         name);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return Error(Sentence("Another program is writing {}: close it there and try again.", name),
                         ErrorKind::Machine);
        case SQLITE_NOMEM:
            return memoryFault(activity, reported);
        case SQLITE_IOERR:
            if (const auto limited = limitFault(file))
                return *limited;
            if (isFull(file))
                return fullDisk(file);
            return Error(Sentence("Reading or writing {} failed: check the disk, its free space and your quota. "
                                  "Everything stored before is kept. {}",
                                  name, logFault(activity, reported)),
                         ErrorKind::Machine);
        // Errors that our statements get only if the tables differ from those we create.
        case SQLITE_ERROR:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_SCHEMA:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Error("{} {}", damagedProject(file).sentence(), logFault(activity, reported));
        default:
            return unexpectedFault(activity, "for an unexpected reason", reported, ErrorKind::Machine);
    }
}

Error removedProject(const std::filesystem::path& file) {
    return Error(Sentence("{} or its folder was removed or moved while it was being used.", file.string()),
                 ErrorKind::Machine);
}

Error damagedProject(const std::filesystem::path& file, const Sentence& how) {
    return Error("{} is damaged{}: take a copy of it and go back to an older one.", file.string(),
                 how.empty() ? Sentence() : Sentence(" ({})", how));
}

}  // namespace adapterscope
