// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/plots/ChartText.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord startedRun(const std::string& design, std::uint64_t seed, std::uint64_t dataSeed) {
    RunRecord run = fabricatedRun(design, seed, 0, 1000, Status::Running);
    run.spec.dataSeed = dataSeed;
    run.id = runId(run.spec);
    return run;
}

std::vector<std::string> namesOf(const LiveCurves& curves) {
    std::vector<std::string> names;
    for (const auto& line : curves.figure().lines)
        names.push_back(line.legend);
    return names;
}

std::vector<int> stylesOf(const LiveCurves& curves) {
    std::vector<int> styles;
    for (const auto& line : curves.figure().lines)
        styles.push_back(line.style);
    return styles;
}

std::vector<bool> palenessOf(const LiveCurves& curves) {
    std::vector<bool> pale;
    for (const auto& line : curves.figure().lines)
        pale.push_back(line.isPale);
    return pale;
}

QStringList idsOf(const std::vector<RunRecord>& runs) {
    QStringList ids;
    for (const RunRecord& run : runs)
        ids << QString::fromStdString(run.id);
    return ids;
}

/// Empty if it is hidden.
QString remarkOf(LiveCurves& curves) {
    const auto& remark = named<QLabel>(curves, "curvesRemark");
    return remark.isHidden() ? QString() : remark.text();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Runs that are trained have names of their own and styles that they keep") {
    LiveCurves curves;
    const RunRecord first = startedRun("houlsby:m=8", 0, 0);
    curves.begin(first);
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0"});
    CHECK(curves.figure().title.empty());
    curves.begin(startedRun("houlsby:m=8", 0, 7));
    CHECK(namesOf(curves) == Names{"seed 0", "seed 0/7"});
    CHECK(curves.figure().title == "houlsby:m=8");
    curves.begin(startedRun("houlsby:m=2", 0, 0));
    CHECK(namesOf(curves) == Names{"m=8, seed 0", "m=8, seed 0/7", "m=2, seed 0"});
    CHECK(curves.figure().title.empty());
    CHECK(stylesOf(curves) == std::vector<int>{0, 1, 2});
    curves.end(QString::fromStdString(first.id), Status::Done, {});
    CHECK(namesOf(curves).size() == 3);  // it stays until another starts
    curves.begin(startedRun("head", 0, 0));
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0/7", "houlsby:m=2, seed 0", "head, seed 0"});
    CHECK(stylesOf(curves) == std::vector<int>{1, 2, 0});
}

TEST_CASE("Runs that another process trains are drawn as far as they are, and stay until others begin") {
    LiveCurves curves;
    std::vector<RunRecord> runs{startedRun("houlsby:m=8", 0, 0), startedRun("houlsby:m=2", 0, 0)};
    const auto point = [](std::int64_t step, double dev) {
        CurvePoint reached;
        reached.step = step;
        reached.dev = dev;
        return reached;
    };
    runs[0].result.curve = {point(0, 0.5), point(10, 0.6)};
    curves.follow({runs[0]});
    CHECK_FALSE(curves.isHidden());
    CHECK(curves.followed() == idsOf({runs[0]}));
    REQUIRE(curves.figure().lines.size() == 1);
    CHECK(curves.figure().lines[0].dev.size() == 2);
    CHECK(curves.figure().lines[0].bestStep == 10);
    runs[0].result.curve.push_back(point(20, 0.7));
    runs[0].result.status = Status::Diverged;
    curves.follow({runs[0]});
    CHECK(curves.followed().isEmpty());
    REQUIRE(curves.figure().lines.size() == 1);
    CHECK(curves.figure().lines[0].dev.size() == 3);
    CHECK(namesOf(curves) == Names{"houlsby:m=8, seed 0 (diverged)"});
    curves.follow({runs[1]});
    CHECK(namesOf(curves) == Names{"m=2, seed 0"});
    curves.follow({runs[0]});  // it had ended, and nobody followed it
    CHECK(namesOf(curves) == Names{"m=2, seed 0"});
}

