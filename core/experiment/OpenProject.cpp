// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/OpenProject.h"

#include <sqlite3.h>

#include <system_error>

#include "core/common/FaultLog.h"
#include "core/common/OwnPlaces.h"
#include "core/experiment/ProjectRescue.h"

namespace adapterscope {
namespace {

std::int64_t dataVersionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA data_version").getInt64();
}

}  // namespace

OpenProject::~OpenProject() {
    try {
        if (m_watch && !fate().empty() && m_database->execAndGet("SELECT EXISTS (SELECT 1 FROM runs)").getInt() != 0)
            rescueIfLost();
    } catch (const std::exception&) {
        // Nobody is left to report it to.
    }
    if (m_database && !isOwned())
        leaveLogToOwner(*m_database, m_file);
    m_database.reset();
    m_watch.reset();
    m_open.reset();
    m_lock.reset();
    moveTo({}, {});
}

void OpenProject::openOwned(const std::filesystem::path& file) {
    requireProjectOrNew(file);
    m_lock = std::make_unique<ProjectLock>(file);
    requireProjectOrNew(file);  // it may have changed before we owned it
    m_file = file;
    const bool wasLeftOpen = hasLog(file);
    use(connect(file));
    // Its last owner did not close it, so the power may have failed. Always checking would mean reading the whole file.
    if (wasLeftOpen)
        requireSound();
}

/// If the disk has lost a part of the file, puts what can be read into another one and throws Error naming that.
void OpenProject::requireSound() {
    const std::string fault =
        explained(m_file, [this] { return m_database->execAndGet("PRAGMA integrity_check(1)").getString(); });
    if (fault == "ok")
        return;
    sqlite3_db_config(m_database->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);  // it stays as it is
    const std::string logged = logFault("Opening " + m_file.string(), fault);
    const RescuedProject rescued = rescueProject(*m_database, m_file, false);
    throw Error("The project " + m_file.string() +
                " is damaged: the disk lost a part of it when the program or the "
                "machine last stopped. What can be read of it is in " +
                rescued.file.string() + ": continue with that. The damaged file was left as it is. " + logged);
}

void OpenProject::openForReading(const std::filesystem::path& file) {
    m_file = file;
    m_open.emplace(file);
    m_database = openProjectDatabaseForReading(file);
    m_dataVersion = explained(file, [this] { return dataVersionOf(*m_database); });
}

bool OpenProject::wasChanged() {
    return alone([this](SQLite::Database&) { return noteVersion(); });
}

/// Whether another program has written through SQLite since this was called last.
bool OpenProject::noteVersion() {
    const std::int64_t version = dataVersionOf(*m_database);
    return std::exchange(m_dataVersion, version) != version;
}

std::filesystem::path OpenProject::place() const {
    const std::lock_guard guard(m_placeMutex);
    return m_file;
}

bool OpenProject::isUntitled() const {
    const std::lock_guard guard(m_placeMutex);
    return !m_untitledFolder.empty();
}

void OpenProject::becomeUntitled() {
    const std::lock_guard guard(m_placeMutex);
    m_untitledFolder = m_file.parent_path();
}

/// Removes what the old place held of an untitled project.
void OpenProject::moveTo(const std::filesystem::path& file, const std::filesystem::path& untitledFolder) {
    const std::lock_guard guard(m_placeMutex);
    std::error_code ignored;
    if (!m_untitledFolder.empty() && isOwnFolder(m_untitledFolder))
        std::filesystem::remove_all(m_untitledFolder, ignored);
    m_file = file;
    m_untitledFolder = untitledFolder;
}

OpenProject::Connection OpenProject::connect(const std::filesystem::path& file) {
    auto database = openProjectDatabase(file);
    const std::int64_t dataVersion = explained(file, [&] { return dataVersionOf(*database); });
    return {file, std::make_unique<ProjectWatch>(file), std::move(database), dataVersion};
}

/// Replaces what was open, the connection before the watch over it.
void OpenProject::use(Connection connection) {
    m_database = std::move(connection.database);
    m_open.emplace(connection.file);
    m_watch = std::move(connection.watch);
    m_dataVersion = connection.dataVersion;
}

void OpenProject::moveToCopy(const std::filesystem::path& target) {
    requireProjectOrNew(target);
    auto lock = std::make_unique<ProjectLock>(target);
    copyProjectDatabase(*m_database, target);
    use(connect(target));
    m_lock = std::move(lock);
    moveTo(target, {});
}

void OpenProject::replaceContent(SQLite::Database& source) {
    const std::lock_guard guard(m_mutex);
    m_database.reset();
    m_watch.reset();
    copyProjectDatabase(source, place());
    use(connect(place()));
}

/// What happened to the file, as ProjectWatch words it.
std::string OpenProject::fate() {
    try {
        if (noteVersion())
            m_watch->remember();
    } catch (const SQLite::Exception&) {
        // The content has changed; the watch has the word for it.
    }
    return m_watch->fate();
}

void OpenProject::requireInPlace() {
    const std::lock_guard guard(m_mutex);
    if (!isOwned())
        return;
    if (const std::optional<Error> lost = rescueIfLost())
        throw *lost;
}

/// Moves on to another file if this one is gone, and returns the error to throw then.
std::optional<Error> OpenProject::rescueIfLost() {
    const std::string what = fate();
    if (what.empty())
        return std::nullopt;
    const std::filesystem::path gone = place();
    const std::string sentence = "The project " + gone.string() + " " + what + " while it was open. ";
    try {
        const bool untitled = isUntitled();
        RescuedProject rescued = rescueProject(*m_database, gone, untitled);
        Connection next = connect(rescued.file);
        m_watch->letGo(*m_database);
        use(std::move(next));
        m_lock = std::move(rescued.lock);
        moveTo(rescued.file, untitled ? rescued.file.parent_path() : std::filesystem::path());
        return Error(sentence + "Everything up to now is kept in " + rescued.file.string() + ": continue with that.",
                     ErrorKind::Machine);
    } catch (const Error& error) {
        return Error(sentence + "It could not be put into another file either: " + error.what(), ErrorKind::Machine);
    }
}

}  // namespace adapterscope
