// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSet>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/models/SweepGridModel.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The grid has a row for each design and a column for each seed") {
    SweepGridModel grid;
    QAbstractItemModelTester tester(&grid, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto runs = fabricatedSweep();
    QSet<QString> known;
    for (const auto& run : runs)
        known.insert(QString::fromStdString(run.id));
    grid.setRuns(runs, known);
    REQUIRE(grid.rowCount() == 7);
    REQUIRE(grid.columnCount() == 3);
    CHECK(grid.headerData(3, Qt::Vertical).toString() == "houlsby:m=8");
    CHECK(grid.headerData(1, Qt::Horizontal).toString() == "seed 1");
    CHECK(grid.index(3, 1).data().toString() == "\u2713 0.880");
    CHECK(grid.index(3, 2).data().toString() == "\u2197 diverged");
    CHECK(grid.index(3, 1).data(Qt::ToolTipRole).toString().contains("0.880000 at step 200"));
    CHECK(grid.index(3, 1).data(Qt::AccessibleTextRole).toString().contains("20,050 trained parameters"));
}

TEST_CASE("A planned cell fills as its run continues") {
    SweepGridModel grid;
    QAbstractItemModelTester tester(&grid, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RunRecord run = fabricatedRun("houlsby:m=2", 0, 0.8, 7714, Status::Waiting);
    const QString id = QString::fromStdString(run.id);
    grid.setRuns({run}, {});
    CHECK(grid.index(0, 0).data().toString() == "planned");
    run.result.status = Status::Running;
    grid.update(run);
    grid.setProgress(id, 0.45);
    CHECK(grid.index(0, 0).data().toString() == "\u25b6 45 %");
    grid.setTraining(false);
    CHECK(grid.index(0, 0).data().toString().endsWith("interrupted"));
    grid.setTraining(true);
    CHECK(grid.index(0, 0).data().toString() == "\u25b6 running");
    grid.update(fabricatedRun("houlsby:m=2", 0, 0.8, 7714));
    CHECK(grid.index(0, 0).data().toString() == "\u2713 0.800");
    CHECK(grid.indexOf(id) == grid.index(0, 0));
    CHECK_FALSE(grid.indexOf("no such run").isValid());
}

TEST_CASE("Rows name the hyperparameters that differ and tasks are groups of rows") {
    SweepGridModel grid;
    QAbstractItemModelTester tester(&grid, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RunRecord a = fabricatedRun("layernorm", 0, 0.8, 2562), b = a, c = a;
    b.spec.hyperparameters.learningRate = 0.01;
    b.id = runId(b.spec);
    c.spec.taskName = "topic";
    c.spec.taskHash = "other";
    c.id = runId(c.spec);
    grid.setRuns({a, c, b}, {});
    REQUIRE(grid.rowCount() == 5);
    CHECK(grid.index(0, 0).data().toString() == "sentiment");
    CHECK(grid.index(0, 0).data(SweepGridModel::HeadingRole).toBool());
    CHECK_FALSE(grid.index(0, 0).flags().testFlag(Qt::ItemIsEnabled));
    CHECK(grid.headerData(1, Qt::Vertical).toString() == "lr 3e-3");
    CHECK(grid.headerData(2, Qt::Vertical).toString() == "lr 1e-2");
    CHECK(grid.index(3, 0).data().toString() == "topic");
    CHECK(grid.headerData(4, Qt::Vertical).toString() == "lr 3e-3");
    CHECK(grid.indexOf(QString::fromStdString(c.id)) == grid.index(4, 0));
    CHECK(grid.index(4, 0).data(Qt::AccessibleTextRole).toString().startsWith("lr 3e-3, seed 0, topic, "));
}

TEST_CASE("A cell with several seeds shows their mean, their number and what became of the others") {
    SweepGridModel grid;
    QAbstractItemModelTester tester(&grid, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto runs = fabricatedSweep();
    QSet<QString> known;
    for (const auto& run : runs)
        known.insert(QString::fromStdString(run.id));
    runs.push_back(fabricatedRun("head", 3, 0.5, 258, Status::Waiting));
    grid.setRuns(runs, known);
    CHECK_FALSE(grid.isShared());
    grid.setAxes({"", "m"});
    CHECK(grid.isShared());
    CHECK(grid.axes() == GridAxes{byDesign, "m"});
    REQUIRE(grid.rowCount() == 5);
    REQUIRE(grid.columnCount() == 4);
    CHECK(grid.headerData(3, Qt::Horizontal).toString() == "without m");
    CHECK(grid.headerData(2, Qt::Vertical).toString() == "houlsby");
    CHECK(grid.index(2, 0).data().toString() == "\u2713 0.838 (2)\n\u2197 1 diverged");
    CHECK(grid.index(2, 2).data().toString() == "\u2713 0.900 (3)");
    CHECK(grid.index(2, 3).data().toString().isEmpty());
    CHECK(grid.index(2, 3).data(Qt::AccessibleTextRole).toString() == "houlsby, without m: no run");
    CHECK(grid.index(0, 3).data().toString() == "\u2713 0.700 (3)\n1 planned");
    CHECK_FALSE(grid.index(2, 0).data(SweepGridModel::StatusRole).isValid());
    CHECK(grid.index(2, 2).data(SweepGridModel::StatusRole).toInt() == static_cast<int>(Status::Done));
    const QString tip = grid.index(2, 0).data(Qt::ToolTipRole).toString();
    CHECK(tip.contains("accuracy on dev 0.838000, mean of 2 runs"));
    CHECK(tip.contains("seed 2: \u2197 diverged, The loss became NaN at step 17."));
    CHECK(grid.runs(grid.index(0, 3)).size() == 3);
    CHECK(grid.counts().of(Status::Done) == 19);
    CHECK(grid.counts().of(Status::Diverged) == 2);
    CHECK(grid.counts().of(Status::Waiting) == 0);
    RunRecord fourth = fabricatedRun("houlsby:m=2", 2, 0.862, 7714);
    grid.update(fourth);
    CHECK(grid.index(2, 0).data().toString() == "\u2713 0.846 (3)");
    CHECK(grid.counts().of(Status::Diverged) == 1);
}

TEST_CASE("A cell of runs in many states has the most important one in words, and its tip and reader text have all") {
    SweepGridModel grid;
    std::vector<RunRecord> runs;
    const Status states[] = {Status::Done, Status::Running, Status::Diverged, Status::Waiting, Status::Waiting};
    for (std::uint64_t seed = 0; seed < std::size(states); ++seed)
        runs.push_back(fabricatedRun("houlsby:m=2", seed, 0.8, 7714, states[seed]));
    RunRecord other = fabricatedRun("houlsby:m=8", 0, 0.9, 20050, Status::Failed), beside = other, last = other;
    beside.spec.seed = beside.spec.dataSeed = 1;
    beside.result.status = Status::Cancelled;
    last.spec.seed = last.spec.dataSeed = 2;
    last.result.status = Status::Waiting;
    for (RunRecord* run : {&other, &beside, &last}) {
        run->id = runId(run->spec);
        runs.push_back(*run);
    }
    QSet<QString> known;
    for (const RunRecord& run : runs)
        known.insert(QString::fromStdString(run.id));
    grid.setRuns(runs, known);
    grid.setAxes({byDesign, "m"});
    const QModelIndex cell = grid.indexOf(QString::fromStdString(runs[0].id));
    CHECK(cell.data().toString() == "\u2713 0.800 (1)\n\u2197 1 diverged +3");
    for (const auto role : {Qt::ToolTipRole, Qt::AccessibleTextRole}) {
        CHECK(cell.data(role).toString().contains("1 done, 1 diverged, 1 running, 2 waiting"));
        CHECK(cell.data(role).toString().contains("seed 0: \u2713 done, 0.800"));
    }
    const QStringList lines = grid.indexOf(QString::fromStdString(other.id)).data().toString().split('\n');
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].endsWith(" 1 failed"));
    CHECK(lines[1].endsWith(" 1 cancelled +1"));
}

TEST_CASE("A run that was deleted is planned again") {
    SweepGridModel grid;
    const RunRecord kept = fabricatedRun("head", 0, 0.5, 258), deleted = fabricatedRun("head", 1, 0.9, 258);
    grid.setRuns({kept, deleted}, {QString::fromStdString(kept.id), QString::fromStdString(deleted.id)});
    CHECK(grid.counts().of(Status::Done) == 2);
    RunRecord planned = deleted;
    planned.result = {};
    grid.setRuns({kept, planned}, {QString::fromStdString(kept.id)});
    CHECK(grid.index(0, 0).data().toString() == "\u2713 0.500");
    CHECK(grid.index(0, 1).data().toString() == "planned");
    CHECK(grid.index(0, 1).data(SweepGridModel::PlannedRole).toBool());
    CHECK(grid.counts().of(Status::Done) == 1);
    CHECK(grid.planned() == 1);
    CHECK(grid.runs().size() == 1);
}

TEST_CASE("Archived runs are shown as that, and count in no mean, range or number") {
    SweepGridModel grid;
    std::vector<RunRecord> runs = {fabricatedRun("head", 0, 0.5, 258), fabricatedRun("head", 1, 0.7, 258),
                                   fabricatedRun("full", 0, 0.6, 9000)};
    QSet<QString> known;
    for (const RunRecord& run : runs)
        known.insert(QString::fromStdString(run.id));
    runs[1].marks.archived = true;
    grid.setRuns(runs, known);
    const QModelIndex archived = grid.indexOf(QString::fromStdString(runs[1].id));
    CHECK(archived.data().toString() == "archived");
    CHECK(archived.data(Qt::ToolTipRole).toString().contains("archived (done): in no table, figure or average"));
    CHECK_FALSE(archived.data(Qt::ToolTipRole).toString().contains("0.7"));
    CHECK_FALSE(archived.data(SweepGridModel::StatusRole).isValid());
    CHECK_FALSE(archived.data(SweepGridModel::ScoreRole).isValid());
    CHECK(grid.indexOf(QString::fromStdString(runs[2].id)).data(SweepGridModel::ScoreRole).toDouble() == 1);
    CHECK(grid.counts().of(Status::Done) == 2);
    CHECK(grid.archived() == 1);
    CHECK(grid.planned() == 0);
    CHECK(grid.runs(archived).size() == 1);  // its menu can take it out of the archive
    grid.setAxes({byDesign, "method"});
    const QModelIndex shared = grid.indexOf(QString::fromStdString(runs[0].id));
    CHECK(shared.data().toString() == "\u2713 0.500 (1)\n1 archived");
}

TEST_CASE("Scores are placed between the lowest and the highest on their task") {
    SweepGridModel grid;
    const auto on = [](RunRecord run, const char* task) {
        run.spec.taskName = run.spec.taskHash = task;
        run.id = runId(run.spec);
        return run;
    };
    const std::vector<RunRecord> runs = {
        on(fabricatedRun("head", 0, 0.6, 258), "a"), on(fabricatedRun("bitfit", 0, 0.7, 300), "a"),
        on(fabricatedRun("full", 0, 0.8, 9000), "a"), on(fabricatedRun("head", 0, 0.2, 258), "b"),
        on(fabricatedRun("full", 0, 0.9, 9000, Status::Failed), "b")};
    QSet<QString> known;
    for (const auto& run : runs)
        known.insert(QString::fromStdString(run.id));
    grid.setRuns(runs, known);
    const auto share = [&](std::size_t run) {
        return grid.indexOf(QString::fromStdString(runs[run].id)).data(SweepGridModel::ScoreRole);
    };
    CHECK(share(0).toDouble() == 0);
    CHECK(share(1).toDouble() == Approx(0.5));
    CHECK(share(2).toDouble() == 1);
    CHECK(share(3).toDouble() == 1);  // the only one of its task
    CHECK_FALSE(share(4).isValid());
    grid.update(on(fabricatedRun("full", 0, 0.4, 9000), "b"));
    CHECK(share(3).toDouble() == 0);
}