TEST_CASE("Of many selected runs the first are drawn, and a line of text states how many") {
    LiveCurves curves;
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 30; ++seed)
        runs.push_back(fabricatedRun("head", seed, 0.5, 258));
    curves.select(idsOf(runs), runs);
    REQUIRE(namesOf(curves).size() == 24);
    CHECK(namesOf(curves).back() == "seed 23");
    CHECK(curves.figure().title == "head");
    CHECK(stylesOf(curves).back() == 23);
    CHECK(remarkOf(curves) == "24 of 30 runs drawn: the first of the selected ones.");
    runs.resize(3);
    curves.select(idsOf(runs), runs);
    CHECK(namesOf(curves).size() == 3);
    CHECK(remarkOf(curves).isEmpty());
    curves.select({}, {});
    CHECK(namesOf(curves).empty());
    CHECK_FALSE(curves.isVisible());
}

TEST_CASE("Selected runs stand out among those that run, and stay while others begin") {
    LiveCurves curves;
    const RunRecord first = startedRun("houlsby:m=8", 0, 0), second = startedRun("houlsby:m=2", 0, 0);
    const std::vector<RunRecord> finished = {fabricatedRun("head", 0, 0.5, 258)};
    curves.begin(first);
    curves.begin(second);
    curves.select(idsOf(finished), finished);
    CHECK(namesOf(curves) == Names{"head, seed 0", "houlsby:m=8, seed 0", "houlsby:m=2, seed 0"});
    CHECK(palenessOf(curves) == std::vector<bool>{false, true, true});
    CHECK(stylesOf(curves) == std::vector<int>{2, 0, 1});
    CHECK(remarkOf(curves) == "The selected runs are drawn thick.");

    // A selected run that runs is one line, which continues and keeps its points when it has ended.
    curves.select(idsOf({second}), {second});
    CHECK(namesOf(curves) == Names{"houlsby:m=2, seed 0", "houlsby:m=8, seed 0"});
    CHECK(stylesOf(curves) == std::vector<int>{1, 0});
    CurvePoint point;
    point.step = 10;
    point.dev = 0.6;
    curves.addPoint(QString::fromStdString(second.id), point);
    curves.end(QString::fromStdString(second.id), Status::Done, {});
    curves.begin(startedRun("houlsby:m=4", 0, 0));
    CHECK(namesOf(curves) == Names{"houlsby:m=2, seed 0", "houlsby:m=8, seed 0", "houlsby:m=4, seed 0"});
    CHECK(curves.figure().lines.front().dev.size() == 1);
    curves.select({}, {});
    CHECK(palenessOf(curves) == std::vector<bool>{false, false});
    CHECK(remarkOf(curves).isEmpty());
}

TEST_CASE("While a run is trained the ring is at the evaluation that it would keep") {
    LiveCurves curves;
    const RunRecord run = startedRun("head", 0, 0);
    curves.begin(run);
    const auto ringAfter = [&](std::int64_t step, double dev, double devLoss) {
        CurvePoint point;
        point.step = step;
        point.dev = dev;
        point.devLoss = devLoss;
        curves.addPoint(QString::fromStdString(run.id), point);
        curves.select({}, {});  // composes the figure
        return curves.figure().lines.front().bestStep;
    };
    CHECK(ringAfter(0, 0.9, 0.1) == -1);
    CHECK(ringAfter(10, 0.8, 0.5) == 10);
    CHECK(ringAfter(20, 0.8, 0.4) == 20);
    CHECK(ringAfter(30, 0.8, 0.4) == 20);
    CHECK(ringAfter(40, 0.7, 0.1) == 20);
}

TEST_CASE("The selected runs are drawn before those that run if there are too many") {
    LiveCurves curves;
    for (std::uint64_t seed = 0; seed < 10; ++seed)
        curves.begin(startedRun("houlsby:m=8", seed, seed));
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        runs.push_back(fabricatedRun("head", seed, 0.5, 258));
    curves.select(idsOf(runs), runs);
    REQUIRE(namesOf(curves).size() == 24);
    CHECK(namesOf(curves)[19] == "head, seed 19");
    CHECK(namesOf(curves)[20] == "houlsby:m=8, seed 0");
    CHECK(remarkOf(curves) == "24 of 30 runs drawn: the selected ones, thick, and then those that were started first.");
}

