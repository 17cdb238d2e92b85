// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <string>

namespace adapterscope {

/// Keeps the content of a safetensors file under its SHA-256 (`hash`), in parts so that neither SQLite's limit of 1 GB
/// per value nor memory limits it. Existing content is not stored again. Inside the caller's transaction.
void storeTuning(SQLite::Database& database, const std::filesystem::path& file, const std::string& hash);

/// Writes a kept tuning to `to`, whole or not at all. Throws Error if the content no longer has its hash.
void writeTuning(SQLite::Database& database, const std::string& hash, const std::filesystem::path& to);

/// Removes the tunings that no run refers to: looks at all of them.
void removeUnusedTunings(SQLite::Database& database);

/// The hash of a run's tuning; empty if it has none.
std::string tuningOf(SQLite::Database& database, const std::string& run);
/// Removes this tuning if no run refers to it.
void removeIfUnused(SQLite::Database& database, const std::string& hash);

}  // namespace adapterscope
