// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/OpenProject.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <system_error>

#include "core/common/FaultLog.h"
#include "core/common/NewFile.h"
#include "core/common/OwnPlaces.h"
#include "core/experiment/project/ProjectRescue.h"
#include "core/experiment/project/SharedMemory.h"

namespace adapterscope {
namespace {

constexpr const char* changedElsewhere = "was changed by another program";

std::int64_t dataVersionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA data_version").getInt64();
}

/// The report of a rescue with what is not in the new file.
Sentence withoutTensors(const Sentence& report, int runs) {
    if (runs == 0)
        return report;
    return runs == 1
               ? Sentence("{} The trained tensors of 1 run could not be read any more; its result is there.", report)
               : Sentence("{} The trained tensors of {} runs could not be read any more; their results are there.",
                          report, runs);
}

}  // namespace

OpenProject::~OpenProject() {
    try {
        SQLite::Database* const known = m_memory ? &m_memory->database() : m_database.get();
        if (m_watch && known->execAndGet("SELECT EXISTS (SELECT 1 FROM runs)").getInt() != 0)
            lookForLoss();
        if (m_lost)  // nobody is left to throw it to
            logFault("Closing " + place().string(), m_lost->what());
    } catch (const std::exception& fault) {
        logFault("Closing " + place().string(), fault.what());
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
    NewFile::removeLeftovers(file);
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
    const Sentence logged = logFault("Opening " + m_file.string(), fault);
    const RescuedProject rescued = rescueProject(*m_database, nullptr, m_file, false);
    throw Error(
        "The project {} is damaged: the disk lost a part of it when the program or the machine last stopped. What can "
        "be read of it is in {}: continue with that. The damaged file was left as it is. {}",
        m_file.string(), rescued.file.string(), logged);
}

void OpenProject::openForReading(const std::filesystem::path& file) {
    m_file = file;
    m_open.emplace(file);
    if (m_database)
        leaveLogToOwner(*m_database, file);
    m_database.reset();
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
    auto watch = explained(file, [&] { return std::make_unique<ProjectWatch>(file, *database); });
    return {file, std::move(watch), std::move(database), dataVersion};
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
    m_memory.reset();
    m_database.reset();
    m_watch.reset();
    copyProjectDatabase(source, place());
    use(connect(place()));
}

void OpenProject::read(const Work& work) {
    const std::lock_guard guard(m_mutex);
    if (!m_lost)
        isLost(Moment::Before);
    const int losses = sharedMemoryLosses();
    try {
        told([&] { work(*m_database); });
        if (sharedMemoryLosses() == losses)
            return;
        isLost(Moment::AfterFault);
    } catch (const Error&) {
        const bool isElsewhere = isLost(Moment::AfterFault);
        if (!isElsewhere && (isOwned() || sharedMemoryLosses() == losses))
            throw;
    }
    if (!isOwned())
        openForReading(place());
    told([&] { work(*m_database); });
}

void OpenProject::write(const Work& work, const Work& again) {
    const std::lock_guard guard(m_mutex);
    if (!isOwned())
        throw Error("{} is open read-only here: only its owner can change it.", place().string());
    isLost(Moment::Before);
    try {
        transact(work);
        if (isLost(Moment::AfterChange))
            transact(work);
    } catch (const ChangedElsewhere&) {
        if (!isLost(Moment::Before))
            throw *std::exchange(m_lost, std::nullopt);
        transact(work);
    } catch (const Error&) {
        if (!isLost(Moment::AfterFault)) {
            m_watch->remember();
            throw;
        }
        transact(work);
    }
    m_watch->remember();
    keepInMind(again);
    mergeLog();
    if (const std::optional<Error> lost = std::exchange(m_lost, std::nullopt))
        throw *lost;
}

void OpenProject::transact(const Work& work) {
    told([&] {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        if (isChangedElsewhere())
            throw ChangedElsewhere(Sentence("The project {} {}.", place().string(), changedElsewhere),
                                   ErrorKind::Machine);
        work(*m_database);
        transaction.commit();
    });
}

/// What was committed is known from now on without the file.
void OpenProject::keepInMind(const Work& work) {
    if (m_memory && !m_memory->follow(work))
        m_memory.reset();
    if (m_memory || m_hasNoMemory)
        return;
    m_memory = ProjectMemory::of(*m_database);
    m_hasNoMemory = !m_memory;
}

void OpenProject::mergeLog() {
    if (m_watch->mustMergeLog())
        if (const Sentence fate = m_watch->fateOfContent(); !fate.empty())
            rescue(fate);
    if (m_watch->mergeLog() && m_memory && !m_memory->forgetTensors())
        m_memory.reset();
}

/// Only owners write to a project, so that any change through SQLite is another program's.
bool OpenProject::isChangedElsewhere() {
    return dataVersionOf(*m_database) != m_dataVersion;
}

void OpenProject::requireInPlace() {
    const std::lock_guard guard(m_mutex);
    if (!isOwned())
        return;
    lookForLoss();
    if (const std::optional<Error> lost = std::exchange(m_lost, std::nullopt))
        throw *lost;
}

/// Looks at the log's content, too.
void OpenProject::lookForLoss() {
    if (isLost(Moment::Before))
        return;
    if (const Sentence fate = m_watch->fateOfContent(); !fate.empty())
        rescue(fate);
}

/// If the file is gone or changed, moves on to another one. Returns whether it did.
bool OpenProject::isLost(Moment moment) {
    if (!isOwned())
        return false;
    Sentence fate = m_watch->fateOfPlace();
    if (fate.empty())
        fate = m_watch->fateOfSharedMemory();  // before looking for changes: a rebuilt index counts as one
    bool bySqlite = false;
    if (fate.empty() && moment == Moment::Before)
        fate = m_watch->fateOfIndex();
    if (fate.empty() && moment == Moment::Before) {
        try {
            bySqlite = isChangedElsewhere();
        } catch (const SQLite::Exception&) {
            // The content has changed; the watch states how.
        }
        fate = bySqlite ? changedElsewhere : m_watch->fate();
    } else if (fate.empty()) {
        fate = m_watch->fateAfterChange();
    }
    if (fate.empty() && moment == Moment::AfterFault)
        fate = m_watch->fateOfContent();
    return !fate.empty() && rescue(fate, bySqlite);
}

/// Moves on to another file, and keeps the error that the next change is to throw. The file that is left is as another
/// program made it, by SQLite's rules or not. Returns whether there is such a file.
bool OpenProject::rescue(const Sentence& fate, bool bySqlite) {
    const std::filesystem::path gone = place();
    const Sentence lost("The project {} {} while it was open.", gone.string(), fate);
    try {
        const bool untitled = isUntitled();
        RescuedProject rescued = rescueProject(*m_database, m_memory.get(), gone, untitled);
        Connection next = connect(rescued.file);
        if (!bySqlite)
            m_watch->letGo();
        use(std::move(next));
        m_lock = std::move(rescued.lock);
        moveTo(rescued.file, untitled ? rescued.file.parent_path() : std::filesystem::path());
        m_memory = ProjectMemory::of(*m_database);
        const Sentence kept("{} Everything up to now is kept in {}: continue with that.", lost, rescued.file.string());
        m_lost = Error(withoutTensors(kept, rescued.withoutTensors), ErrorKind::Machine);
        return true;
    } catch (const Error& error) {
        m_lost = Error(Sentence("{} It could not be put into another file either: {}", lost, error.sentence()),
                       ErrorKind::Machine);
        return false;
    }
}

}  // namespace adapterscope
