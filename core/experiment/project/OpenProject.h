// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonFault.h"
#include "core/experiment/project/OpenFile.h"
#include "core/experiment/project/ProjectDatabase.h"
#include "core/experiment/project/ProjectFault.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/project/ProjectMemory.h"
#include "core/experiment/project/ProjectWatch.h"

namespace adapterscope {

/// A project file that is open: its lock, its connection, and where it is. Safe to use from several threads.
class OpenProject {
public:
    OpenProject() = default;
    /// If the file is gone or was changed, its content is put elsewhere; an untitled project is removed with its
    /// folder.
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

    /// Runs action(database) exclusively, and puts SQLite's errors in words. If the file is no longer where it was, or
    /// not as this process left it, everything first goes into another file: the action is run on that, and the next
    /// change reports it.
    template <class Action>
    auto alone(Action action) {
        return resultOf(action, [this](const Work& work, const Work&) { read(work); });
    }
    /// The same in one transaction, and throws Error naming the other file once the change is in that. The action
    /// may be run more than once, on what was there before it.
    template <class Action>
    auto change(Action action) {
        return resultOf(action, [this](const Work& work, const Work& again) { write(work, again); });
    }
    /// Like a change that changes nothing.
    void requireInPlace();

    /// Inside alone(): continues in a copy at `target`.
    void moveToCopy(const std::filesystem::path& target);
    /// Replaces this project's content by another's.
    void replaceContent(SQLite::Database& source);

private:
    using Work = std::function<void(SQLite::Database&)>;
    struct Connection {
        std::filesystem::path file;
        std::unique_ptr<ProjectWatch> watch;
        std::unique_ptr<SQLite::Database> database;
        std::int64_t dataVersion = 0;  ///< changes when another program has written through SQLite
    };
    enum class Moment { Before, AfterChange, AfterFault };
    /// Since this process last wrote; found within a transaction.
    struct ChangedElsewhere : Error {
        using Error::Error;
    };

    /// Calls run(work, again): the first runs the action and keeps its result, the second only runs it.
    template <class Action, class Run>
    static auto resultOf(Action& action, Run run) {
        const auto again = [&](SQLite::Database& database) { action(database); };
        using Result = std::invoke_result_t<Action&, SQLite::Database&>;
        if constexpr (std::is_void_v<Result>) {
            run(again, again);
        } else {
            std::optional<Result> result;
            run([&](SQLite::Database& database) { result.emplace(action(database)); }, again);
            return *std::move(result);
        }
    }
    void read(const Work& work);
    void write(const Work& work, const Work& again);
    void transact(const Work& work);
    void keepInMind(const Work& work);
    void mergeLog();

    static Connection connect(const std::filesystem::path& file);
    void use(Connection connection);
    void requireSound();
    bool noteVersion();
    bool isChangedElsewhere();
    void moveTo(const std::filesystem::path& file, const std::filesystem::path& untitledFolder);
    void lookForLoss();
    bool isLost(Moment moment);
    bool rescue(const Sentence& fate, bool bySqlite = false);

    template <class Action>
    auto told(const Action& action) {
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
    std::unique_ptr<ProjectMemory> m_memory;  ///< of an owner, if possible
    bool m_hasNoMemory = false;               ///< it is impossible
    std::optional<Error> m_lost;              ///< to be reported by the next change

    mutable std::mutex m_placeMutex;  ///< guards these, which a rescue changes
    std::filesystem::path m_file;
    std::filesystem::path m_untitledFolder;  ///< of an untitled project, else empty
};

}  // namespace adapterscope
