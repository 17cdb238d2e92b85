// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A project file that is removed or replaced under its owner: what becomes of the runs in it, and of the file that is
// now in its place.
#include <SQLiteCpp/Database.h>

#include <fstream>
#include <functional>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/ProjectLock.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

/// A project with one finished run and one that is being trained, in a folder of its own.
struct Lost {
    TempFolder folder;
    ScopedVariable data{"XDG_DATA_HOME", (folder / "data").string()};
    fs::path place = folder / "place";
    fs::path file = place / "p.adapterscope";
    std::unique_ptr<Project> project;
    std::string done, running;

    Lost() {
        fs::create_directory(place);
        project = Project::open(file);
        done = addRun(*project, "head");
        running = addRun(*project, "houlsby:m=8");
        finish(done, 0.75);
        project->begin(running);
    }

    void finish(const std::string& id, double dev) const {
        const auto tensors = folder / "t";
        writeFile(tensors, "tensors of " + id);
        project->begin(id);
        project->addPoint(id, pointAt(10, dev));
        project->finish(id, resultOf(dev), &tensors);
    }
    /// What the next change reports.
    std::string messageOfChange() const {
        try {
            project->addPoint(running, pointAt(10));
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
            return error.what();
        }
        return "nothing was thrown";
    }
    /// Everything is in the new file, the change that met the loss and those after it included.
    void checkKept() {
        project->addPoint(running, pointAt(20));
        project->finish(running, resultOf(0.875), nullptr);
        const fs::path kept = project->file();
        CHECK(kept != file);
        project.reset();
        const auto again = Project::open(kept);
        CHECK(again->run(done)->result.dev == 0.75);
        CHECK(again->curve(done).size() == 1);
        again->extractTuning(done, folder / "out");
        CHECK(readFile(folder / "out") == "tensors of " + done);
        CHECK(again->run(running)->result.dev == 0.875);
        CHECK(again->curve(running).size() == 2);
    }
};

}  // namespace

TEST_CASE("A deleted project continues in another file beside it and the message names both") {
    Lost lost;
    fs::create_directory(lost.folder / "tmp");
    const ScopedVariable temporary("TMPDIR", (lost.folder / "tmp").string());
    fs::remove(lost.file);
    const std::string message = lost.messageOfChange();
    const auto rescued = lost.place / "p-rescued.adapterscope";
    CHECK(message == "The project " + lost.file.string() +
                         " was deleted while it was open. Everything up to now is kept in " + rescued.string() +
                         ": continue with that.");
    CHECK(lost.project->file() == rescued);
    lost.checkKept();
    CHECK_FALSE(fs::exists(lost.file));
    CHECK_FALSE(fs::exists(lost.file.string() + "-wal"));
    CHECK_FALSE(fs::exists(lost.file.string() + "-lock"));
    CHECK(fs::is_empty(lost.folder / "tmp"));  // no place is prepared that is not needed
}

TEST_CASE("A renamed project is named by where it is now") {
    Lost lost;
    fs::rename(lost.file, lost.place / "q.adapterscope");
    CHECK_THAT(lost.messageOfChange(), Catch::Contains("was moved to " + (lost.place / "q.adapterscope").string()));
    lost.checkKept();
}

TEST_CASE("A project whose folder was moved continues in the user's data folder") {
    Lost lost;
    fs::rename(lost.place, lost.folder / "elsewhere");
    CHECK_THAT(lost.messageOfChange(),
               Catch::Contains("was moved to " + (lost.folder / "elsewhere" / "p.adapterscope").string()) &&
                   Catch::Contains((lost.folder / "data/adapterscope/rescued/p-rescued.adapterscope").string()));
    lost.checkKept();
    CHECK(Project::open(lost.folder / "elsewhere" / "p.adapterscope")->run(lost.done)->result.dev == 0.75);
}

TEST_CASE("A project that is put in another's place is not written by the other's owner") {
    Lost lost;
    const auto stranger = lost.folder / "stranger.adapterscope";
    const std::string theirs = addRun(*Project::open(stranger), "full");
    const std::string content = readFile(stranger);
    SECTION("by a rename") {
        fs::rename(stranger, lost.file);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("was replaced by another file"));
    }
    SECTION("by its content") {
        writeFile(lost.file, content);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("by another program"));
    }
    lost.checkKept();
    CHECK(readFile(lost.file) == content);
    const auto other = Project::open(lost.file);
    REQUIRE(other->runs().size() == 1);
    CHECK(other->runs().front().id == theirs);
}

TEST_CASE("What a project that was cut off still holds is kept") {
    Lost lost;
    const auto size = GENERATE(0u, 100u, 4096u, 9000u);
    fs::resize_file(lost.file, size);
    CHECK_THAT(lost.messageOfChange(), Catch::Contains("was cut off by another program"));
    lost.checkKept();
}

