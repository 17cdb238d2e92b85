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

TEST_CASE("Rows name the hyperparameters and tasks that differ") {
    SweepGridModel grid;
    RunRecord a = fabricatedRun("layernorm", 0, 0.8, 2562), b = a, c = a;
    b.spec.hyperparameters.learningRate = 0.01;
    b.id = runId(b.spec);
    c.spec.taskName = "topic";
    c.spec.taskHash = "other";
    c.id = runId(c.spec);
    grid.setRuns({a, b, c}, {});
    REQUIRE(grid.rowCount() == 3);
    CHECK(grid.headerData(0, Qt::Vertical).toString() == "lr 3e-3, sentiment");
    CHECK(grid.headerData(1, Qt::Vertical).toString() == "lr 1e-2, sentiment");
    CHECK(grid.headerData(2, Qt::Vertical).toString() == "lr 3e-3, topic");
    CHECK(grid.nameOf(QString::fromStdString(c.id)) == "lr 3e-3, topic, seed 0");
    CHECK(grid.nameOf("another").isEmpty());
}
