// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is reported about a project whose tables or pages are damaged.
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "core/experiment/project/Project.h"
#include "core/experiment/project/ProjectFault.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// What the action reports, as an Error or not.
std::optional<Error> faultOfAction(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    } catch (const std::exception& error) {
        FAIL("not an Error: " << error.what());
    }
    return std::nullopt;
}

void requireNoWordsOfSqlite(const Error& error) {
    for (const char* word : {"SQL", "malformed", "no such", "not a database", "constraint", "datatype", "disk image"})
        CHECK_THAT(error.what(), !Catch::Contains(word));
}

/// Everything that is done to a project, each in turn; collects what goes wrong.
std::vector<Error> useEverything(const fs::path& file, const std::string& id, const fs::path& tensors) {
    std::vector<Error> faults;
    const auto collect = [&](const std::function<void()>& action) {
        if (const auto fault = faultOfAction(action))
            faults.push_back(*fault);
    };
    const auto read = [&](const Project& project) {
        collect([&] { project.runs(); });
        collect([&] { project.run(id); });
        collect([&] { project.find(id); });
        collect([&] { project.curve(id); });
        collect([&] { project.starts(); });
        collect([&] { project.pending(); });
        collect([&] { project.value("notes"); });
        collect([&] { project.extractTuning(id, tensors.string() + ".out"); });
    };
    collect([&] { read(*Project::openForReading(file)); });
    collect([&] {
        const auto project = Project::open(file);
        read(*project);
        collect([&] { addRun(*project, "full"); });
        collect([&] { project->setValue("notes", "1"); });
        collect([&] { project->begin(id); });
        collect([&] { project->addPoint(id, pointAt(20)); });
        collect([&] { project->finish(id, resultOf(0.5), &tensors); });
        collect([&] { project->remove({id}); });
    });
    return faults;
}

struct Whole {
    TempFolder folder;
    fs::path file = folder / "p.adapterscope", tensors = folder / "tensors";
    std::string id;

    Whole() {
        writeFile(tensors, "tensors");
        const auto project = Project::open(file);
        id = addRun(*project);
        project->begin(id);
        project->addPoint(id, pointAt(10));
        project->finish(id, resultOf(0.75), &tensors);
        project->setValue("notes", "1");
        writeFile(tensors, "other tensors");
    }
    void check(bool mustFail) const {
        const std::vector<Error> faults = useEverything(file, id, tensors);
        CHECK((!faults.empty() || !mustFail));
        for (const Error& fault : faults) {
            CAPTURE(fault.what());
            CHECK(fault.kind() == ErrorKind::Input);
            requireNoWordsOfSqlite(fault);
        }
    }
};

}  // namespace

TEST_CASE("A project whose tables are not ours is reported as damaged") {
    const ScopedLog log;
    const std::string sql =
        GENERATE("DROP TABLE runs", "DROP TABLE points", "DROP TABLE tunings", "DROP TABLE tuning_parts",
                 "DROP TABLE named_values", "ALTER TABLE runs RENAME COLUMN dev TO score",
                 "ALTER TABLE runs DROP COLUMN remarks",
                 "DELETE FROM named_values; ALTER TABLE named_values ADD COLUMN more TEXT CHECK (more IS 2)");
    CAPTURE(sql);
    const Whole whole;
    SQLite::Database(whole.file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA foreign_keys = OFF; " + sql);
    whole.check(true);
    CHECK_THAT(readFile(log.file), Catch::Contains("SQLite, code"));
}

TEST_CASE("A damaged page is reported without SQLite's words") {
    const ScopedLog log;
    const Whole whole;
    const std::string content = readFile(whole.file);
    for (std::size_t page = 1; page <= content.size() / 4096; ++page) {
        CAPTURE(page);
        for (const std::size_t begin : {std::size_t{100}, std::size_t{0}}) {
            if (page == 1 && begin == 0)
                continue;  // without its header the file is not a project
            std::string damaged = content;
            damaged.replace((page - 1) * 4096 + begin, 4096 - begin, 4096 - begin, '\x5a');
            writeFile(whole.file, damaged);
            whole.check(false);
        }
    }
}

TEST_CASE("Each failure of SQLite is reported with the file that it is about and what to do") {
    const ScopedLog log;
    struct Case {
        int code;
        ErrorKind kind;
        std::string sentence;
        bool logged;
    };
    const TempFolder folder;
    const fs::path file = folder / "p.adapterscope";
    writeFile(file, "");
    const std::array cases = {
        Case{SQLITE_FULL, ErrorKind::Machine, "The disk is full: " + file.string(), false},
        Case{SQLITE_READONLY, ErrorKind::Input, "Cannot write " + file.string(), false},
        Case{SQLITE_BUSY, ErrorKind::Machine, "Another program is writing " + file.string(), false},
        Case{SQLITE_NOMEM, ErrorKind::Machine, "Using the project " + file.string() + " needs more memory", true},
        Case{SQLITE_IOERR, ErrorKind::Machine, "Reading or writing " + file.string() + " failed: check the disk", true},
        Case{SQLITE_CORRUPT, ErrorKind::Input, file.string() + " is damaged: take a copy", true},
        Case{SQLITE_ERROR, ErrorKind::Input, file.string() + " is damaged: take a copy", true},
        Case{SQLITE_MISUSE, ErrorKind::Machine, "Using the project " + file.string() + " failed for an unexpected",
             true},
    };
    for (const Case& each : cases) {
        CAPTURE(each.code);
        const Error fault = projectFault(SQLite::Exception("theirs", each.code), file);
        CHECK(fault.kind() == each.kind);
        CHECK_THAT(fault.what(), Catch::StartsWith(each.sentence) && !Catch::Contains("theirs"));
        CHECK((std::string(fault.what()).find(log.file.string()) != std::string::npos) == each.logged);
    }
    CHECK_THAT(readFile(log.file), Catch::Contains("theirs"));
}

TEST_CASE("A project that is no longer there is reported as removed or moved and not as read-only or a broken disk") {
    const TempFolder folder;
    const fs::path below = folder / "below", file = below / "p.adapterscope";
    fs::create_directory(below);
    const std::string removed = file.string() + " or its folder was removed or moved while it was being used.";
    for (const int code : {SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_IOERR}) {
        const SQLite::Exception failure("theirs", code);
        CHECK(projectFault(failure, file).what() == removed);
        CHECK(projectFault(failure, file).kind() == ErrorKind::Machine);
        CHECK(projectFault(failure, file, false).what() != removed);  // a new one gets its name later
    }
    fs::remove(below);
    CHECK(projectFault(SQLite::Exception("theirs", SQLITE_IOERR), file, false).what() == removed);
}