TEST_CASE("A project that is given a second name stops and continues under one") {
    Lost lost;
    fs::create_hard_link(lost.file, lost.place / "second.adapterscope");
    CHECK_THAT(lost.messageOfChange(), Catch::Contains("was given a second name"));
    lost.checkKept();
    CHECK_THROWS_MATCHES(Project::open(lost.file), Error, says("has a second name (a hard link)"));
    fs::remove(lost.place / "second.adapterscope");
    CHECK(Project::open(lost.file)->run(lost.done)->result.dev == 0.75);
}

TEST_CASE("A lost project is noticed without a change as well") {
    Lost lost;
    CHECK_NOTHROW(lost.project->requireInPlace());
    fs::remove(lost.file);
    CHECK_THROWS_MATCHES(lost.project->requireInPlace(), Error, says("was deleted"));
    CHECK_NOTHROW(lost.project->requireInPlace());
}

TEST_CASE("A project that is lost and then closed is kept and where it is can be read in the log") {
    const ScopedLog log;
    Lost lost;
    fs::remove(lost.file);
    lost.project.reset();
    CHECK_THAT(readFile(log.file), Catch::Contains("was deleted") && Catch::Contains("p-rescued.adapterscope"));
    CHECK(Project::open(lost.place / "p-rescued.adapterscope")->run(lost.done)->result.dev == 0.75);
}

TEST_CASE("An untitled project that somebody deleted stays an untitled one") {
    const TempFolder folder;
    const ScopedVariable data("XDG_DATA_HOME", (folder / "data").string());
    const auto project = Project::untitled();
    const auto before = project->file();
    const std::string id = addRun(*project);
    fs::remove_all(before.parent_path());
    CHECK_THROWS_MATCHES(project->begin(id), Error, says("was deleted"));
    CHECK(project->isUntitled());
    CHECK(project->file() != before);
    CHECK(project->run(id)->result.status == Status::Running);
}

TEST_CASE("A log that another program changes is noticed and nothing that was in it is lost") {
    Lost lost;
    const std::string log = lost.file.string() + "-wal";
    const fs::path older = lost.folder / "older";
    fs::copy_file(log, older);
    lost.project->addPoint(lost.running, pointAt(5));
    lost.project->addPoint(lost.running, pointAt(5));
    std::string happened;
    SECTION("removed") {
        fs::remove(log);
        happened = "removed";
    }
    SECTION("emptied") {
        fs::resize_file(log, GENERATE(0u, 100u, 20000u));
        happened = "cut off by another program";
    }
    SECTION("overwritten") {
        writeFile(log, std::string(fs::file_size(log), '\x5a'));
        happened = "overwritten by another program";
    }
    SECTION("appended to") {
        writeFile(log, readFile(log) + "more");
        happened = "overwritten by another program";
    }
    SECTION("an older one put in its place") {
        fs::rename(older, log);
        happened = "replaced by another file";
    }
    SECTION("an older content put into it") {
        writeFile(log, readFile(older));
        happened = "cut off by another program";
    }
    SECTION("a second name") {
        fs::create_hard_link(log, lost.folder / "second");
        happened = "given a second name (a hard link)";
    }
    const std::string found = fs::exists(log) ? readFile(log) : "removed";
    CHECK_THAT(lost.messageOfChange(), Catch::Contains("had its log " + log + " " + happened + " while it was open") &&
                                           Catch::Contains((lost.place / "p-rescued.adapterscope").string()));
    CHECK(lost.project->curve(lost.running).size() == 2);
    CHECK((fs::exists(log) ? readFile(log) : "removed") == found);
    lost.project->begin(lost.running);
    lost.project->addPoint(lost.running, pointAt(10));
    lost.checkKept();
}

TEST_CASE("Damage inside the log is found at the end and before the log is merged") {
    Lost lost;
    const std::string log = lost.file.string() + "-wal";
    const auto modified = fs::last_write_time(log);
    std::string content = readFile(log);
    content[content.size() / 2] ^= 1;
    writeFile(log, content);
    fs::last_write_time(log, modified);  // as if within the file system's smallest step of time
    SECTION("at the end") {
        CHECK_THROWS_MATCHES(lost.project->requireInPlace(), Error, says("had its log"));
    }
    SECTION("before it is merged") {
        const auto tensors = lost.folder / "large";
        writeFile(tensors, std::string(5'000'000, 't'));
        CHECK_THROWS_MATCHES(lost.project->finish(lost.running, resultOf(0.5), &tensors), Error, says("had its log"));
        lost.project->extractTuning(lost.running, lost.folder / "out");
        CHECK(fs::file_size(lost.folder / "out") == 5'000'000);
        lost.project->begin(lost.running);
        lost.project->addPoint(lost.running, pointAt(10));
    }
    SECTION("at the closing") {
        lost.project.reset();
        CHECK(Project::open(lost.place / "p-rescued.adapterscope")->run(lost.done)->result.dev == 0.75);
        return;
    }
    lost.project->addPoint(lost.running, pointAt(10));
    lost.checkKept();
}

