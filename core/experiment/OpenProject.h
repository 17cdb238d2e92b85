// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Transaction.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonFault.h"
#include "core/experiment/OpenFile.h"
#include "core/experiment/ProjectDatabase.h"
#include "core/experiment/ProjectFault.h"
#include "core/experiment/ProjectLock.h"
#include "core/experiment/ProjectWatch.h"

namespace adapterscope {

/// A project file that is open: its lock, its connection, and where it is. Safe to use from several threads.
class OpenProject {
public:
    OpenProject() = default;
    /// If the file is gone, its content is put elsewhere; an untitled project is removed with its folder.
    ~OpenProject();
    OpenProject(const OpenProject&) = delete;
    OpenProject& operator=(const OpenProject&) = delete;

    void openOwned(const std::filesystem::path& file);
    void openForReading(const std::filesystem::path& file);
    bool isOwned() const { return m_lock != nullptr; }
    /// Whether another process has changed it since it was opened, or since the last call of this.
    bool wasChanged();

    std::filesystem::path place() const;
    bool isUntitled() const;
    void becomeUntitled();  ///< from now on its folder belongs to it

    /// Runs action(database) exclusively, and puts SQLite's errors in words.
    template <class Action>
    auto alone(Action action) {
        const std::lock_guard guard(m_mutex);
        return told([&] { return action(*m_database); });
    }
    /// The same in one transaction. If the file is no longer at its place, everything, including the change, first goes
    /// into another file, and then Error names that file.
    template <class Action>
    auto change(Action action);
    /// Like a change that changes nothing.
    void requireInPlace();

    /// Inside alone(): continues in a copy at `target`.
    void moveToCopy(const std::filesystem::path& target);
    /// Replaces this project's content by another's.
    void replaceContent(SQLite::Database& source);

private:
    struct Connection {
        std::filesystem::path file;
        std::unique_ptr<ProjectWatch> watch;
        std::unique_ptr<SQLite::Database> database;
        std::int64_t dataVersion = 0;  ///< changes when another program has written through SQLite
    };
    /// At the end of a change, whether it succeeded or not.
    struct Remembering {
        ProjectWatch& watch;
        ~Remembering() { watch.remember(); }
    };

    static Connection connect(const std::filesystem::path& file);
    void use(Connection connection);
    void requireSound();
    bool noteVersion();
    void moveTo(const std::filesystem::path& file, const std::filesystem::path& untitledFolder);
    std::string fate();
    std::optional<Error> rescueIfLost();

    template <class Action>
    auto told(Action action) {
        try {
            return explained(place(), action);
        } catch (const nlohmann::json::exception& failure) {
            throw damagedProject(place(), faultOf(failure));
        }
    }

    std::mutex m_mutex;                     ///< guards these
    std::unique_ptr<ProjectLock> m_lock;    ///< before the database: released after it is closed; empty if only read
    std::optional<OpenFile> m_open;         ///< likewise
    std::unique_ptr<ProjectWatch> m_watch;  ///< likewise
    std::unique_ptr<SQLite::Database> m_database;
    std::int64_t m_dataVersion = 0;

    mutable std::mutex m_placeMutex;  ///< guards these, which a rescue changes
    std::filesystem::path m_file;
    std::filesystem::path m_untitledFolder;  ///< of an untitled project, else empty
};

template <class Action>
auto OpenProject::change(Action action) {
    const std::lock_guard guard(m_mutex);
    if (!isOwned())
        throw Error(place().string() + " is open read-only here: its owner alone changes it.");
    const std::optional<Error> lost = rescueIfLost();
    const Remembering remembering{*m_watch};
    const auto inTransaction = [&](auto then) {
        told([&] {
            SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
            then();
            transaction.commit();
        });
        if (lost)
            throw *lost;
    };
    if constexpr (std::is_void_v<decltype(action(*m_database))>) {
        inTransaction([&] { action(*m_database); });
    } else {
        std::optional<decltype(action(*m_database))> result;
        inTransaction([&] { result = action(*m_database); });
        return *std::move(result);
    }
}

}  // namespace adapterscope
