// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can happen to a project file from outside: killed owners, two owners, full and read-only disks.
#include <SQLiteCpp/Database.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <iostream>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/UntitledProjects.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/SmallDisk.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A forked copy of this process that runs `action`, which writes lines to the pipe and need not return.
class Child {
public:
    explicit Child(const std::function<void(int pipe)>& action) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        m_pid = ::fork();
        REQUIRE(m_pid >= 0);
        if (m_pid == 0) {
            ::close(ends[0]);
            action(ends[1]);
            ::_exit(0);
        }
        ::close(ends[1]);
        m_read = ends[0];
    }
    ~Child() {
        end();
        ::close(m_read);
    }

    pid_t pid() const { return m_pid; }

    /// The next line, empty at the end.
    std::string line() {
        std::string text;
        for (char c; ::read(m_read, &c, 1) == 1 && c != '\n';)
            text += c;
        return text;
    }

    void end() {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = 0;
        }
    }

private:
    pid_t m_pid = 0;
    int m_read = -1;
};

void writeLine(int pipe, const std::string& text) {
    const std::string line = text + "\n";
    if (::write(pipe, line.data(), line.size()) < 0)
        ::_exit(1);
}

void closeAndWait() {
    for (;;)
        ::pause();
}

std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

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

TEST_CASE("An untitled copy of a project that another process holds is a project of its own") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    Child owner([&](int pipe) {
        const auto project = Project::open(file);
        addRun(*project);
        project->begin(project->pending().front());
        writeLine(pipe, "open");
        closeAndWait();
    });
    REQUIRE(owner.line() == "open");
    std::filesystem::path copied;
    {
        const auto copy = Project::untitledCopy(file);
        copied = copy->file();
        CHECK(copy->isUntitled());
        CHECK(copy->interruptedAtOpening() == 1);
        addRun(*copy, "head");
        CHECK(copy->runs().size() == 2);
        copy->saveAs(folder / "mine.adapterscope");
    }
    CHECK_FALSE(std::filesystem::exists(copied));
    CHECK(Project::open(folder / "mine.adapterscope")->runs().size() == 2);
    CHECK(Project::openForReading(file)->runs().front().result.status == Status::Running);
    owner.end();
    CHECK_THROWS_MATCHES(Project::untitledCopy(folder / "none.adapterscope"), Error, says("none.adapterscope"));
}

TEST_CASE("An untitled project that its dead owner left behind is found and taken over") {
    const TempFolder folder;
    const ScopedVariable data("XDG_DATA_HOME", (folder / "data").string());
    std::filesystem::create_directory(folder / "temporary");
    const ScopedVariable temporary("TMPDIR", (folder / "temporary").string());
    Child owner([&](int pipe) {
        const auto project = Project::untitled();
        addRun(*project);
        project->begin(project->pending().front());
        writeLine(pipe, project->file().string());
        closeAndWait();
    });
    const std::filesystem::path file = owner.line();
    CHECK(abandonedProjects().empty());  // it is not, yet
    owner.end();
    REQUIRE(abandonedProjects().size() == 1);
    CHECK(abandonedProjects().front().file == file);
    CHECK(abandonedProjects().front().runs == 1);
    {
        const auto project = Project::adopt(file);
        CHECK(project->isUntitled());
        CHECK(project->interruptedAtOpening() == 1);
        CHECK(abandonedProjects().empty());
        project->remove({project->runs().front().id});
    }
    CHECK(std::filesystem::is_empty(file.parent_path().parent_path()));
}

TEST_CASE("An untitled project without runs that was left behind is removed") {
    const TempFolder folder;
    const ScopedVariable data("XDG_DATA_HOME", (folder / "data").string());
    std::filesystem::create_directory(folder / "temporary");
    const ScopedVariable temporary("TMPDIR", (folder / "temporary").string());
    Child owner([&](int pipe) {
        const auto project = Project::untitled();
        writeLine(pipe, "open");
        closeAndWait();
    });
    REQUIRE(owner.line() == "open");
    owner.end();
    const auto place = folder / "data/adapterscope/untitled";
    CHECK_FALSE(std::filesystem::is_empty(place));
    CHECK(abandonedProjects().empty());
    CHECK(std::filesystem::is_empty(place));
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

TEST_CASE("Untitled projects are private, in the user's data folder, and elsewhere only if there can be none") {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "temporary");
    const ScopedVariable data("XDG_DATA_HOME", (folder / "data").string());
    const ScopedVariable temporary("TMPDIR", (folder / "temporary").string());
    {
        const auto project = Project::untitled();
        const auto own = project->file().parent_path();
        CHECK(own.parent_path() == folder / "data/adapterscope/untitled");
        for (const auto& place : {own, own.parent_path(), own.parent_path().parent_path()})
            CHECK(std::filesystem::status(place).permissions() == std::filesystem::perms::owner_all);
    }
    std::filesystem::remove_all(folder / "data");
    writeFile(folder / "data", "not a folder");
    CHECK(Project::untitled()->file().parent_path().parent_path() == folder / "temporary");
    std::filesystem::remove(folder / "data");
    std::filesystem::create_directories(folder / "data/adapterscope");
    std::filesystem::create_directory(folder / "theirs");
    std::filesystem::create_directory_symlink(folder / "theirs", folder / "data/adapterscope/untitled");
    CHECK(Project::untitled()->file().parent_path().parent_path() == folder / "temporary");
    CHECK(std::filesystem::is_empty(folder / "theirs"));
}

TEST_CASE("Abandoned projects are looked for neither through links nor in folders that others may change") {
    const TempFolder folder;
    const auto place = folder / "temporary";
    std::filesystem::create_directory(place);
    const ScopedVariable data("XDG_DATA_HOME", (folder / "data").string());
    const ScopedVariable temporary("TMPDIR", place.string());
    const auto make = [&](const std::filesystem::path& home) {
        std::filesystem::create_directory(home);
        ::chmod(home.c_str(), 0700);
        addRun(*Project::open(home / "untitled.adapterscope"));
        return home / "untitled.adapterscope";
    };
    const auto good = make(place / "adapterscope-untitled-aaaaaa");  // as an earlier version left it
    const auto open = make(place / "adapterscope-untitled-bbbbbb");
    ::chmod(open.parent_path().c_str(), 0777);
    std::filesystem::create_directory_symlink(make(folder / "elsewhere").parent_path(),
                                              place / "adapterscope-untitled-cccccc");
    const auto linked = place / "adapterscope-untitled-dddddd";
    std::filesystem::create_directory(linked);
    ::chmod(linked.c_str(), 0700);
    std::filesystem::create_symlink(folder / "elsewhere/untitled.adapterscope", linked / "untitled.adapterscope");
    const auto found = abandonedProjects();
    REQUIRE(found.size() == 1);
    CHECK(found.front().file == good);
    CHECK_THROWS_MATCHES(Project::adopt(open), Error, says("is not an untitled project of yours"));
    CHECK(std::filesystem::exists(folder / "elsewhere/untitled.adapterscope"));
}

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
