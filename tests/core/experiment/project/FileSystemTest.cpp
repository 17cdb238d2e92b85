// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Projects on network file systems, where SQLite's WAL is not safe.
#include <SQLiteCpp/Database.h>
#include <linux/magic.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

#include "core/common/Error.h"
#include "core/experiment/project/FileSystem.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/ScopedFileSystem.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::string journalMode(const std::filesystem::path& file) {
    return SQLite::Database(file.string(), SQLite::OPEN_READONLY).execAndGet("PRAGMA journal_mode").getString();
}

/// While it lives no folder can be synced, for this reason.
class FailingSync {
public:
    explicit FailingSync(int why) {
        reason = why;
        syncOpenFolder = [](int) {
            errno = reason;
            return -1;
        };
    }
    ~FailingSync() { syncOpenFolder = &::fsync; }
    FailingSync(const FailingSync&) = delete;
    FailingSync& operator=(const FailingSync&) = delete;

private:
    static inline int reason = 0;
};

}  // namespace

TEST_CASE("A folder that cannot be synced is named unless its file system syncs none") {
    const TempFolder folder;
    const auto refused = says("Syncing the folder " + folder.path().string() + " failed: Input/output error.");
    {
        const FailingSync broken(EIO);
        CHECK_THROWS_MATCHES(Project::open(folder / "p.adapterscope"), Error, refused);
    }
    const std::string id = addRun(*Project::open(folder / "p.adapterscope"));  // which is there as a whole all the same
    {
        const FailingSync broken(EIO);
        const auto project = Project::open(folder / "p.adapterscope");
        CHECK_THROWS_MATCHES(project->saveAs(folder / "q.adapterscope"), Error, refused);
        CHECK(project->file() == folder / "p.adapterscope");
        CHECK(project->run(id));
    }
    for (const int unsupported : {EINVAL, ENOTSUP}) {
        const FailingSync none(unsupported);
        CHECK_NOTHROW(Project::open(folder / ("p" + std::to_string(unsupported))));
    }
}

TEST_CASE("Network file systems are known by their number and local ones are not taken for one") {
    for (unsigned type : std::initializer_list<unsigned>{NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xFE534D42, 0xFF534D42,
                                                         FUSE_SUPER_MAGIC, V9FS_MAGIC})
        CHECK(isNetworkFileSystem(type));
    CHECK(isNetworkFileSystem(static_cast<int>(0xFF534D42)));  // f_type may be signed
    for (unsigned type : std::initializer_list<unsigned>{EXT4_SUPER_MAGIC, BTRFS_SUPER_MAGIC, XFS_SUPER_MAGIC,
                                                         TMPFS_MAGIC, OVERLAYFS_SUPER_MAGIC})
        CHECK(!isNetworkFileSystem(type));
}

TEST_CASE("A project on a network file system is kept without WAL and this is reported") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    std::string id;
    const bool wasLocal = GENERATE(false, true);
    if (wasLocal) {
        const auto project = Project::open(file);
        id = addRun(*project);
        CHECK(journalMode(file) == "wal");
        CHECK(project->placeNotice().empty());
    }
    {
        const ScopedFileSystem network(NFS_SUPER_MAGIC);
        const auto project = Project::open(file);
        id = addRun(*project);
        project->begin(id);
        project->addPoint(id, pointAt(10));
        project->finish(id, resultOf(0.75), nullptr);
        CHECK(project->file() == file);  // none of it is taken for another program's
        CHECK(journalMode(file) == "delete");
        CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
        CHECK(Project::openForReading(file)->run(id)->result.dev == 0.75);
        CHECK_THAT(project->placeNotice(), Catch::StartsWith(file.string() + " is on a network file system"));
        project->saveAs(folder / "q.adapterscope");
        CHECK(journalMode(folder / "q.adapterscope") == "delete");
    }
    const auto project = Project::open(file);
    CHECK(project->run(id)->result.dev == 0.75);
    CHECK(journalMode(file) == "wal");
}
