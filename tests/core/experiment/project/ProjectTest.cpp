// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <cmath>
#include <limits>
#include <thread>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

int queriesSoFar = 0;

extern "C" int countQuery(unsigned, void*, void*, void*) {
    ++queriesSoFar;
    return 0;
}

extern "C" int watchQueries(sqlite3* database, const char**, const sqlite3_api_routines*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, &countQuery, nullptr);
}

/// Counts the statements of every database that is opened while it lives.
struct QueryCount {
    QueryCount() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watchQueries)); }
    ~QueryCount() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watchQueries)); }

    template <typename Action>
    int of(Action action) const {
        queriesSoFar = 0;
        action();
        return queriesSoFar;
    }
};

}  // namespace

TEST_CASE("Points that are added together are one change") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string one = addRun(*project), other = addRun(*project, "houlsby:m=4");
    CHECK_THROWS_AS(project->addPoints({{one, pointAt(10)}, {"nobody", pointAt(10)}}), Error);
    CHECK(project->curve(one).empty());
    project->addPoints({{one, pointAt(10)}, {other, pointAt(10)}, {one, pointAt(20)}});
    CHECK(project->curve(one).size() == 2);
    CHECK(project->curve(other).size() == 1);
}

TEST_CASE("A run comes back from the file as it was put in") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    RunSpec spec = specOf("houlsby:m=8,sigma=0.0123,lr=3e-5", 7);
    spec.dataSeed = std::numeric_limits<std::uint64_t>::max();
    spec.task.limitTrain = 2000;
    spec.pooling = Pooling::Pooler;
    spec.hyperparameters.epochs = 5;
    const std::string id = runId(spec);
    RunResult result = resultOf(0.1 + 0.2);
    result.message = "said \"so\"";
    result.test.reset();
    result.environment = {{"cpu", "AVX2"}};
    result.devRows = rowOutcomes({0, 1, 1}, {0, 1, 0}, {2, 1}, "accuracy");
    result.testRows = rowOutcomes({0, 1, 1}, {0, 1, 0}, {2, 1}, "f1");
    {
        const auto project = Project::open(file);
        CHECK(project->addRuns({spec}, {1234}) == 1);
        project->begin(id);
        project->addPoint(id, pointAt(10, 0.25));
        project->finish(id, result, nullptr);
    }
    const auto project = Project::open(file);
    CHECK(project->interruptedAtOpening() == 0);
    const RunRecord record = project->run(id).value();
    CHECK(record.id == id);
    CHECK(toJson(record.spec) == toJson(spec));
    CHECK(record.parameters == 1234);
    CHECK(record.result.attempts == 1);
    CHECK(!record.hasTuning);
    result.attempts = 1;
    result.curve = {pointAt(10, 0.25)};
    CHECK(toJson(record.result) == toJson(result));
    CHECK(record.result.devRows == result.devRows);
    CHECK(record.result.testRows.answers == "ADC");
    CHECK(project->runs().at(0).result.curve.empty());
    CHECK(project->curve(id).size() == 1);
    CHECK(!project->run("0123456789abcdef"));
}

TEST_CASE("What a run costs comes back from the file, and runs of earlier versions have none") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string costed = addRun(*project), old = addRun(*project, "houlsby:m=4");
    RunResult result = resultOf(0.8);
    for (const std::string& run : {costed, old})
        project->begin(run);
    project->finish(old, result, nullptr);
    result.costs = RunCosts{1000, 4000, 0.125, 96};
    project->finish(costed, result, nullptr);
    CHECK(project->requireRun(costed).result.costs == result.costs);
    CHECK_FALSE(project->requireRun(old).result.costs);
}

TEST_CASE("Runs are added once and keep the order of the queue") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const RunSpec a = specOf("houlsby:m=2"), b = specOf("head"), c = specOf("full");
    CHECK(project->addRuns({b, a, b}, {1, 2, 1}) == 2);
    CHECK(project->addRuns({c, a}, {3, 2}) == 1);
    CHECK(project->pending() == std::vector{runId(b), runId(a), runId(c)});
    const std::vector<RunRecord> runs = project->runs();
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].order < runs[1].order);
    CHECK(runs[1].order < runs[2].order);
    CHECK(toText(runs[1].spec.design) == "houlsby:m=2");
}

