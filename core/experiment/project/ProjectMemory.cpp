// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectMemory.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/experiment/project/ProjectDatabase.h"
#include "core/experiment/project/ProjectRows.h"

namespace adapterscope {

ProjectMemory::ProjectMemory() : m_database("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    migrate(m_database, projectMigrations(), {});
}

std::unique_ptr<ProjectMemory> ProjectMemory::of(SQLite::Database& project) {
    try {
        std::unique_ptr<ProjectMemory> memory(new ProjectMemory);
        SQLite::Transaction transaction(memory->m_database);
        constexpr std::array tables = {std::pair("tunings", "hash"), std::pair("runs", "rowid"),
                                       std::pair("points", "run, step"), std::pair("named_values", "key")};
        const bool isWhole = std::all_of(tables.begin(), tables.end(), [&](const auto& table) {
            return copyRows(project, memory->m_database, table.first, table.second);
        });
        transaction.commit();
        memory->m_database.exec("PRAGMA foreign_keys = ON");
        return isWhole ? std::move(memory) : nullptr;
    } catch (const std::exception&) {
        return nullptr;  // no room for it
    }
}

bool ProjectMemory::forgetTensors() noexcept {
    return follow([](SQLite::Database& database) { database.exec("DELETE FROM tuning_parts"); });
}

}  // namespace adapterscope
