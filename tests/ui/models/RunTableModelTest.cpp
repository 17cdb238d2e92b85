// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/models/RunFilterModel.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

QString shown(const QAbstractItemModel& model, int row, RunTableModel::Column column) {
    return model.index(row, column).data().toString();
}

}  // namespace

TEST_CASE("The run table shows every run with separators and signs") {
    RunTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(RunRow::of(fabricatedSweep()));
    REQUIRE(model.rowCount() == 21);
    CHECK(shown(model, 3, RunTableModel::DesignText) == "houlsby:m=8");
    CHECK(shown(model, 3, RunTableModel::Trained) == "20,050");
    CHECK(shown(model, 3, RunTableModel::Dev) == "0.8760");
    CHECK(shown(model, 3, RunTableModel::State) == "\u2713 done");
    CHECK(shown(model, 16, RunTableModel::State) == "\u2197 diverged");
    CHECK(shown(model, 16, RunTableModel::Dev).isEmpty());
    CHECK(model.index(16, 0).data(Qt::ToolTipRole).toString().contains("NaN at step 17"));
}

TEST_CASE("Why a run failed and what was noticed about it is in the window's words") {
    RunTableModel model;
    RunRecord run = fabricatedRun("houlsby", 0, 0, 100, Status::Failed);
    run.result.message = {"The base b has no pooler: choose {}.", setTo(Setting::Pooling, "cls or mean")};
    run.remarks = {Sentence("t.tsv is split: see {}.", Setting::Split), "It has 3 rows."};
    model.setRows(RunRow::of({run}));
    CHECK(shown(model, 0, RunTableModel::Reason) ==
          "The base b has no pooler: choose \"Pooling: cls or mean\" on the Sweep page.");
    const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
    CHECK(tip.contains("choose \"Pooling: cls or mean\" on the Sweep page."));
    CHECK(tip.contains("t.tsv is split: see \"Split\"."));
    CHECK(tip.endsWith("It has 3 rows."));
    CHECK_FALSE(tip.contains("--"));
}

TEST_CASE("A run that ends changes its row and a new run appends one") {
    RunTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto runs = fabricatedSweep();
    const RunRecord last = runs.back();
    runs.back() = fabricatedRun("full", 2, 0, last.parameters, Status::Waiting);
    model.setRows(RunRow::of(runs));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), reset(&model, &QAbstractItemModel::modelReset);
    runs.back() = last;
    runs.push_back(fabricatedRun("layernorm", 3, 0.8, 2562));
    model.setRows(RunRow::of(runs));
    CHECK(reset.count() == 0);
    REQUIRE(changed.count() == 1);
    CHECK(changed[0][0].toModelIndex().row() == 20);
    REQUIRE(model.rowCount() == 22);
    CHECK(model.rowOf(QString::fromStdString(runs.back().id)) == 21);
    CHECK(shown(model, 20, RunTableModel::Dev) == "0.9140");
}

TEST_CASE("Runs that were removed leave the table") {
    RunTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto runs = fabricatedSweep();
    model.setRows(RunRow::of(runs));
    runs.erase(runs.begin());
    model.setRows(RunRow::of(runs));
    REQUIRE(model.rowCount() == 20);
    CHECK(shown(model, 0, RunTableModel::DesignText) == "layernorm");
}

