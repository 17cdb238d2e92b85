// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/ProjectFault.h"

#include <sqlite3.h>

#include "core/common/Fault.h"
#include "core/common/FaultLog.h"

namespace adapterscope {

Error projectFault(const SQLite::Exception& failure, const std::filesystem::path& file) {
    const std::string name = file.string(), activity = "Using the project " + name;
    const std::string reported = "SQLite, code " + std::to_string(failure.getErrorCode()) + " (extended " +
                                 std::to_string(failure.getExtendedErrorCode()) + "): " + failure.what();
    switch (failure.getErrorCode()) {
        case SQLITE_FULL:
            return Error("The disk is full: " + name +
                             " could not be written. Free some space and try again; everything stored before is kept.",
                         ErrorKind::Machine);
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return Error("Cannot write " + name +
                         ": the file or its folder is read-only. Copy it to a folder of your own.");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return Error("Another program is writing " + name + ": close it there and try again.", ErrorKind::Machine);
        case SQLITE_NOMEM:
            return memoryFault(activity, reported);
        case SQLITE_IOERR:
            return Error("Reading or writing " + name +
                             " failed: check the disk, its room and your quota. Everything stored before is kept. " +
                             logFault(activity, reported),
                         ErrorKind::Machine);
        // Errors that our statements get only if the tables differ from those we create.
        case SQLITE_ERROR:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_SCHEMA:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Error(damagedProject(file).what() + (' ' + logFault(activity, reported)));
        default:
            return unexpectedFault(activity, "for an unexpected reason", reported, ErrorKind::Machine);
    }
}

Error damagedProject(const std::filesystem::path& file, const std::string& how) {
    return Error(file.string() + " is damaged" + (how.empty() ? "" : " (" + how + ")") +
                 ": take a copy of it and go back to an older one.");
}

}  // namespace adapterscope