TEST_CASE("Adding a run again brings only its places up to date") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    RunSpec spec = specOf("head");
    const std::string id = addRun(*project, "head");
    project->begin(id);
    project->finish(id, resultOf(0.5, Status::Diverged), nullptr);
    spec.base = "/moved/base";
    spec.task.name = "/moved/task.tsv";
    CHECK(project->addRuns({spec}, {1000}) == 0);
    const RunRecord record = project->run(id).value();
    CHECK(record.spec.base == "/moved/base");
    CHECK(record.spec.task.name == "/moved/task.tsv");
    CHECK(record.result.status == Status::Diverged);
}

TEST_CASE("A pilot stays one until it is planned as a full run, and tried rates stay known") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    PlannedRun run;
    run.spec = specOf("head");
    run.isPilot = true;
    const std::string id = runId(run.spec);
    {
        const auto project = Project::open(file);
        project->addRuns({run});
        project->finish(id, resultOf(0.5), nullptr);
        CHECK(project->requireRun(id).isPilot);
        project->addRuns({run});
        CHECK(project->requireRun(id).isPilot);
        run.isPilot = false;
        run.tried = {{1e-3, 0.5, id}, {1e-2, std::nullopt, "other"}};
        CHECK(project->addRuns({run}) == 0);
    }
    const auto project = Project::open(file);
    CHECK_FALSE(project->requireRun(id).isPilot);
    CHECK(project->requireRun(id).tried == run.tried);
    CHECK(project->requireRun(id).result.status == Status::Done);
    // Planned with that rate by somebody, and by a sweep of pilots.
    PlannedRun given = run;
    given.tried.clear();
    project->addRuns({given});
    CHECK(project->requireRun(id).tried == run.tried);
    given.isPilot = true;
    project->addRuns({given});
    CHECK_FALSE(project->requireRun(id).isPilot);
    CHECK_FALSE(withoutPilots(project->runs()).empty());
}

TEST_CASE("What is to train are the waiting and the interrupted runs") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    std::vector<std::string> ids;
    for (std::uint64_t seed = 0; seed < 8; ++seed)
        ids.push_back(addRun(*project, "head", seed));
    for (std::size_t status = 0; status < 8; ++status)
        project->setStatus(ids[status], static_cast<Status>(status), "because");
    CHECK(project->pending() ==
          std::vector{ids[static_cast<int>(Status::Waiting)], ids[static_cast<int>(Status::Interrupted)]});
    CHECK(project->run(ids[4])->result.message.text() == "because");
}

TEST_CASE("A library's trace that an older version stored is not shown") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = addRun(*project, "head");
    project->setStatus(id, Status::Failed, "The engine failed: sizes (Exception raised from infer at ../Utils.cpp:35)");
    CHECK(project->run(id)->result.message.text() == "The engine failed for an unexpected reason.");
}

TEST_CASE("Beginning counts the attempt and empties what an earlier one left") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const auto tensors = folder / "t.safetensors";
    writeFile(tensors, "tensors");
    const std::string id = addRun(*project);
    project->begin(id);
    project->addPoint(id, pointAt(10));
    project->finish(id, resultOf(0.9, Status::Cancelled), &tensors);
    project->begin(id);
    const RunRecord record = project->run(id).value();
    CHECK(record.result.status == Status::Running);
    CHECK(record.result.attempts == 2);
    CHECK(record.result.curve.empty());
    CHECK(!record.result.dev);
    CHECK(record.result.metrics.empty());
    CHECK(!record.hasTuning);
}

