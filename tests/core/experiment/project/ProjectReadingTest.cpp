// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Projects that are read by somebody other than their owner, or that somebody else wrote.
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/project/ProjectLock.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A project of three runs, the second of which is then changed by an SQL statement.
struct Stranger {
    TempFolder folder;
    std::filesystem::path file = folder / "p.adapterscope";
    std::string first, changed, last;

    Stranger() {
        const auto project = Project::open(file);
        first = addRun(*project, "head");
        changed = addRun(*project, "houlsby:m=8");
        last = addRun(*project, "layernorm");
        project->begin(changed);
        project->addPoint(changed, pointAt(10));
        project->finish(changed, resultOf(0.75), nullptr);
    }
    void change(const std::string& sql) const {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, 5000);
        database.exec(sql);
    }
    void changeRun(const std::string& assignment) const {
        change("UPDATE runs SET " + assignment + " WHERE id = '" + changed + "'");
    }
};

std::vector<std::string> idsOf(const Project& project) {
    std::vector<std::string> ids;
    for (const RunRecord& run : project.runs())
        ids.push_back(run.id);
    return ids;
}

}  // namespace

TEST_CASE("A run that cannot be read is hidden with its reason and the others are not") {
    struct Case {
        std::string assignment, reason;
    };
    const Case cases[] = {
        {"id = '/home/u/model'", "Its id \"/home/u/model\" is not one of 16 hexadecimal digits."},
        {"id = '../../0123456789ab'", "is not one of 16 hexadecimal digits."},
        {"id = ''", "Its id \"\" is not"},
        {"id = 'ABCDEF0123456789'", "is not one of 16 hexadecimal digits."},
        {"design = 'teleport:m=8'", "teleport"},
        {"design = 'houlsby:m=8,warp=3'", "warp"},
        {"design = 'reft:n=8'", "There is no method 'reft'"},
        {"design = 'houlsby:m=8,foo=1'", "'houlsby' has no key 'foo'"},
        {"design = 'houlsby:m=8 & reft:n=8'", "There is no method 'reft'"},
        {"hyperparameters = '{\"batch\": 32, \"device\": \"cuda\"}'",
         "Unknown field \"device\" in the hyperparameters"},
        {"hyperparameters = '{\"batch\": \"large\"}'", "must be a whole number, not \"large\""},
        {"hyperparameters = '{\"defaults\": 2}'", "version 2 of the defaults"},
        {"design = x'00ff'", "Its design is not a text."},
        {"task = '{'", "not valid JSON"},
        {"task = '" + std::string(100'000, '[') + "'", "nested more than 64 levels deep"},
        {"hyperparameters = '{\"batch\": 1e60}'", "batch"},
        {"hyperparameters = '[]'", "it must be a JSON object"},
        {"pooling = 'maximum'", "maximum"},
        {"status = 'victorious'", "victorious"},
        {"seed = 'many'", "Its seed is not a whole number."},
        {"parameters = -5", "Its parameters is not a whole number that is not negative."},
        {"dev = 'good'", "Its dev is not a number."},
        {"metrics = '{\"a\": '", "not valid JSON"},
        {"metrics = '{\"a\": " + std::string(100'000, '[') + "}'", "nested more than 64 levels deep"},
        {"steps = 1.5", "Its steps is not a whole number"},
        {"environment = '{\"cpu\": 3}'", "a number was found where a text is required"},
    };
    for (const Case& each : cases) {
        const Stranger stranger;
        CAPTURE(each.assignment.substr(0, 60));
        stranger.changeRun(each.assignment);
        for (const bool owner : {false, true}) {
            const auto project = owner ? Project::open(stranger.file) : Project::openForReading(stranger.file);
            CHECK(idsOf(*project) == std::vector{stranger.first, stranger.last});
            REQUIRE(project->unreadable().size() == 1);
            CHECK_THAT(project->unreadable().front().reason.text(), Catch::Contains(each.reason));
            CHECK(project->unreadable().front().reason.text().size() < 500);
        }
    }
}

TEST_CASE("A run that cannot be read is never trained and stays as it is") {
    const Stranger stranger;
    stranger.changeRun("design = 'teleport:m=8', status = 'waiting', message = 'theirs'");
    {
        const auto project = Project::open(stranger.file);
        CHECK(project->pending() == std::vector{stranger.first, stranger.last});
        CHECK(project->unreadable().front().design == "teleport:m=8");
        CHECK(project->unreadable().front().status == "waiting");
        project->remove({stranger.first});
    }
    SQLite::Database database(stranger.file.string());
    CHECK(database.execAndGet("SELECT message FROM runs WHERE design = 'teleport:m=8'").getString() == "theirs");
}

TEST_CASE("A run that cannot be read is asked for by its id and reported with its reason") {
    const Stranger stranger;
    stranger.changeRun("design = 'reft:n=8'");
    const auto project = Project::openForReading(stranger.file);
    CHECK_THROWS_MATCHES(project->find(stranger.changed), Error, says("There is no method 'reft'"));
    CHECK_THROWS_MATCHES(project->find(stranger.changed.substr(0, 8)), Error,
                         says("Run " + stranger.changed + " of " + stranger.file.string() +
                              " is kept, but this program cannot read it: "));
    CHECK_THROWS_MATCHES(project->find("no"), Error, says("has an id that begins with \"no\""));
    CHECK_THROWS_MATCHES(project->find(""), Error, says("3 runs of"));
    CHECK(project->find(stranger.first).id == stranger.first);
}

TEST_CASE("A damaged page hides its content and not the rest") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    constexpr int runs = 300;
    {
        const auto project = Project::open(file);
        std::vector<RunSpec> specs;
        for (std::uint64_t seed = 0; seed < runs; ++seed)
            specs.push_back(specOf("head", seed));
        project->addRuns(specs, std::vector<std::int64_t>(specs.size(), 1));
    }
    const std::string content = readFile(file);
    std::size_t whole = 0, most = 0;
    for (std::size_t page = 2; page * 4096 < content.size(); ++page) {
        CAPTURE(page);
        std::string damaged = content;
        damaged.replace((page - 1) * 4096, 4096, 4096, '\x5a');
        writeFile(file, damaged);
        const auto project = Project::openForReading(file);
        std::size_t found = 0;
        try {
            found = project->runs().size();
            CHECK((found == runs) == project->unreadable().empty());
        } catch (const Error& error) {
            CHECK_THAT(error.what(), Catch::Contains("is damaged"));  // the root of the table
        }
        whole += found == runs;
        most = std::max(most, found == runs ? 0 : found);
    }
    CHECK(whole > 0);  // pages of an index
    CHECK(most > runs / 2);
}

TEST_CASE("A point of a curve that cannot be read is left out of it") {
    const Stranger stranger;
    stranger.change("INSERT INTO points VALUES ('" + stranger.changed + "', 20, '{\"step\": \"x\"}'), ('" +
                    stranger.changed + "', 0, '" + std::string(100'000, '[') + "')");
    const auto project = Project::openForReading(stranger.file);
    CHECK(project->run(stranger.changed)->result.curve.size() == 1);
    CHECK(project->starts().empty());
    CHECK(project->unreadable().empty());
}

TEST_CASE("A run with a cell that is too large is hidden with its reason before the cell is read") {
    struct Case {
        std::string assignment, reason;
        std::string status = "done";
    };
    const std::string large = "hex(zeroblob(30000000))";
    const Case cases[] = {
        {"note = " + large, "holds more than can be read"},
        {"message = " + large, "holds more than can be read"},
        {"outcomes = " + large + ", status = 'running'", "holds more than can be read", "running"},
        {"design = " + large, "holds more than can be read"},
        {"status = " + large, "holds more than can be read", "?"},
        {"note = hex(zeroblob(600000))", "Its note is longer than 1 MB."},
        {"message = hex(zeroblob(600000))", "Its message is longer than 1 MB."},
        {"environment = hex(zeroblob(2500000))", "Its environment is longer than 4 MB."},
    };
    for (const Case& each : cases) {
        const Stranger stranger;
        CAPTURE(each.assignment);
        stranger.changeRun(each.assignment);
        sqlite3_memory_highwater(1);
        for (const bool owner : {false, true}) {
            const auto project = owner ? Project::open(stranger.file) : Project::openForReading(stranger.file);
            CHECK(idsOf(*project) == std::vector{stranger.first, stranger.last});
            CHECK(project->pending() == std::vector{stranger.first, stranger.last});
            REQUIRE(project->unreadable().size() == 1);
            CHECK(project->unreadable().front().id == stranger.changed);
            CHECK(project->unreadable().front().status.substr(0, 7) == each.status);
            CHECK_THAT(project->unreadable().front().reason.text(), Catch::Contains(each.reason));
            CHECK_THROWS_AS(project->run(stranger.changed), Error);
            CHECK_FALSE(project->runsWithCurves().empty());
            if (owner) {
                project->mark({stranger.first}, {.archived = {}, .tag = {"paper"}, .untag = {}, .note = {}});
                addRun(*project, "houlsby:m=8");  // planned once more: it stays as it is
                project->remove({stranger.last});
            }
        }
        CHECK(sqlite3_memory_highwater(0) < 40 << 20);
    }
}

TEST_CASE("A point or a value that is too large is left out and hides no other") {
    const Stranger stranger;
    const std::string large = "hex(zeroblob(30000000))";
    stranger.change("INSERT INTO points VALUES ('" + stranger.changed + "', 5, " + large + "), ('" + stranger.first +
                    "', 0, " + large + ")");
    stranger.change("INSERT INTO named_values VALUES ('kept', " + large + ")");
    const auto project = Project::open(stranger.file);
    CHECK(project->run(stranger.changed)->result.curve.size() == 1);
    CHECK(project->starts().empty());
    CHECK(project->value("kept").empty());
}

TEST_CASE("The texts of all runs in one reading are limited as well") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    constexpr std::size_t runs = 40;
    {
        const auto project = Project::open(file);
        for (std::uint64_t seed = 0; seed < runs; ++seed)
            project->addRuns({specOf("head", seed)}, {1});
    }
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("UPDATE runs SET note = hex(zeroblob(500000))");
    const auto project = Project::openForReading(file);
    for (int reading = 0; reading < 2; ++reading) {
        std::vector<UnreadableRun> hidden;
        CHECK(project->runs(&hidden).size() == 33);
        REQUIRE(hidden.size() == runs - 33);
        CHECK(hidden.front().reason.text() == "With its note more than 32 MB of long texts would be read.");
    }
}

TEST_CASE("A note that could not be read again is refused") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = addRun(*project);
    MarkChange change;
    change.note = std::string((1 << 20) + 1, 'x');
    CHECK_THROWS_MATCHES(project->mark({id}, change), Error, says("The note is longer than 1 MB"));
    CHECK(project->requireRun(id).marks.note.empty());
    change.note->pop_back();
    project->mark({id}, change);
    CHECK(project->requireRun(id).marks.note.size() == 1 << 20);
}

TEST_CASE("A project with a view or a trigger or a virtual table is refused by its name") {
    for (const std::string sql :
         {"CREATE VIEW harmless AS SELECT 1", "CREATE TRIGGER later AFTER UPDATE ON runs BEGIN DELETE FROM points; END",
          "CREATE VIRTUAL TABLE search USING fts5(body)"}) {
        const Stranger stranger;
        stranger.change(sql);
        const std::string name = sql.find("VIEW") != std::string::npos      ? "a view named \"harmless\""
                                 : sql.find("TRIGGER") != std::string::npos ? "a trigger named \"later\""
                                                                            : "named \"search\"";
        CHECK_THROWS_MATCHES(Project::open(stranger.file), Error, says(name));
        CHECK_THROWS_MATCHES(Project::openForReading(stranger.file), Error, says(name));
    }
}

TEST_CASE("Readers take no lock and owners no notice of them") {
    const Stranger stranger;
    const auto reader = Project::openForReading(stranger.file);
    CHECK_FALSE(std::filesystem::exists(stranger.file.string() + "-lock"));
    CHECK_FALSE(ProjectLock::holder(stranger.file));
    const auto owner = Project::open(stranger.file);
    CHECK(ProjectLock::holder(stranger.file) == ::getpid());
    const auto late = Project::openForReading(stranger.file);
    owner->begin(stranger.first);
    owner->addPoint(stranger.first, pointAt(10));
    for (const auto* each : {reader.get(), late.get()}) {
        CHECK(each->run(stranger.first)->result.status == Status::Running);
        CHECK(each->curve(stranger.first).size() == 1);
    }
    CHECK_THROWS_MATCHES(addRun(*reader, "full"), Error, says(stranger.file.string()));
    CHECK_THROWS_MATCHES(reader->setValue("a", "1"), Error, says("is open read-only here"));
    owner->finish(stranger.first, resultOf(0.875), nullptr);
    CHECK(reader->run(stranger.first)->result.dev == 0.875);
}

TEST_CASE("Reading a project leaves no file beside it and none of its runs changed") {
    const Stranger stranger;
    const std::string before = readFile(stranger.file);
    { CHECK(Project::openForReading(stranger.file)->runs().size() == 3); }
    CHECK(filesIn(stranger.folder.path()) == 1);
    CHECK(readFile(stranger.file) == before);
}

TEST_CASE("What a dead owner left running is shown as interrupted and not yet marked so") {
    const Stranger stranger;
    stranger.change("UPDATE runs SET status = 'running' WHERE id = '" + stranger.first + "'");
    {
        const auto reader = Project::openForReading(stranger.file);
        CHECK(reader->run(stranger.first)->result.status == Status::Interrupted);
        CHECK(reader->runs().front().result.message.text() == "The program ended while it was trained.");
    }
    CHECK(Project::open(stranger.file)->interruptedAtOpening() == 1);
}

TEST_CASE("Runs and their curves are read as they were at one moment however often runs are removed meanwhile") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const auto owner = Project::open(file);
    std::atomic<bool> over = false;
    std::thread changing([&] {
        while (!over) {
            const std::string id = addRun(*owner);
            owner->begin(id);
            owner->addPoint(id, pointAt(10));
            owner->finish(id, resultOf(0.75), nullptr);
            owner->remove({id});
        }
    });
    const auto reader = Project::openForReading(file);
    int seen = 0, torn = 0;
    while (seen < 50)
        for (const RunRecord& run : reader->runsWithCurves())
            if (run.result.status == Status::Done) {
                ++seen;
                torn += run.result.curve.empty();
            }
    over = true;
    changing.join();
    CHECK(torn == 0);
}

TEST_CASE("A project that is cut off is refused with how much of it is there") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    addRun(*Project::open(file));
    const std::string whole = readFile(file);
    for (const std::size_t size : {std::size_t{50}, std::size_t{100}, std::size_t{4096}, whole.size() - 4096}) {
        CAPTURE(size);
        writeFile(file, std::string_view(whole).substr(0, size));
        const std::string part =
            size < 100 ? "is damaged (it is cut off after 50 bytes)"
                       : fmt::format("is damaged (it is cut off: {} of its {} bytes are there)", size, whole.size());
        CHECK_THROWS_MATCHES(Project::openForReading(file)->runs(), Error, says(part));
        CHECK_THROWS_MATCHES(Project::open(file), Error, says(part));
        CHECK(readFile(file).size() == size);
    }
}
