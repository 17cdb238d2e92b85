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

/// The steps that lead from an empty file to the current format, in SQL. A project's format (PRAGMA user_version) is
/// the number of steps taken; steps are only ever added at the end.
const std::vector<std::string>& projectMigrations();

/// Takes the missing steps in one transaction. Throws Error naming `file` if its format is newer than the last step.
void migrate(SQLite::Database& database, const std::vector<std::string>& migrations, const std::filesystem::path& file);

/// Looks at the file's first bytes and leaves it untouched. Throws Error if it is a folder, not a project, or too new;
/// an absent or empty file is a future project.
void requireProjectOrNew(const std::filesystem::path& file);

/// Whether SQLite left its log beside the file: whoever had it open did not close it.
bool hasLog(const std::filesystem::path& file);

/// Opens, migrates and sets up a project file that is locked by this process. Throws Error.
std::unique_ptr<SQLite::Database> openProjectDatabase(const std::filesystem::path& file);

/// Opens a project file for reading, whether or not another process holds or may write it; if its format is older, a
/// copy of its present state. Throws Error.
std::unique_ptr<SQLite::Database> openProjectDatabaseForReading(const std::filesystem::path& file);

/// Call this before closing a reader's connection: if the project has an owner, its log is the owner's.
void leaveLogToOwner(SQLite::Database& database, const std::filesystem::path& file);

/// The file as a URI for SQLite.
std::string asUri(const std::filesystem::path& file);

/// Puts a copy of the project into a file that is locked by this process, replacing its content. Throws Error, and
/// then leaves it as it was.
void copyProjectDatabase(SQLite::Database& source, const std::filesystem::path& target);

}  // namespace adapterscope
