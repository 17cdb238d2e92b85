// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <memory>

namespace adapterscope {

/// What this process knows to be in its project, beyond the reach of whoever changes the file: runs, curves and named
/// values in a temporary database, which is kept in memory and continues in an unnamed temporary file if it is large.
/// Of the tunings it has the names (their hashes), and the tensors only until the project's file itself holds them:
/// what is read from there later is checked by its hash.
class ProjectMemory {
public:
    /// Everything that the project holds now; nullptr if not all of it can be read or kept.
    static std::unique_ptr<ProjectMemory> of(SQLite::Database& project);

    SQLite::Database& database() { return m_database; }

    /// Makes a change that was made to the project here as well; false if that is impossible, which leaves this
    /// useless.
    template <class Action>
    bool follow(Action action) noexcept {
        try {
            SQLite::Transaction transaction(m_database);
            action(m_database);
            transaction.commit();
            return true;
        } catch (const std::exception&) {
            return false;
        }
    }
    /// The project's file has them all.
    bool forgetTensors() noexcept;

private:
    ProjectMemory();

    SQLite::Database m_database;
};

}  // namespace adapterscope
