// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/UntitledProjects.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/core/experiment/project/Child.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Where untitled projects are made: the user's data folder, else that for temporary files.
struct UntitledPlaces {
    TempFolder folder;
    std::filesystem::path temporary = folder / "temporary";
    ScopedVariable dataHome{"XDG_DATA_HOME", (folder / "data").string()};
    ScopedVariable temporaryHome{"TMPDIR", temporary.string()};

    UntitledPlaces() { std::filesystem::create_directory(temporary); }
};

}  // namespace

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
    const UntitledPlaces places;
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
    const UntitledPlaces places;
    Child owner([&](int pipe) {
        const auto project = Project::untitled();
        writeLine(pipe, "open");
        closeAndWait();
    });
    REQUIRE(owner.line() == "open");
    owner.end();
    const auto place = places.folder / "data/adapterscope/untitled";
    CHECK_FALSE(std::filesystem::is_empty(place));
    CHECK(abandonedProjects().empty());
    CHECK(std::filesystem::is_empty(place));
}

TEST_CASE("Untitled projects are private, in the user's data folder, and elsewhere only if there can be none") {
    const UntitledPlaces places;
    {
        const auto project = Project::untitled();
        const auto own = project->file().parent_path();
        CHECK(own.parent_path() == places.folder / "data/adapterscope/untitled");
        for (const auto& place : {own, own.parent_path(), own.parent_path().parent_path()})
            CHECK(std::filesystem::status(place).permissions() == std::filesystem::perms::owner_all);
    }
    std::filesystem::remove_all(places.folder / "data");
    writeFile(places.folder / "data", "not a folder");
    CHECK(Project::untitled()->file().parent_path().parent_path() == places.temporary);
    std::filesystem::remove(places.folder / "data");
    std::filesystem::create_directories(places.folder / "data/adapterscope");
    std::filesystem::create_directory(places.folder / "theirs");
    std::filesystem::create_directory_symlink(places.folder / "theirs", places.folder / "data/adapterscope/untitled");
    CHECK(Project::untitled()->file().parent_path().parent_path() == places.temporary);
    CHECK(std::filesystem::is_empty(places.folder / "theirs"));
}

TEST_CASE("Abandoned projects are looked for neither through links nor in folders that others may change") {
    const UntitledPlaces places;
    const auto make = [&](const std::filesystem::path& home) {
        std::filesystem::create_directory(home);
        ::chmod(home.c_str(), 0700);
        addRun(*Project::open(home / "untitled.adapterscope"));
        return home / "untitled.adapterscope";
    };
    const auto good = make(places.temporary / "adapterscope-untitled-aaaaaa");  // as an earlier version left it
    const auto open = make(places.temporary / "adapterscope-untitled-bbbbbb");
    ::chmod(open.parent_path().c_str(), 0777);
    std::filesystem::create_directory_symlink(make(places.folder / "elsewhere").parent_path(),
                                              places.temporary / "adapterscope-untitled-cccccc");
    const auto linked = places.temporary / "adapterscope-untitled-dddddd";
    std::filesystem::create_directory(linked);
    ::chmod(linked.c_str(), 0700);
    std::filesystem::create_symlink(places.folder / "elsewhere/untitled.adapterscope",
                                    linked / "untitled.adapterscope");
    const auto found = abandonedProjects();
    REQUIRE(found.size() == 1);
    CHECK(found.front().file == good);
    CHECK_THROWS_MATCHES(Project::adopt(open), Error, says("is not an untitled project of yours"));
    CHECK(std::filesystem::exists(places.folder / "elsewhere/untitled.adapterscope"));
}
