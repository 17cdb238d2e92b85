// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/Database.h>

#include "core/common/Error.h"
#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/runs/RunMarks.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Texts = std::vector<std::string>;

MarkChange archiving(bool archived) {
    MarkChange change;
    change.archived = archived;
    return change;
}

MarkChange tagging(const std::string& tag) {
    MarkChange change;
    change.tag = {tag};
    return change;
}

}  // namespace

TEST_CASE("A tag is one or a few words that lists and filters can write") {
    CHECK(tagFromText("  second try ") == "second try");
    CHECK(tagFromText("\u00fcbung") == "\u00fcbung");
    for (const char* text : {"", " ", "a,b", "so \"called\"", "two\nlines", "bell\a"}) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(tagFromText(text), Error, says("cannot be a tag: write one or a few words"));
    }
    CHECK_THROWS_MATCHES(tagFromText("a,b"), Error, says("\"a,b\""));
}

TEST_CASE("A change of marks leaves alone what it does not name") {
    const RunMarks before{false, {"Paper", "old"}, "mine"};
    CHECK(MarkChange().empty());
    CHECK(MarkChange().appliedTo(before) == before);
    CHECK(archiving(true).appliedTo(before) == RunMarks{true, {"Paper", "old"}, "mine"});
    CHECK(tagging("paper").appliedTo(before) == before);  // it has it
    CHECK(tagging("best").appliedTo(before).tags == Texts{"Paper", "best", "old"});
    MarkChange change;
    change.untag = {"OLD", "none"};
    change.note = "";
    CHECK_FALSE(change.empty());
    CHECK(change.appliedTo(before) == RunMarks{false, {"Paper"}, ""});
    CHECK(hasTag(before, "PAPER"));
    CHECK_FALSE(hasTag(before, "pap"));
}

TEST_CASE("Marks are kept in the file, and what they were comes back to be put back") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    std::string one, other;
    MarkChange change = tagging("paper");
    change.archived = true;
    change.note = "said \"so\"\nand more";
    std::map<std::string, RunMarks> before;
    {
        const auto project = Project::open(file);
        one = addRun(*project, "head", 0);
        other = addRun(*project, "head", 1);
        CHECK(project->mark({one}, tagging("first")).at(one) == RunMarks());
        before = project->mark({one, other, "0123456789abcdef"}, change);
        CHECK(before == std::map<std::string, RunMarks>{{one, {false, {"first"}, ""}}, {other, {}}});
        CHECK(project->mark({one, other}, change).empty());  // nothing was changed
    }
    {
        const auto reader = Project::openForReading(file);
        const RunRecord record = reader->requireRun(one);
        CHECK(record.marks == RunMarks{true, {"first", "paper"}, "said \"so\"\nand more"});
        CHECK(reader->runs().at(1).marks.archived);
        CHECK_THROWS_MATCHES(reader->mark({one}, change), Error, says("open read-only"));
    }
    const auto project = Project::open(file);
    project->remove({other});
    project->setMarks(before);
    REQUIRE(project->runs().size() == 1);
    CHECK(project->run(one)->marks == RunMarks{false, {"first"}, ""});
}

TEST_CASE("Archived runs are not trained until they are planned or put back") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string waiting = addRun(*project, "head", 0), failed = addRun(*project, "head", 1),
                      done = addRun(*project, "head", 2);
    project->begin(failed);
    project->finish(failed, resultOf(0.5, Status::Failed), nullptr);
    project->begin(done);
    project->finish(done, resultOf(0.9), nullptr);
    project->mark({waiting, failed, done}, archiving(true));
    CHECK(project->pending().empty());
    CHECK(project->addRuns({specOf("head", 0), specOf("head", 1), specOf("head", 2)}, {1000, 1000, 1000}) == 0);
    CHECK(project->pending() == std::vector{waiting});
    CHECK(project->run(failed)->marks.archived);
    CHECK(project->run(done)->marks.archived);
    CHECK(project->run(done)->result.dev == 0.9);  // and not trained twice
    project->retry(failed);
    CHECK(project->pending() == std::vector{waiting, failed});
    CHECK_FALSE(project->run(failed)->marks.archived);
}

TEST_CASE("Several runs are removed together or not at all") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string a = addRun(*project, "head", 0), b = addRun(*project, "head", 1), c = addRun(*project, "head", 2);
    project->addPoint(a, pointAt(10));
    project->begin(b);
    CHECK_THROWS_MATCHES(project->remove({a, b}), Error, says(b + " is being trained: stop it first"));
    CHECK(project->runs().size() == 3);
    CHECK(project->curve(a).size() == 1);
    project->remove({a, c});
    REQUIRE(project->runs().size() == 1);
    CHECK(project->runs()[0].id == b);
    CHECK(project->curve(a).empty());
}

TEST_CASE("Runs of a file from before marks have none and can get some") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    const std::string recorded = GENERATE("project-1.sql", "project-2.sql");
    CAPTURE(recorded);
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(readFile(sourceFolder() / "tests/core/experiment" / recorded));
    }
    CHECK(Project::openForReading(file)->runs().at(0).marks == RunMarks());
    const std::string id = Project::open(file)->runs().at(0).id;
    Project::open(file)->mark({id}, tagging("old"));
    CHECK(Project::open(file)->run(id)->marks.tags == Texts{"old"});
}
