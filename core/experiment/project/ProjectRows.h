// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

namespace adapterscope {

/// Copies the rows of a table that can be read, from its start and from its end towards the damage, if there is any,
/// in the order of the key. Rows that the target has already stay as they are. Returns whether all were copied.
bool copyRows(SQLite::Database& source, SQLite::Database& target, const std::string& table, const std::string& key);

}  // namespace adapterscope