TEST_CASE("A run that cannot be read is at the end with its reason and passes every scope") {
    RunTableModel model;
    RunFilterModel filtered(model);
    QAbstractItemModelTester tester(&filtered, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const UnreadableRun run{"0123456789abcdef", "prompt:n=8", "builtin",
                            "sentiment",        "done",       "There is no method 'prompt'."};
    model.setRows(RunRow::of(fabricatedSweep(), {run}));
    REQUIRE(model.rowCount() == 22);
    CHECK(shown(model, 21, RunTableModel::DesignText) == "prompt:n=8");
    CHECK(shown(model, 21, RunTableModel::Task) == "sentiment");
    CHECK(shown(model, 21, RunTableModel::State) == "not readable");
    CHECK(shown(model, 21, RunTableModel::Reason) == "There is no method 'prompt'.");
    for (const auto column : {RunTableModel::Method, RunTableModel::Trained, RunTableModel::Seed, RunTableModel::Dev,
                              RunTableModel::LearningRate, RunTableModel::Seconds})
        CHECK(shown(model, 21, column).isEmpty());
    CHECK(model.index(21, 0).data(Qt::ToolTipRole).toString().contains("There is no method"));
    CHECK(model.rowOf("0123456789abcdef") == 21);
    filtered.setScope("another base", "another task");
    REQUIRE(filtered.rowCount() == 1);
    CHECK(shown(filtered, 0, RunTableModel::Id) == "0123456789abcdef");
    CHECK(shown(filtered, 0, RunTableModel::Label) == "prompt:n=8");
    std::vector<bool> matching(22, true);
    matching[21] = false;
    filtered.setMatching(matching);
    CHECK(filtered.rowCount() == 0);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    UnreadableRun other = run;
    other.reason = {"There is no method '{}' with {} yet.", "prompt", NamedKey{"init", "Starts as", "text"}};
    model.setRows(RunRow::of(fabricatedSweep(), {other}));
    CHECK(changed.count() == 1);
    CHECK(shown(model, 21, RunTableModel::Reason) == "There is no method 'prompt' with \"Starts as: text\" yet.");
}

TEST_CASE("Sorting compares numbers and puts runs without a value last") {
    RunTableModel model;
    RunFilterModel sorted(model);
    QAbstractItemModelTester tester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(RunRow::of(fabricatedSweep()));
    sorted.sort(RunTableModel::Dev, Qt::DescendingOrder);
    CHECK(shown(sorted, 0, RunTableModel::Dev) == "0.9140");
    CHECK(shown(sorted, 20, RunTableModel::Dev).isEmpty());
    sorted.sort(RunTableModel::Trained, Qt::AscendingOrder);
    CHECK(shown(sorted, 0, RunTableModel::Trained) == "258");
    CHECK(shown(sorted, 20, RunTableModel::Trained) == "4,752,514");
}

TEST_CASE("Numbers within labels are sorted by their size") {
    RunTableModel model;
    RunFilterModel sorted(model);
    model.setRows(RunRow::of(fabricatedSweep()));
    sorted.sort(RunTableModel::Label, Qt::AscendingOrder);
    QStringList labels;
    for (int row = 0; row < sorted.rowCount(); ++row)
        labels << shown(sorted, row, RunTableModel::Label);
    labels.removeDuplicates();
    CHECK(labels == QStringList{"full", "head", "houlsby:m=2", "houlsby:m=8", "houlsby:m=32", "layernorm", "top"});
}

TEST_CASE("The filter keeps the runs that match, on one base and task") {
    RunTableModel model;
    RunFilterModel filtered(model);
    QAbstractItemModelTester tester(&filtered, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(RunRow::of(fabricatedSweep()));
    std::vector<bool> matching(21, false);
    matching[3] = matching[16] = true;
    filtered.setMatching(matching);
    REQUIRE(filtered.rowCount() == 2);
    CHECK(shown(filtered, 1, RunTableModel::Label) == "houlsby:m=2");
    filtered.setMatching({});
    filtered.setScope("another base", "task-hash");
    CHECK(filtered.rowCount() == 0);
    filtered.setScope("base-hash", "task-hash");
    CHECK(filtered.rowCount() == 21);
}

TEST_CASE("A note is edited only if that is allowed, and is reported once") {
    RunTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto runs = fabricatedSweep();
    runs[0].marks = {true, {"baseline", "paper"}, "mine"};
    model.setRows(RunRow::of(runs));
    QSignalSpy edited(&model, &RunTableModel::noteEdited);
    const QModelIndex note = model.index(0, RunTableModel::Note);
    CHECK(shown(model, 0, RunTableModel::Tags) == "baseline, paper");
    CHECK(shown(model, 0, RunTableModel::State) == "\u2713 done, archived");
    CHECK_FALSE(model.setData(note, "other"));
    model.setEditable(true);
    CHECK_FALSE(model.flags(model.index(0, RunTableModel::Tags)).testFlag(Qt::ItemIsEditable));
    CHECK(note.data(Qt::EditRole).toString() == "mine");
    CHECK_FALSE(model.setData(note, " mine "));
    CHECK(edited.count() == 0);
    CHECK(model.setData(note, "other"));
    REQUIRE(edited.count() == 1);
    CHECK(edited[0][0].toString().toStdString() == runs[0].id);
    CHECK(edited[0][1] == "other");
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRows(RunRow::of(runs));  // the project did not take it
    CHECK(changed.count() == 1);
    CHECK(shown(model, 0, RunTableModel::Note) == "mine");
}

TEST_CASE("A label is changed by itself and kept when its run changes") {
    RunTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto runs = fabricatedSweep();
    model.setRows(RunRow::of(runs));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QStringList labels(21);
    labels[3] = "m=8";
    model.setLabels(labels);
    REQUIRE(changed.count() == 1);
    CHECK(changed[0][0].toModelIndex() == model.index(3, RunTableModel::Label));
    CHECK(shown(model, 3, RunTableModel::Label) == "m=8");
    CHECK(shown(model, 3, RunTableModel::DesignText) == "houlsby:m=8");
    CHECK(shown(model, 4, RunTableModel::Label) == "houlsby:m=32");
    runs[3].result.dev = 0.5;
    model.setRows(RunRow::of(runs));
    CHECK(shown(model, 3, RunTableModel::Dev) == "0.5000");
    CHECK(shown(model, 3, RunTableModel::Label) == "m=8");
}