TEST_CASE("Tensors that were merged into the file are taken from there if the log is lost") {
    Lost lost;
    const auto tensors = lost.folder / "large";
    writeFile(tensors, std::string(5'000'000, 't'));
    lost.project->finish(lost.running, resultOf(0.5), &tensors);
    std::string sentence;
    bool isThere = true;
    SECTION("if the file is as it was") {
        fs::resize_file(lost.file.string() + "-wal", 0);
    }
    SECTION("unless the file was cut off, too") {
        fs::resize_file(lost.file, 0);
        fs::resize_file(lost.file.string() + "-wal", 0);
        sentence = " The trained tensors of 1 run could not be read any more; its result is there.";
        isThere = false;
    }
    CHECK_THAT(lost.messageOfChange(), Catch::Contains("continue with that." + sentence));
    CHECK(lost.project->run(lost.done)->result.dev == 0.75);
    CHECK(lost.project->run(lost.running)->result.dev == 0.5);
    CHECK(lost.project->run(lost.running)->hasTuning == isThere);
    if (isThere) {
        lost.project->extractTuning(lost.running, lost.folder / "out");
        CHECK(readFile(lost.folder / "out") == readFile(tensors));
    }
}

TEST_CASE("Shared memory that another program cuts off ends neither the owner nor a reader") {
    Lost lost;
    const auto reader = Project::openForReading(lost.file);
    const std::string shared = lost.file.string() + "-shm";
    fs::resize_file(shared, 0);
    SECTION("and the owner continues elsewhere") {
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("had its shared memory " + shared + " cut off"));
        lost.checkKept();
    }
    SECTION("and the owner sees all when it reads") {
        CHECK(lost.project->runs().size() == 2);
        CHECK(lost.project->curve(lost.done).size() == 1);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("had its shared memory " + shared + " cut off"));
    }
    SECTION("and the reader sees all or reports that it does not") {
        try {
            CHECK(reader->runs().size() == 2);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
            CHECK_THAT(error.what(), Catch::Contains(lost.file.string()));
        }
    }
}

TEST_CASE("Shared memory that is removed or replaced is noticed") {
    Lost lost;
    const std::string shared = lost.file.string() + "-shm";
    SECTION("removed") {
        fs::remove(shared);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("had its shared memory " + shared + " removed"));
    }
    SECTION("replaced") {
        writeFile(lost.folder / "other", "other");
        fs::rename(lost.folder / "other", shared);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("had its shared memory " + shared + " replaced"));
    }
    lost.checkKept();
}

TEST_CASE("Shared memory that is overwritten in place is noticed before the log is given up by it") {
    Lost lost;
    const fs::path shared = lost.file.string() + "-shm";
    std::string content = readFile(shared);
    std::string fate = "by another program";
    SECTION("so that all of the log seems to be merged") {
        content.replace(96, 4, content, 16, 4);
        fate = "had its shared memory " + shared.string() + " overwritten by another program";
    }
    SECTION("by zeros") {
        content.replace(0, 136, 136, '\0');
    }
    SECTION("by anything") {
        for (std::size_t i = 0; i < 136; ++i)
            content[i] = static_cast<char>(i * 37 + 11);
    }
    std::fstream(shared, std::ios::in | std::ios::out | std::ios::binary).write(content.data(), 136);
    CHECK_THAT(lost.messageOfChange(), Catch::Contains(fate));
    lost.checkKept();
}

TEST_CASE("What another SQLite program changes stays in its file and what was finished continues in another") {
    Lost lost;
    const std::string change = GENERATE("DELETE FROM runs", "UPDATE runs SET dev = 0.1", "DELETE FROM tuning_parts",
                                        "DROP TABLE points", "DELETE FROM runs; PRAGMA wal_checkpoint(TRUNCATE)",
                                        "INSERT INTO named_values (key, json) VALUES ('theirs', '1')");
    CAPTURE(change);
    SQLite::Database(lost.file.string(), SQLite::OPEN_READWRITE, 5000).exec("PRAGMA foreign_keys = OFF; " + change);
    SECTION("noticed by a change") {
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("was changed by another program while it was open"));
    }
    SECTION("noticed at the end") {
        CHECK_THROWS_MATCHES(lost.project->requireInPlace(), Error, says("was changed by another program"));
        lost.project->addPoint(lost.running, pointAt(10));
    }
    SECTION("noticed by reading, and reported by the change after it") {
        CHECK(lost.project->runs().size() == 2);
        CHECK_THAT(lost.messageOfChange(), Catch::Contains("was changed by another program while it was open"));
    }
    CHECK(lost.project->value("theirs").empty());
    lost.checkKept();
    SQLite::Database theirs(lost.file.string(), SQLite::OPEN_READWRITE);
    CHECK(theirs.execAndGet("PRAGMA integrity_check").getString() == "ok");
    if (change.starts_with("DELETE FROM runs"))
        CHECK(theirs.execAndGet("SELECT count(*) FROM runs").getInt() == 0);
}

TEST_CASE("Whoever only looks at a project with another SQLite program disturbs nobody") {
    Lost lost;
    {
        SQLite::Database other(lost.file.string(), SQLite::OPEN_READWRITE, 5000);
        CHECK(other.execAndGet("SELECT count(*) FROM runs").getInt() == 2);
    }
    lost.project->addPoint(lost.running, pointAt(10));
    CHECK(lost.project->file() == lost.file);
}
