// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/experiment/project/RecordingDisk.h"

#include <algorithm>
#include <new>
#include <random>
#include <stdexcept>

#include "tests/support/Support.h"

namespace adapterscope::test {

/// A file of SQLite's with the real one behind it: SQLite allots szOsFile bytes for both.
struct RecordedFile {
    sqlite3_file base;
    RecordingDisk* disk;
    const char* path;  // SQLite keeps it until the file is closed

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    static RecordedFile& of(sqlite3_file* file) { return *reinterpret_cast<RecordedFile*>(file); }

    /// Performs the operation on the real file, unless the disk refuses it.
    template <typename Action>
    static int recorded(sqlite3_file* file, RecordingDisk::Operation operation, Action action) {
        RecordedFile& self = of(file);
        operation.path = self.path;
        const int refusal = self.disk->add(std::move(operation));
        return refusal == SQLITE_OK ? action(self.real()) : refusal;
    }

    static int close(sqlite3_file* file) { return of(file).real()->pMethods->xClose(of(file).real()); }
    static int read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 place) {
        return of(file).real()->pMethods->xRead(of(file).real(), to, bytes, place);
    }
    static int write(sqlite3_file* file, const void* data, int bytes, sqlite3_int64 place) {
        return recorded(
            file,
            {RecordingDisk::Kind::Write, {}, place, {static_cast<const char*>(data), static_cast<std::size_t>(bytes)}},
            [&](sqlite3_file* real) { return real->pMethods->xWrite(real, data, bytes, place); });
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        return recorded(file, {RecordingDisk::Kind::Truncate, {}, size, {}},
                        [&](sqlite3_file* real) { return real->pMethods->xTruncate(real, size); });
    }
    static int sync(sqlite3_file* file, int flags) {
        return recorded(file, {RecordingDisk::Kind::Sync, {}, 0, {}},
                        [&](sqlite3_file* real) { return real->pMethods->xSync(real, flags); });
    }
    static int fileSize(sqlite3_file* file, sqlite3_int64* size) {
        return of(file).real()->pMethods->xFileSize(of(file).real(), size);
    }
    static int lock(sqlite3_file* file, int level) { return of(file).real()->pMethods->xLock(of(file).real(), level); }
    static int unlock(sqlite3_file* file, int level) {
        return of(file).real()->pMethods->xUnlock(of(file).real(), level);
    }
    static int checkReservedLock(sqlite3_file* file, int* isLocked) {
        return of(file).real()->pMethods->xCheckReservedLock(of(file).real(), isLocked);
    }
    static int fileControl(sqlite3_file* file, int code, void* argument) {
        return of(file).real()->pMethods->xFileControl(of(file).real(), code, argument);
    }
    static int sectorSize(sqlite3_file* file) { return of(file).real()->pMethods->xSectorSize(of(file).real()); }
    static int deviceCharacteristics(sqlite3_file* file) {
        return of(file).real()->pMethods->xDeviceCharacteristics(of(file).real());
    }
    static int shmMap(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
        return of(file).real()->pMethods->xShmMap(of(file).real(), page, size, extend, memory);
    }
    static int shmLock(sqlite3_file* file, int offset, int n, int flags) {
        return of(file).real()->pMethods->xShmLock(of(file).real(), offset, n, flags);
    }
    static void shmBarrier(sqlite3_file* file) { of(file).real()->pMethods->xShmBarrier(of(file).real()); }
    static int shmUnmap(sqlite3_file* file, int remove) {
        return of(file).real()->pMethods->xShmUnmap(of(file).real(), remove);
    }

    static const sqlite3_io_methods* methods() {
        // Version 2: without memory maps, which would write past this.
        static constexpr sqlite3_io_methods methods{2,
                                                    close,
                                                    read,
                                                    write,
                                                    truncate,
                                                    sync,
                                                    fileSize,
                                                    lock,
                                                    unlock,
                                                    checkReservedLock,
                                                    fileControl,
                                                    sectorSize,
                                                    deviceCharacteristics,
                                                    shmMap,
                                                    shmLock,
                                                    shmBarrier,
                                                    shmUnmap,
                                                    nullptr,
                                                    nullptr};
        return &methods;
    }
};

RecordingDisk::RecordingDisk(const std::filesystem::path& folder)
    : m_folder(folder.string() + "/"), m_real(sqlite3_vfs_find(nullptr)) {
    m_vfs = *m_real;
    m_vfs.iVersion = std::min(m_real->iVersion, 2);
    m_vfs.szOsFile = static_cast<int>(sizeof(RecordedFile)) + m_real->szOsFile;
    m_vfs.pNext = nullptr;
    m_vfs.zName = "recording";
    m_vfs.pAppData = this;
    m_vfs.xOpen = open;
    m_vfs.xDelete = remove;
    if (sqlite3_vfs_register(&m_vfs, 1) != SQLITE_OK)
        throw std::runtime_error("SQLite does not take the recording disk.");
}