TEST_CASE("A point for the same step replaces the earlier one and a loss may be NaN") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = addRun(*project);
    CurvePoint point = pointAt(20, 0.25);
    point.trainLoss = std::numeric_limits<double>::quiet_NaN();
    project->addPoint(id, pointAt(20, 0.5));
    project->addPoint(id, pointAt(5));
    project->addPoint(id, point);
    const std::vector<CurvePoint> curve = project->curve(id);
    REQUIRE(curve.size() == 2);
    CHECK(curve[0].step == 5);
    CHECK(curve[1].dev == 0.25);
    CHECK(std::isnan(curve[1].trainLoss));
    RunResult diverged = resultOf(std::numeric_limits<double>::quiet_NaN(), Status::Diverged);
    diverged.seconds = std::numeric_limits<double>::infinity();
    diverged.curve = {pointAt(30)};
    project->finish(id, diverged, nullptr);
    CHECK(!project->run(id)->result.dev);
    CHECK(project->curve(id).size() == 3);
}

TEST_CASE("The points before training are read for all runs at once") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string first = addRun(*project, "houlsby:m=8", 0), second = addRun(*project, "houlsby:m=8", 1);
    const std::string late = addRun(*project, "houlsby:m=8", 2);
    project->addPoint(first, pointAt(0, 0.25));
    project->addPoint(first, pointAt(20, 0.5));
    CurvePoint measured = pointAt(0, 0.75);
    measured.identity = {{1, Site::Ffn, 1e-13, 2e-13, 3e-13}};
    project->addPoint(second, measured);
    project->addPoint(late, pointAt(20));
    const auto starts = project->starts();
    REQUIRE(starts.size() == 2);
    CHECK(starts.at(first).dev == 0.25);
    CHECK(starts.at(first).identity.empty());
    REQUIRE(starts.at(second).identity.size() == 1);
    CHECK(starts.at(second).identity[0].distance == 1e-13);
}

TEST_CASE("Retry is for runs that ended badly") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = addRun(*project);
    project->begin(id);
    CHECK_THROWS_MATCHES(project->retry(id), Error, says("stop it first"));
    CHECK_THROWS_MATCHES(project->remove({id}), Error, says("stop it first"));
    project->finish(id, resultOf(0.9, Status::Failed), nullptr);
    project->retry(id);
    CHECK(project->pending() == std::vector{id});
    CHECK(project->run(id)->result.attempts == 1);
    project->finish(id, resultOf(0.9), nullptr);
    CHECK_THROWS_MATCHES(project->retry(id), Error, says(id + " is done"));
    CHECK(project->run(id)->result.dev == 0.9);
}

TEST_CASE("Calls for a run that is not there name it") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = "0123456789abcdef";
    CHECK_THROWS_MATCHES(project->begin(id), Error, says(id));
    CHECK_THROWS_MATCHES(project->addPoint(id, pointAt(1)), Error, says(id));
    CHECK_THROWS_MATCHES(project->finish(id, resultOf(1), nullptr), Error, says("p.adapterscope"));
    CHECK_THROWS_MATCHES(project->setStatus(id, Status::Failed), Error, says(id));
    CHECK_THROWS_MATCHES(project->retry(id), Error, says(id));
    CHECK_THROWS_MATCHES(project->remove({id}), Error, says(id));
    CHECK_THROWS_MATCHES(project->extractTuning(id, folder / "t"), Error, says(id));
}

TEST_CASE("Tunings are kept by content and go with the last run that refers to them") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope", tensors = folder / "t.safetensors", out = folder / "out.safetensors";
    std::string content;
    content.resize(9'000'000, 'x');  // three parts
    for (std::size_t i = 0; i < content.size(); i += 4096)
        content[i] = static_cast<char>(i >> 12);
    writeFile(tensors, content);
    const auto project = Project::open(file);
    const std::string a = addRun(*project, "houlsby:m=2"), b = addRun(*project, "houlsby:m=4");
    for (const std::string& id : {a, b}) {
        project->begin(id);
        project->finish(id, resultOf(0.5), &tensors);
    }
    CHECK(project->run(a)->hasTuning);
    CHECK(project->runs().at(1).hasTuning);
    std::filesystem::remove(tensors);
    project->remove({a});
    project->extractTuning(b, out);
    CHECK(readFile(out) == content);
    CHECK(std::filesystem::file_size(file) < 2 * content.size());  // one copy
    const std::string c = addRun(*project, "houlsby:m=8");
    project->remove({b});
    writeFile(tensors, content);
    project->begin(c);
    project->finish(c, resultOf(0.5), &tensors);
    project->extractTuning(c, out);
    CHECK(readFile(out) == content);
}

