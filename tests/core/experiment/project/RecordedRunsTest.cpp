// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was written once stays true: the ids of planned runs, and every cell of a stored project.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

#include <map>

#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::filesystem::path recorded(const char* name) {
    return sourceFolder() / "tests/core/experiment" / name;
}

/// The built-in base's shape, under the hash that it had.
PlannedBase baseOf(const nlohmann::json& record) {
    PlannedBase base{"builtin", record["bases"]["builtin"].get<std::string>(), {}, {}};
    base.config.hidden = 128;
    base.config.layers = 4;
    base.config.heads = 4;
    base.config.intermediate = 512;
    base.config.positions = 128;
    base.config.defaultPooling = Pooling::Mean;
    return base;
}

std::vector<PlannedTask> tasksOf(const Sweep& sweep, const nlohmann::json& record) {
    std::vector<PlannedTask> tasks;
    for (const TaskSource& source : sweep.tasks) {
        PlannedTask task;
        task.source = source;
        task.name = source.name;
        task.hash = record["tasks"][source.name].get<std::string>();
        task.trainRows = 2000;
        tasks.push_back(std::move(task));
    }
    return tasks;
}

/// A row of the recorded project as SQLite itself hands it out, every cell as text.
using Row = std::map<std::string, std::string>;

std::vector<Row> rowsOf(SQLite::Database& database, const std::string& select) {
    std::vector<Row> rows;
    SQLite::Statement query(database, select);
    while (query.executeStep()) {
        Row& row = rows.emplace_back();
        for (int column = 0; column < query.getColumnCount(); ++column)
            row[query.getColumnName(column)] = query.getColumn(column).getString();
    }
    return rows;
}

void checkSpec(const RunRecord& record, const Row& row) {
    const RunSpec& spec = record.spec;
    CHECK(runId(spec) == row.at("id"));
    CHECK(groupOf(record) == groupId(spec));
    CHECK(toText(spec.design) == row.at("design"));
    CHECK(spec.base == row.at("base"));
    CHECK(spec.baseHash == row.at("base_hash"));
    CHECK(toJson(spec.task).dump() == row.at("task"));
    CHECK(spec.taskName == row.at("task_name"));
    CHECK(spec.taskHash == row.at("task_hash"));
    CHECK(toText(spec.pooling) == row.at("pooling"));
    CHECK(toJson(spec.hyperparameters).dump() == row.at("hyperparameters"));
    CHECK(std::to_string(spec.seed) == row.at("seed"));
    CHECK(std::to_string(spec.dataSeed) == row.at("data_seed"));
}

void checkResult(const RunRecord& record, const Row& row) {
    const RunResult& result = record.result;
    CHECK(std::to_string(record.parameters) == row.at("parameters"));
    CHECK(std::to_string(record.order) == row.at("position"));
    CHECK(nlohmann::json(textsOf(record.remarks)).dump() == row.at("remarks"));
    CHECK(record.hasTuning == !row.at("tuning").empty());
    CHECK(toText(result.status) == row.at("status"));
    CHECK(std::to_string(result.trained) == row.at("trained"));
    CHECK(result.metric == row.at("metric"));
    CHECK(nlohmann::json(result.metrics).dump() == row.at("metrics"));
    CHECK(std::to_string(result.bestStep) == row.at("best_step"));
    CHECK(std::to_string(result.steps) == row.at("steps"));
    CHECK(std::to_string(result.attempts) == row.at("attempts"));
    CHECK(result.message.text() == row.at("message"));
    CHECK(nlohmann::json(result.environment).dump() == row.at("environment"));
    CHECK(result.dev == result.metrics.at("dev_" + result.metric));
    CHECK(result.test == result.metrics.at("test_" + result.metric));
    CHECK(result.seconds == std::stod(row.at("seconds_text")));
}

}  // namespace