TEST_CASE("Labels state what distinguishes a run among all of the grid, and what left the grid is not drawn") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=8", "layernorm", "head"})
        for (const double rate : {1e-3, 1e-2}) {
            RunRecord run = startedRun(design, 0, 0);
            run.spec.hyperparameters.learningRate = rate;
            run.id = runId(run.spec);
            runs.push_back(run);
        }
    LiveCurves curves;
    curves.setRuns(runs);
    CHECK(namesOf(curves).empty());
    curves.begin(runs[0]);
    curves.begin(runs[1]);
    const Names names = {"houlsby:m=8, lr 1e-3, seed 0", "houlsby:m=8, lr 1e-2, seed 0"};
    CHECK(namesOf(curves) == names);
    curves.end(QString::fromStdString(runs[0].id), Status::Done, {});
    curves.begin(runs[2]);
    CHECK(namesOf(curves) == Names{names[1], "layernorm, lr 1e-3, seed 0"});
    CHECK(stylesOf(curves) == std::vector<int>{1, 0});

    curves.select(idsOf({runs[4], runs[5]}), {runs[4], runs[5]});
    CHECK(namesOf(curves).size() == 4);
    runs[4].marks.archived = true;
    runs.erase(runs.begin() + 2);  // deleted
    curves.setRuns(runs);
    CHECK(namesOf(curves) == Names{"head, lr 1e-2, seed 0", names[1]});
    CHECK(curves.selected() == idsOf({runs[4]}));
}

TEST_CASE("A run that did not finish is named so, and its reason stands where its curve would be") {
    LiveCurves curves;
    curves.resize(900, 300);
    const RunRecord diverged = fabricatedRun("head", 0, 0, 258, Status::Diverged);
    const auto figure = [&](const std::vector<RunRecord>& runs) {
        curves.select(idsOf(runs), runs);
        return curves.figure();
    };
    CHECK(figure({diverged}).whyUnfinished == "No run has finished: 1 diverged. The loss became NaN at step 17.");
    CHECK(namesOf(curves) == Names{"head, seed 0 (diverged)"});
    const auto& plot = named<QCustomPlot>(curves, "liveCurves");
    CHECK(becomes([&] { return wholeTexts(plot).filter("The loss became NaN at step 17.").size() == 2; }));  // in each
    for (const auto& [status, name] :
         {std::pair(Status::Failed, "head, seed 1 (failed)"), std::pair(Status::Cancelled, "head, seed 1 (cancelled)"),
          std::pair(Status::Waiting, "head, seed 1 (waiting)")}) {
        CHECK_FALSE(figure({fabricatedRun("head", 1, 0, 258, status)}).whyUnfinished.empty());
        CHECK(namesOf(curves) == Names{name});
    }
    const RunRecord done = fabricatedRun("head", 2, 0.5, 258);
    CHECK(figure({done}).whyUnfinished.empty());
    CHECK(figure({done, diverged}).whyUnfinished == "Not finished: 1 diverged. The loss became NaN at step 17.");
    CHECK(namesOf(curves) == Names{"seed 2", "seed 0 (diverged)"});
    // What is being trained has no curve so far, which needs no words until it has ended.
    curves.select({}, {});
    const RunRecord running = startedRun("head", 0, 0);
    curves.begin(running);
    CHECK(curves.figure().whyUnfinished.empty());
    curves.end(QString::fromStdString(running.id), Status::Diverged, "Diverged at step 3.");
    curves.select({}, {});
    CHECK(curves.figure().whyUnfinished == "No run has finished: 1 diverged. Diverged at step 3.");
    CHECK(namesOf(curves) == Names{"head, seed 0 (diverged)"});
    // And a selected one that was cancelled before it began.
    RunRecord waiting = fabricatedRun("head", 5, 0, 258, Status::Waiting);
    curves.select(idsOf({waiting}), {waiting});
    waiting.result.status = Status::Cancelled;
    curves.setRuns({waiting});
    CHECK(namesOf(curves).front() == "head, seed 5 (cancelled)");
}