TEST_CASE("A run without a tuning reports why and a bad place to write is named") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const auto tensors = folder / "t.safetensors", absent = folder / "absent.safetensors";
    const std::string id = addRun(*project);
    CHECK_THROWS_MATCHES(project->extractTuning(id, folder / "out"), Error, says("it is waiting"));
    project->begin(id);
    CHECK_THROWS_MATCHES(project->finish(id, resultOf(0.5), &absent), Error, says("absent.safetensors"));
    CHECK(project->run(id)->result.status == Status::Running);
    project->finish(id, resultOf(0.5), nullptr);
    CHECK_THROWS_MATCHES(project->extractTuning(id, folder / "out"), Error, says("--keep-weights all"));
    writeFile(tensors, "tensors");
    project->finish(id, resultOf(0.5), &tensors);
    CHECK_THROWS_MATCHES(project->extractTuning(id, folder / "none" / "out"), Error, says("none/out"));
}

TEST_CASE("Named values are kept and absent ones are empty") {
    const TempFolder folder;
    {
        const auto project = Project::open(folder / "p.adapterscope");
        CHECK(project->value("design").empty());
        project->setValue("design", "\"head\"");
        project->setValue("design", "\"full\"");
    }
    CHECK(Project::open(folder / "p.adapterscope")->value("design") == "\"full\"");
}

TEST_CASE("An untitled project becomes a file by saving it and leaves nothing behind") {
    const TempFolder folder;
    const auto target = folder / "saved.adapterscope";
    std::filesystem::path temporary;
    {
        const auto project = Project::untitled();
        temporary = project->file();
        CHECK(project->isUntitled());
        const std::string id = addRun(*project);
        project->addPoint(id, pointAt(10));
        project->saveAs(target);
        CHECK(!project->isUntitled());
        CHECK(project->file() == target);
        CHECK(!std::filesystem::exists(temporary.parent_path()));
        project->addPoint(id, pointAt(20));
        CHECK(project->curve(id).size() == 2);
    }
    CHECK(Project::open(target)->curve(runId(specOf("houlsby:m=8"))).size() == 2);
    {
        const auto project = Project::untitled();
        temporary = project->file();
        CHECK(std::filesystem::exists(temporary));
    }
    CHECK(!std::filesystem::exists(temporary.parent_path()));
}

TEST_CASE("Saving elsewhere copies everything and leaves the old file as it is") {
    const TempFolder folder;
    const auto first = folder / "first.adapterscope", second = folder / "second.adapterscope";
    const auto tensors = folder / "t.safetensors";
    writeFile(tensors, "tensors");
    const auto project = Project::open(first);
    const std::string id = addRun(*project);
    project->begin(id);
    project->addPoint(id, pointAt(10));
    project->finish(id, resultOf(0.75), &tensors);
    project->setValue("notes", "\"mine\"");
    addRun(*Project::open(second), "head");  // is replaced
    project->saveAs(second);
    const std::string later = addRun(*project, "full");
    REQUIRE(project->runs().size() == 2);
    CHECK(project->run(id)->result.dev == 0.75);
    CHECK(project->value("notes") == "\"mine\"");
    project->extractTuning(id, folder / "out");
    CHECK(readFile(folder / "out") == "tensors");
    const auto old = Project::open(first);  // no longer held
    CHECK(old->runs().size() == 1);
    CHECK(old->curve(id).size() == 1);
    CHECK(!old->run(later));
}

