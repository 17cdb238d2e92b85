// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace adapterscope::test {

/// While it lives it is SQLite's default VFS: everything goes to the real files, and each write, truncation, sync and
/// removal in one folder is recorded in order. So it can tell what a disk may hold if the power fails at any moment,
/// and it can refuse an operation as a full or broken disk does. Memory that SQLite shares is not recorded.
class RecordingDisk {
public:
    explicit RecordingDisk(const std::filesystem::path& folder);
    ~RecordingDisk();
    RecordingDisk(const RecordingDisk&) = delete;
    RecordingDisk& operator=(const RecordingDisk&) = delete;

    /// How many operations there have been so far.
    std::size_t operations() const;
    /// From the operation with that number on, counted from 0, all are refused with SQLite's result code, for example
    /// SQLITE_FULL; syncs are refused too.
    void refuseFrom(std::size_t operation, int code);
    void refuseNothing();

    enum class Syncs {
        Honest,  ///< what was synced is there
        Ignored  ///< the disk acknowledged them and did nothing
    };
    /// Writes the files into another folder as they may be found if the power fails after that many operations. What
    /// was not synced by then may be there, in whole or in single sectors, or not: `seed` decides, operation by
    /// operation.
    void leaveAfterPowerCut(std::size_t operations, Syncs syncs, std::uint32_t seed,
                            const std::filesystem::path& folder) const;

private:
    friend struct RecordedFile;
    enum class Kind { Create, Found, Write, Truncate, Sync, Remove };
    struct Operation {
        Kind kind;
        std::string path;
        std::int64_t place = 0;  ///< of a write, or the size after truncation
        std::string data;
    };
    /// SQLITE_OK, or the error that refuses the operation.
    int add(Operation operation);
    int addAsFound(const std::string& path);

    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flagsOut);
    static int remove(sqlite3_vfs* vfs, const char* path, int syncFolder);

    const std::string m_folder;
    sqlite3_vfs m_vfs{};
    sqlite3_vfs* m_real = nullptr;
    mutable std::mutex m_mutex;  ///< guards these
    std::vector<Operation> m_operations;
    std::optional<std::size_t> m_refusedFrom;
    int m_refusal = SQLITE_OK;
};

}  // namespace adapterscope::test