RecordingDisk::~RecordingDisk() {
    sqlite3_vfs_unregister(&m_vfs);
    sqlite3_vfs_register(m_real, 1);
}

int RecordingDisk::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flagsOut) {
    auto& disk = *static_cast<RecordingDisk*>(vfs->pAppData);
    // An unnamed file is a temporary one that no power cut brings back.
    static const char* const unnamed = "";
    auto* recorded = new (file) RecordedFile{{nullptr}, &disk, path ? path : unnamed};
    const bool isThere = path && std::filesystem::exists(path);
    const int result = disk.m_real->xOpen(disk.m_real, path, recorded->real(), flags, flagsOut);
    if (!recorded->real()->pMethods)
        return result;
    recorded->base.pMethods = RecordedFile::methods();
    if (result != SQLITE_OK || !path)
        return result;
    return isThere ? disk.addAsFound(path) : disk.add({Kind::Create, path, 0, {}});
}

int RecordingDisk::remove(sqlite3_vfs* vfs, const char* path, int syncFolder) {
    auto& disk = *static_cast<RecordingDisk*>(vfs->pAppData);
    const int result = disk.m_real->xDelete(disk.m_real, path, syncFolder);
    if (result != SQLITE_OK)
        return result;
    return disk.add({Kind::Remove, path, syncFolder, {}});
}

/// A file that was made under another name and then given this one, as its maker left it.
int RecordingDisk::addAsFound(const std::string& path) {
    {
        const std::scoped_lock lock(m_mutex);
        if (std::any_of(m_operations.begin(), m_operations.end(),
                        [&](const Operation& operation) { return operation.path == path; }))
            return SQLITE_OK;
    }
    return add({Kind::Found, path, 0, readFile(path)});
}

int RecordingDisk::add(Operation operation) {
    const std::scoped_lock lock(m_mutex);
    if (!operation.path.starts_with(m_folder))
        return SQLITE_OK;
    if (m_refusedFrom && m_operations.size() >= *m_refusedFrom)
        return m_refusal;
    m_operations.push_back(std::move(operation));
    return SQLITE_OK;
}

std::size_t RecordingDisk::operations() const {
    const std::scoped_lock lock(m_mutex);
    return m_operations.size();
}

void RecordingDisk::refuseFrom(std::size_t operation, int code) {
    const std::scoped_lock lock(m_mutex);
    m_refusedFrom = operation;
    m_refusal = code;
}

void RecordingDisk::refuseNothing() {
    const std::scoped_lock lock(m_mutex);
    m_refusedFrom.reset();
}

void RecordingDisk::leaveAfterPowerCut(std::size_t operations, Syncs syncs, std::uint32_t seed,
                                       const std::filesystem::path& folder) const {
    constexpr std::size_t sector = 512;
    const std::scoped_lock lock(m_mutex);
    std::mt19937 random(seed);
    const auto chance = [&random](unsigned of) { return random() % of == 0; };

    std::map<std::string, std::size_t> lastSync;
    for (std::size_t i = 0; syncs == Syncs::Honest && i < operations; ++i)
        if (m_operations[i].kind == Kind::Sync)
            lastSync[m_operations[i].path] = i;
    const auto put = [](std::string& content, std::size_t place, std::string_view data) {
        content.resize(std::max(content.size(), place + data.size()));
        content.replace(place, data.size(), data);
    };

    std::map<std::string, std::string> files;
    for (std::size_t i = 0; i < operations; ++i) {
        const Operation& operation = m_operations[i];
        const auto sync = lastSync.find(operation.path);
        const bool isSafe = sync != lastSync.end() && i <= sync->second;
        std::string& content = files[operation.path];
        switch (operation.kind) {
            case Kind::Create:
            case Kind::Sync:
                break;
            case Kind::Found:
                content = operation.data;
                break;
            case Kind::Write:
                if (isSafe || chance(3))
                    put(content, static_cast<std::size_t>(operation.place), operation.data);
                else if (chance(2))
                    for (std::size_t at = 0; at < operation.data.size(); at += sector)
                        if (chance(2))
                            put(content, static_cast<std::size_t>(operation.place) + at,
                                std::string_view(operation.data).substr(at, sector));
                break;
            case Kind::Truncate:
                if (isSafe || chance(2))
                    content.resize(static_cast<std::size_t>(operation.place));
                break;
            case Kind::Remove:
                // Without a sync of the folder the name may still be there.
                if ((operation.place != 0 && syncs == Syncs::Honest) || chance(2))
                    files.erase(operation.path);
                break;
        }
    }
    for (const auto& [path, content] : files)
        writeFile(folder / std::filesystem::path(path).filename(), content);
}

}  // namespace adapterscope::test