TEST_CASE("Saving over a file that is not a project or is held elsewhere is refused and changes nothing") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    const std::string id = addRun(*project);
    writeFile(folder / "letter.txt", "Dear reader");
    CHECK_THROWS_MATCHES(project->saveAs(folder / "letter.txt"), Error,
                         says("letter.txt is not an AdapterScope project"));
    CHECK(readFile(folder / "letter.txt") == "Dear reader");
    const auto other = Project::open(folder / "other.adapterscope");
    CHECK_THROWS_MATCHES(project->saveAs(folder / "other.adapterscope"), Error, says("other.adapterscope is open"));
    CHECK_THROWS_MATCHES(project->saveAs(folder / "none" / "p.adapterscope"), Error, says("Create it first"));
    CHECK(project->file() == folder / "p.adapterscope");
    CHECK(project->pending() == std::vector{id});
    project->saveAs(folder / "p.adapterscope");
    CHECK(project->pending() == std::vector{id});
}

/// Each row is looked up by itself (scanRuns).
TEST_CASE("A thousand runs are listed by one look at each and as few queries beside as ten") {
    const QueryCount queries;
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    std::vector<RunSpec> specs;
    for (int m = 1; m <= 10; ++m) {
        const RunSpec spec = specOf("houlsby:m=" + std::to_string(m));
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            specs.push_back(spec);
            specs.back().seed = seed;
        }
    }
    CHECK(project->addRuns(specs, std::vector<std::int64_t>(specs.size(), 1)) == 1000);
    for (std::size_t i = 0; i < 50; ++i)
        project->finish(runId(specs[i]), resultOf(0.5), nullptr);
    const auto few = Project::open(folder / "few.adapterscope");
    CHECK(few->addRuns({specs.begin(), specs.begin() + 10}, std::vector<std::int64_t>(10, 1)) == 10);
    const int forTen = queries.of([&] { CHECK(few->runs().size() == 10); });
    CHECK(forTen > 10);
    CHECK(queries.of([&] { CHECK(project->runs().size() == 1000); }) == forTen + 990);
}

TEST_CASE("Many threads write and read at once without losing anything") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    std::vector<std::string> ids;
    for (std::uint64_t seed = 0; seed < 4; ++seed)
        ids.push_back(addRun(*project, "head", seed));
    std::vector<std::thread> threads;
    for (const std::string& id : ids)
        threads.emplace_back([&project, id] {
            project->begin(id);
            for (int step = 1; step <= 25; ++step)
                project->addPoint(id, pointAt(step));
            project->finish(id, resultOf(0.5), nullptr);
        });
    threads.emplace_back([&project] {
        for (int i = 0; i < 50; ++i)
            project->setValue("notes", std::to_string(project->runs().size()));
    });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& id : ids) {
        CHECK(project->curve(id).size() == 25);
        CHECK(project->run(id)->result.status == Status::Done);
    }
    CHECK(project->pending().empty());
}

TEST_CASE("What was noticed when a run was planned is kept with it and does not name it") {
    const TempFolder folder;
    PlannedRun planned;
    planned.spec = specOf("head");
    planned.parameters = 258;
    planned.remarks = {{"reviews", "line 3: refused."}, {"head", "a line\nof two."}};
    const std::string id = runId(planned.spec);
    {
        const auto project = Project::open(folder / "p.adapterscope");
        CHECK(project->addRuns({planned}) == 1);
        CHECK(project->runs().at(0).id == id);
    }
    const auto project = Project::open(folder / "p.adapterscope");
    const std::vector<std::string> kept = {"reviews: line 3: refused.", "head: a line\nof two."};
    CHECK(textsOf(project->run(id)->remarks) == kept);
    project->begin(id);
    project->finish(id, resultOf(0.8), nullptr);
    CHECK(textsOf(project->runs().at(0).remarks) == kept);
    // Planned again from files without the fault.
    planned.remarks.clear();
    CHECK(project->addRuns({planned}) == 0);
    CHECK(project->run(id)->remarks.empty());
    CHECK(project->run(id)->result.status == Status::Done);
}
