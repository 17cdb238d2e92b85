// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can happen to a project file from outside: killed owners, two owners, locks and links.
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <future>
#include <iostream>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/core/experiment/project/Child.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A killed owner loses nothing that was reported to it as kept") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const std::string id = runId(specOf("houlsby:m=8")), done = runId(specOf("head"));
    Child child([&](int pipe) {
        const auto project = Project::open(file);
        addRun(*project, "head");
        project->begin(done);
        project->finish(done, resultOf(0.8), nullptr);
        addRun(*project);
        project->begin(id);
        for (int step = 1;; ++step) {
            project->addPoint(id, pointAt(step));
            writeLine(pipe, std::to_string(step));
        }
    });
    int told = 0;
    while (told < 50)
        told = std::stoi(child.line());
    child.end();
    for (std::string line = child.line(); !line.empty(); line = child.line())
        told = std::stoi(line);

    const auto project = Project::open(file);
    CHECK(project->interruptedAtOpening() == 1);
    const RunRecord record = project->run(id).value();
    CHECK(record.result.status == Status::Interrupted);
    CHECK(record.result.attempts == 1);
    CHECK(record.result.message.text() == "The program ended while it was trained.");
    REQUIRE(static_cast<int>(record.result.curve.size()) >= told);
    CHECK(record.result.curve.at(static_cast<std::size_t>(told) - 1).step == told);
    CHECK(project->run(done)->result.dev == 0.8);
    CHECK(project->pending() == std::vector{id});
}

TEST_CASE("The interruption is reported once") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    {
        const auto project = Project::open(file);
        project->begin(addRun(*project));
    }
    CHECK(Project::open(file)->interruptedAtOpening() == 1);
    CHECK(Project::open(file)->interruptedAtOpening() == 0);
}

TEST_CASE("A second process is refused with the number of the first and let in after it died") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    Child owner([&](int pipe) {
        const auto project = Project::open(file);
        addRun(*project);
        writeLine(pipe, "open");
        closeAndWait();
    });
    REQUIRE(owner.line() == "open");
    const std::string pid = std::to_string(owner.pid());
    CHECK_THROWS_MATCHES(Project::open(file), Error, says("open in another process (pid " + pid + ")"));
    std::filesystem::create_symlink(file, folder / "link.adapterscope");
    CHECK_THROWS_MATCHES(Project::open(folder / "link.adapterscope"), Error, says("(pid " + pid + ")"));
    {
        const auto view = Project::openForReading(file);
        CHECK(view->runs().size() == 1);
        CHECK_THROWS_MATCHES(addRun(*view, "head"), Error, says(file.string()));
    }
    owner.end();
    CHECK(Project::open(file)->runs().size() == 1);
}

TEST_CASE("Whoever is refused before the owner has written its number is told the number all the same") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope", lockFile = folder / "p.adapterscope-lock";
    writeFile(lockFile, "\n");
    const Descriptor owner(::open(lockFile.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(::flock(owner.number(), LOCK_EX) == 0);
    const Descriptor looks(::inotify_init1(IN_CLOEXEC));
    REQUIRE(::inotify_add_watch(looks.number(), lockFile.c_str(), IN_ACCESS) >= 0);
    std::future<std::string> refused = std::async(std::launch::async, [&file]() -> std::string {
        try {
            Project::open(file);
            return "opened";
        } catch (const Error& error) {
            return error.what();
        }
    });
    // It reads the file once to see that it is a lock, and then for the number, which is not there yet.
    for (int seen = 0; seen < 2 && refused.wait_for(std::chrono::seconds(0)) != std::future_status::ready;) {
        pollfd ready{looks.number(), POLLIN, 0};
        char event[4096];
        if (::poll(&ready, 1, 10) > 0 && ::read(looks.number(), event, sizeof event) > 0)
            ++seen;
    }
    REQUIRE(::pwrite(owner.number(), "123456\n", 7, 0) == 7);
    CHECK_THAT(refused.get(), Catch::Contains("is open in another process (pid 123456)"));
}

TEST_CASE("The same program opens a project once and leaves no file beside it") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    {
        const auto project = Project::open(file);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says("open in this program already"));
        addRun(*project);
    }
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A lock file without a living owner is not an obstacle") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    writeFile(folder / "p.adapterscope-lock", "1\n");
    CHECK(Project::open(file)->runs().empty());
}

TEST_CASE("What is in the lock's place and is not ours is refused by name and left untouched") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope", lock = folder / "p.adapterscope-lock", precious = folder / "precious";
    writeFile(precious, "mine");
    SECTION("a link") {
        std::filesystem::create_symlink(precious, lock);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " is a link"));
    }
    SECTION("a link to nothing") {
        std::filesystem::create_symlink(folder / "none", lock);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " is a link"));
    }
    SECTION("a second name") {
        std::filesystem::create_hard_link(precious, lock);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " has a second name"));
    }
    SECTION("a folder") {
        std::filesystem::create_directory(lock);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " is a folder"));
    }
    SECTION("a file of one's own") {
        writeFile(lock, "12 notes\n");
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " holds something other than"));
        CHECK(readFile(lock) == "12 notes\n");
    }
    SECTION("a pipe") {
        REQUIRE(::mkfifo(lock.c_str(), 0600) == 0);
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " is not a regular file"));
    }
    CHECK(readFile(precious) == "mine");
    CHECK_FALSE(std::filesystem::exists(folder / "none"));
    CHECK(std::filesystem::exists(std::filesystem::symlink_status(lock)));
}

TEST_CASE("Another user's lock is left alone, whether its owner lives or not") {
    if (::getuid() != 0) {
        std::cout << "[skipped] only root can be two users" << std::endl;
        return;
    }
    const TempFolder folder;
    const auto file = folder / "p.adapterscope", lock = folder / "p.adapterscope-lock";
    ::chmod(folder.path().c_str(), 0777);
    Child owner([&](int pipe) {
        if (::setuid(65534) != 0)
            ::_exit(1);
        const auto project = Project::open(file);
        writeLine(pipe, "open");
        closeAndWait();
    });
    REQUIRE(owner.line() == "open");
    const std::string pid = std::to_string(owner.pid()), content = readFile(lock);
    CHECK_THROWS_MATCHES(Project::open(file), Error, says("open in another process (pid " + pid + ")"));
    owner.end();
    CHECK_THROWS_MATCHES(Project::open(file), Error, says(lock.string() + " belongs to another user"));
    CHECK(readFile(lock) == content);
}

TEST_CASE("A project that is a link to nowhere is refused and nothing is made where it leads") {
    TempFolder folder;
    std::filesystem::create_symlink(folder / "elsewhere", folder / "p.adapterscope");
    CHECK_THROWS_MATCHES(Project::open(folder / "p.adapterscope"), Error,
                         says("is a link to " + (folder / "elsewhere").string() + ", which does not exist"));
    CHECK_FALSE(std::filesystem::exists(folder / "elsewhere"));
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A project whose name is a link that leads back to itself is refused as such") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    std::filesystem::create_symlink(file, file);
    CHECK_THAT(messageOf([&] { Project::open(file); }), Catch::Contains("leads back to itself"));
    CHECK(std::filesystem::is_symlink(file));
}
