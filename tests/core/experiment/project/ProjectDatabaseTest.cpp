// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which files are projects, and of which format: foreign, empty, damaged, newer and older ones.
#include <SQLiteCpp/Database.h>
#include <sys/stat.h>

#include <regex>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/ProjectDatabase.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// An SQLite file of another program, with its application_id and user_version.
void makeDatabase(const std::filesystem::path& file, int application, int version) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE letters (body TEXT)");
    database.exec("PRAGMA application_id = " + std::to_string(application));
    database.exec("PRAGMA user_version = " + std::to_string(version));
}

}  // namespace

TEST_CASE("A project file keeps its marks and mode from the first moment") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const auto project = Project::open(file);
    SQLite::Database look(file.string(), SQLite::OPEN_READONLY);
    CHECK(look.execAndGet("PRAGMA application_id").getInt() == projectApplicationId);
    CHECK(look.execAndGet("PRAGMA user_version").getInt() == static_cast<int>(projectMigrations().size()));
    CHECK(look.execAndGet("PRAGMA journal_mode").getString() == "wal");
    CHECK(readFile(file).substr(68, 4) == "AdSc");  // before any checkpoint
}

TEST_CASE("Files that are not projects are refused and left untouched") {
    const TempFolder folder;
    writeFile(folder / "letter.txt", "Dear reader");
    writeFile(folder / "long.bin", std::string(5000, '\1'));
    makeDatabase(folder / "other.db", 0, 0);
    for (const char* name : {"letter.txt", "long.bin", "other.db"}) {
        const std::string before = readFile(folder / name);
        CHECK_THROWS_MATCHES(Project::open(folder / name), Error,
                             says(std::string(name) + " is not an AdapterScope project"));
        CHECK(readFile(folder / name) == before);
    }
    CHECK_THROWS_MATCHES(Project::open(folder.path()), Error, says("is a folder"));
    CHECK_THROWS_MATCHES(Project::open(folder / "none" / "p.adapterscope"), Error, says("none is not there"));
    CHECK(!std::filesystem::exists(folder / "letter.txt-lock"));
}

TEST_CASE("An empty file is a project to be") {
    const TempFolder folder;
    writeFile(folder / "p.adapterscope", "");
    CHECK(Project::open(folder / "p.adapterscope")->runs().empty());
}

TEST_CASE("A newer project is refused in words and left untouched") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    makeDatabase(file, projectApplicationId, 99);
    const std::string before = readFile(file);
    CHECK_THROWS_MATCHES(Project::open(file), Error, says("written by a newer AdapterScope (its format is 99"));
    CHECK(readFile(file) == before);
}

TEST_CASE("A damaged project is refused by name") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    {
        const auto project = Project::open(file);
        for (std::uint64_t seed = 0; seed < 200; ++seed)
            addRun(*project, "head", seed);
    }
    std::string content = readFile(file);
    std::fill(content.begin() + 4096, content.end(), '\x5a');
    writeFile(file, content);
    CHECK_THROWS_MATCHES(Project::open(file)->runs(), Error, says("p.adapterscope is damaged"));
    content.resize(1000);
    writeFile(file, content);
    CHECK_THROWS_MATCHES(Project::open(file)->runs(), Error, says("p.adapterscope is damaged"));
}

TEST_CASE("A file of format 1 opens with everything in it") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const std::string id = runId(specOf("houlsby:m=8"));
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(readFile(sourceFolder() / "tests/core/experiment/project-1.sql"));
    }
    const auto project = Project::open(file);
    REQUIRE(project->runs().size() == 1);
    const RunRecord record = project->run(id).value();
    CHECK(runId(record.spec) == id);
    CHECK(record.result.dev == 0.8);
    CHECK(record.result.curve.at(0).step == 63);
    CHECK(record.hasTuning);
    project->extractTuning(id, folder / "t");
    CHECK(readFile(folder / "t") == "tensors");
    CHECK(project->value("notes") == "\"mine\"");
}

TEST_CASE("Migrations are taken from where a file is and all or none of them") {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    const std::string first = "CREATE TABLE a (x); INSERT INTO a VALUES (1)",
                      second = "ALTER TABLE a ADD COLUMN y DEFAULT 7";
    migrate(database, {first}, "p");
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 1);
    CHECK_THROWS_AS(migrate(database, {first, second, "ALTER TABLE none ADD COLUMN z"}, "p"), SQLite::Exception);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 1);
    CHECK_THROWS_AS(database.execAndGet("SELECT y FROM a"), SQLite::Exception);
    migrate(database, {first, second}, "p");
    CHECK(database.execAndGet("SELECT y FROM a").getInt() == 7);
    CHECK(database.execAndGet("PRAGMA user_version").getInt() == 2);
    CHECK_THROWS_MATCHES(migrate(database, {first}, "p.adapterscope"), Error,
                         says("p.adapterscope was written by a newer"));
}

TEST_CASE("A file beside a project under a second name, as a link or a pipe keeps it closed, untouched") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    Project::open(file).reset();
    const std::string ending = GENERATE("-wal", "-shm", "-journal");
    const auto beside = file.string() + ending;
    writeFile(folder / "precious", "mine");
    SECTION("a hard link") {
        std::filesystem::create_hard_link(folder / "precious", beside);
        CHECK_THROWS_MATCHES(Project::openForReading(file), Error, says(ending + " has a second name"));
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(ending + " has a second name"));
    }
    SECTION("a link") {
        std::filesystem::create_symlink(folder / "precious", beside);
        CHECK_THROWS_MATCHES(Project::openForReading(file), Error, says(ending + " is not a regular file"));
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(ending + " is not a regular file"));
    }
    SECTION("a pipe") {
        REQUIRE(::mkfifo(beside.c_str(), 0600) == 0);
        CHECK_THROWS_MATCHES(Project::openForReading(file), Error, says(ending + " is not a regular file"));
    }
    CHECK(readFile(folder / "precious") == "mine");
}

TEST_CASE("A pipe that has a project's name is refused and not waited for") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "p.adapterscope").c_str(), 0600) == 0);
    CHECK_THROWS_MATCHES(Project::openForReading(folder / "p.adapterscope"), Error, says("is not a regular file"));
    CHECK_THROWS_MATCHES(Project::open(folder / "p.adapterscope"), Error, says("is not a regular file"));
}

TEST_CASE("The columns of a project are read by their names") {
    const std::regex byNumber(R"(getColumn\(\d)");
    for (const auto& entry : std::filesystem::directory_iterator(sourceFolder() / "core/experiment"))
        if (entry.path().extension() == ".cpp") {
            CAPTURE(entry.path().string());
            CHECK_FALSE(std::regex_search(readFile(entry.path()), byNumber));
        }
}