TEST_CASE("Every run of the recorded sweeps has the id that was recorded") {
    const auto record = nlohmann::json::parse(readFile(recorded("recorded-runs.json")));
    for (const auto& each : record["sweeps"]) {
        const Sweep sweep = sweepFromJson(each["sweep"]);
        nlohmann::json runs = nlohmann::json::array();
        for (const PlannedRun& run : plan(sweep, {baseOf(record)}, tasksOf(sweep, record)))
            runs.push_back(
                {run.id, toText(run.spec.design), run.spec.taskName, effectiveLearningRate(run.spec), run.spec.seed});
        REQUIRE(runs.size() == each["runs"].size());
        for (std::size_t i = 0; i < runs.size(); ++i)
            CHECK(runs[i] == each["runs"][i]);
    }
}

TEST_CASE("A file of format 2 opens with every cell as it was written") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    std::vector<Row> rows;
    std::map<std::string, nlohmann::json> curves;
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(readFile(recorded("project-2.sql")));
        rows = rowsOf(database, "SELECT *, printf('%!.17g', seconds) AS seconds_text FROM runs ORDER BY position");
        for (const Row& row : rowsOf(database, "SELECT run, point FROM points ORDER BY run, step"))
            curves[row.at("run")].push_back(nlohmann::json::parse(row.at("point")));
    }
    const auto project = Project::open(file);
    REQUIRE(rows.size() == 6);
    REQUIRE(project->runs().size() == rows.size());
    CHECK(project->unreadable().empty());
    std::vector<PlannedRun> again;
    for (const Row& row : rows) {
        const RunRecord record = project->requireRun(row.at("id"));
        INFO(row.at("id"));
        checkSpec(record, row);
        checkResult(record, row);
        nlohmann::json curve = nlohmann::json::array();
        for (const CurvePoint& point : record.result.curve)
            curve.push_back(toJson(point));
        CHECK(curve.dump() == curves.at(row.at("id")).dump());  // as text, for NaN is not equal to itself
        again.push_back({record.spec, {}, {}, 1, 0, 0, 0, 0, {}});
    }
    CHECK(project->addRuns(again) == 0);
    CHECK(project->pending().empty());
}

TEST_CASE("The runs of a file of format 2 have the ids and scores that were printed when they ended") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(readFile(recorded("project-2.sql")));
    }
    const auto project = Project::openForReading(file);
    const std::map<std::string, std::pair<double, double>> scores = {
        {"7f3448978ba0928b", {0.5033333333333333, 0.509}},
        {"dd82149424c715b5", {0.5033333333333333, 0.517}},
        {"26585859bc305f75", {0.495, 0.501}},
        {"2131101ce10b1384", {0.52, 0.505}},
        {"9c3dbc7ecbc2f493", {0.75, 0.5}},
        {"7f967dbf5a2ab8f4", {0.75, 0.5}},
    };
    REQUIRE(project->runs().size() == scores.size());
    for (const RunRecord& run : project->runs()) {
        INFO(run.id);
        CHECK(std::pair(run.result.dev.value(), run.result.test.value()) == scores.at(run.id));
    }
    const RunRecord head = project->find("26585859");
    REQUIRE(head.result.curve.size() == 3);
    CHECK(head.result.curve[1].step == 2);
    CHECK(head.result.curve[1].trainLoss == 0.6973685622215271);
    CHECK(head.result.curve[1].metrics.at("mcc") == -0.011625549411016563);
    const RunRecord both = project->find("7f967dbf");
    CHECK(both.spec.design.name() == "houlsby & lora");
    CHECK(both.spec.hyperparameters.warmup == 0.06);
    CHECK(both.result.curve.at(1).identity.at(0).distance == 0.008668608308653347);
    CHECK(both.remarks.at(1).text() ==
          "reviews.tsv: split into 32/4/4 rows for train, dev and test (label by label, always the same).");
    project->extractTuning(head.id, folder / "head.safetensors");
    CHECK(std::filesystem::file_size(folder / "head.safetensors") == 1296);
}
