// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Full and read-only disks, and limits on the size of files.
#include <SQLiteCpp/Database.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/core/experiment/project/Child.h"
#include "tests/support/SmallDisk.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A full disk is reported in one sentence and loses nothing") {
    const SmallDisk disk(1024);
    if (!disk.isThere())
        return;
    const auto file = disk / "p.adapterscope";
    const std::string id = runId(specOf("houlsby:m=8"));
    int kept = 0;
    writeFile(disk / "something else", std::string(400'000, 'x'));
    {
        const auto project = Project::open(file);
        addRun(*project);
        project->begin(id);
        std::string message;
        try {
            for (;; ++kept)
                project->addPoint(id, pointAt(kept));
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
            message = error.what();
        }
        CHECK(message == "The disk is full: " + file.string() +
                             " could not be written. Free some space and try again; everything stored before is kept.");
        REQUIRE(kept > 10);
        CHECK(static_cast<int>(project->curve(id).size()) == kept);
    }
    std::filesystem::remove(disk / "something else");
    const auto project = Project::open(file);
    CHECK(static_cast<int>(project->curve(id).size()) == kept);
    CHECK(project->run(id)->result.attempts == 1);
}

TEST_CASE("A limit on the size of files that leaves no room for a project is named") {
    const TempFolder folder;
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    std::vector<std::string> messages;
    for (const rlim_t kilobytes : {1U, 20U, 36U}) {
        const rlimit small{kilobytes << 10, unlimited.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        messages.push_back(messageOf([&] { Project::open(folder / "p.adapterscope"); }));
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    }
    std::signal(SIGXFSZ, before);
    for (const std::string& message : messages)
        CHECK_THAT(message, Catch::Contains("p.adapterscope has reached the limit on the size of files, which is ") &&
                                Catch::Contains("ulimit -f"));
}

TEST_CASE("A disk that is too small for a project and what belongs to it is called full") {
    for (const int kilobytes : {32, 64}) {
        const SmallDisk disk(kilobytes);
        if (!disk.isThere())
            return;
        CHECK_THAT(messageOf([&] { addRun(*Project::open(disk / "p.adapterscope")); }),
                   Catch::Contains("The disk is full: "));
    }
}

TEST_CASE("A limit on the size of files is named as the reason and loses nothing") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const auto project = Project::open(file);
    const std::string id = addRun(*project);
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    const rlimit small{200 << 10, unlimited.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    int kept = 0;
    const std::string message = messageOf([&] {
        for (;; ++kept)
            project->addPoint(id, pointAt(kept));
    });
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &unlimited) == 0);
    std::signal(SIGXFSZ, before);
    CHECK(message == file.string() +
                         "-wal has reached the limit on the size of files, which is 200 kB here. Raise it (ulimit -f) "
                         "and try again; everything stored before is kept.");
    CHECK(static_cast<int>(project->curve(id).size()) == kept);
    project->addPoint(id, pointAt(kept));
    CHECK(static_cast<int>(project->curve(id).size()) == kept + 1);
}

TEST_CASE("A tuning that does not fit on the disk leaves its run as it was") {
    const SmallDisk disk(1024);
    if (!disk.isThere())
        return;
    const auto project = Project::open(disk / "p.adapterscope");
    const std::string id = addRun(*project);
    const TempFolder elsewhere;
    writeFile(elsewhere / "t", std::string(2'000'000, 't'));
    const auto tensors = elsewhere / "t";
    CHECK_THROWS_MATCHES(project->finish(id, resultOf(0.5), &tensors), Error, says("disk is full"));
    CHECK_THROWS_MATCHES(project->saveAs(elsewhere / "none" / "p"), Error, says("not there"));
    CHECK(project->run(id)->result.status == Status::Waiting);
    project->finish(id, resultOf(0.5), nullptr);
    CHECK(project->run(id)->result.dev == 0.5);
}

TEST_CASE("Saving to a full disk leaves the project where it was") {
    const SmallDisk disk(64);
    if (!disk.isThere())
        return;
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    std::vector<RunSpec> specs;
    for (std::uint64_t seed = 0; seed < 500; ++seed)
        specs.push_back(specOf("head", seed));
    project->addRuns(specs, std::vector<std::int64_t>(specs.size(), 1));
    CHECK_THROWS_MATCHES(project->saveAs(disk / "p.adapterscope"), Error, says("disk is full"));
    CHECK(!std::filesystem::exists(disk / "p.adapterscope"));
    CHECK(!std::filesystem::exists(disk / "p.adapterscope.part"));
    CHECK(project->file() == folder / "p.adapterscope");
    CHECK(project->runs().size() == 500);
}

TEST_CASE("Read-only folders and files are reported in one sentence") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    addRun(*Project::open(file));
    ::chmod(file.c_str(), 0444);
    ::chmod(folder.path().c_str(), 0777);
    // As a user who is bound by file modes, unlike root.
    const auto asNobody = [&] {
        Child child([&](int pipe) {
            if (::getuid() == 0 && ::setuid(65534) != 0)
                ::_exit(1);
            writeLine(pipe, messageOf([&] { Project::open(file); }));
        });
        return child.line();
    };
    CHECK(asNobody() ==
          "Cannot open " + file.string() + " for writing: the file is read-only. Make it writable or copy it.");
    ::chmod(file.c_str(), 0666);
    ::chmod(folder.path().c_str(), 0555);
    CHECK(asNobody() == "Cannot open " + file.string() + " for writing: the folder " + folder.path().string() +
                            " is read-only. Copy the project to a folder of your own.");
    ::chmod(folder.path().c_str(), 0755);
    CHECK(Project::open(file)->runs().size() == 1);
}

TEST_CASE("A project that may not be written can be looked at") {
    const TempFolder folder;
    const auto file = folder / "50% #1?.adapterscope";
    addRun(*Project::open(file));
    ::chmod(file.c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    Child child([&](int pipe) {
        if (::getuid() == 0 && ::setuid(65534) != 0)
            ::_exit(1);
        writeLine(pipe, std::to_string(Project::openForReading(file)->runs().size()));
        writeLine(pipe, messageOf([&] { Project::open(folder / "none.adapterscope"); }));
    });
    CHECK(child.line() == "1");
    CHECK_THAT(child.line(), Catch::Contains("none.adapterscope") && Catch::Contains("read-only") &&
                                 Catch::Contains("Choose a folder of your own"));
    ::chmod(folder.path().c_str(), 0755);
}

TEST_CASE("A project of an older format that may not be written can be looked at and stays as it is") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(readFile(sourceFolder() / "tests/core/experiment/project-1.sql"));
    }
    const std::string before = readFile(file);
    ::chmod(file.c_str(), 0444);
    ::chmod(folder.path().c_str(), 0555);
    Child child([&](int pipe) {
        if (::getuid() == 0 && ::setuid(65534) != 0)
            ::_exit(1);
        const auto project = Project::openForReading(file);
        writeLine(pipe, project->runs().at(0).id);
        writeLine(pipe, std::to_string(project->runs().at(0).remarks.size()));
        writeLine(pipe, messageOf([&] { project->setValue("notes", "1"); }));
    });
    CHECK(child.line() == runId(specOf("houlsby:m=8")));
    CHECK(child.line() == "0");
    CHECK_THAT(child.line(), Catch::Contains("read-only"));
    ::chmod(folder.path().c_str(), 0755);
    CHECK(readFile(file) == before);
}
