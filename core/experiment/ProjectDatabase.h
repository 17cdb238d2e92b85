// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace adapterscope {

/// Written into every project file (PRAGMA application_id): "AdSc".
constexpr std::int32_t projectApplicationId = 0x41645363;

/// The steps that lead from an empty file to the present format, in SQL. A project's format (PRAGMA user_version) is
/// the number of steps taken; steps are only ever added at the end.
const std::vector<std::string>& projectMigrations();

/// Takes the missing steps in one transaction. Throws Error naming `file` where its format is newer than the last step.
void migrate(SQLite::Database& database, const std::vector<std::string>& migrations, const std::filesystem::path& file);

/// Looks at the file's first bytes and leaves it untouched. Throws Error where it is a folder, no project, or too new;
/// a file that is absent or empty is a project to be.
void requireProjectOrNew(const std::filesystem::path& file);

/// Whether SQLite left its log beside the file: whoever had it open did not close it.
bool hasLog(const std::filesystem::path& file);

/// Opens, migrates and sets up a project file that is locked by this process. Throws Error.
std::unique_ptr<SQLite::Database> openProjectDatabase(const std::filesystem::path& file);

/// Opens a project file for reading, whether another process holds it, may write it, or nobody; of an older format a
/// copy as it is now. Throws Error.
std::unique_ptr<SQLite::Database> openProjectDatabaseForReading(const std::filesystem::path& file);

/// To be called before a reader's connection is closed: if the project has an owner, its log is his.
void leaveLogToOwner(SQLite::Database& database, const std::filesystem::path& file);

/// Puts a copy of the project into a file that is locked by this process, in place of what is there. Throws Error, and
/// then leaves that as it was.
void copyProjectDatabase(SQLite::Database& source, const std::filesystem::path& target);

}  // namespace adapterscope
