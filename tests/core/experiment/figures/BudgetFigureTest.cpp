// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/BudgetFigure.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A figure holds the designs of its base and task by size") {
    auto runs = fabricatedSweep();
    RunRecord other = fabricatedRun("full", 0, 0.5, 4752514);
    other.spec.taskHash = "other";
    other.id = runId(other.spec);
    runs.push_back(other);
    const auto scopes = scopesOf(runs);
    REQUIRE(scopes.size() == 2);
    CHECK(scopes[0].finished == 19);
    const BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopes[0], ScoredOn::Dev);
    REQUIRE(figure.designs.size() == 7);
    CHECK(figure.designs.front().text == "head");
    CHECK(figure.designs.back().text == "full");
    CHECK(figure.designs[3].seeds.size() == 2);
    CHECK(figure.designs[3].diverged == 1);
    CHECK(figure.diverged == 2);
    REQUIRE(figure.full.has_value());
    CHECK(figure.full->mean == Approx(0.91));
    CHECK(figure.full->n == 3);
}

TEST_CASE("Designs that differ in size only share a line") {
    const auto runs = fabricatedSweep();
    const BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    CHECK(figure.designs[2].curve == figure.designs[4].curve);
    CHECK(figure.designs[2].curve != figure.designs[5].curve);
}

TEST_CASE("Designs are labelled by what distinguishes them") {
    const std::vector<RunRecord> runs = {fabricatedRun("houlsby", 0, 0.8, 300),
                                         fabricatedRun("houlsby:m=8,lr=3e-3", 0, 0.8, 100),
                                         fabricatedRun("top", 0, 0.8, 400), fabricatedRun("head", 0, 0.8, 10)};
    const BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    std::vector<std::string> texts;
    for (const BudgetFigure::Design& design : figure.designs)
        texts.push_back(design.text);
    CHECK(texts == std::vector<std::string>{"head", "houlsby:m=8, lr 3e-3", "houlsby:m=64, lr 1e-3", "top"});
}

TEST_CASE("The interval is named with its number of seeds") {
    const auto runs = fabricatedSweep();
    BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Test), scopesOf(runs)[0], ScoredOn::Test);
    CHECK(figure.intervalName() == "mean, 95 % interval of seeds and rows, n = 2 to 3");
    figure.interval = Interval::StandardError;
    CHECK(figure.intervalName() == "mean, \u00b1 1 standard error of seeds and rows, n = 2 to 3");
    // Three seeds 0.004 apart: the standard deviation is 0.004. Their scores are counts of at least 5,000 rows.
    const Estimate& full = figure.designs.back().estimate;
    REQUIRE(full.rows == 5000);
    const double ofSeeds = 0.004 * 0.004 / 3, ofRows = 0.9 * 0.1 / 5000, error = ofSeeds + ofRows;
    CHECK(figure.bounds(full).first == Approx(wilsonInterval(0.9, 0.9 * 0.1 / error, 1).first));
    CHECK(figure.bounds(full).second == Approx(wilsonInterval(0.9, 0.9 * 0.1 / error, 1).second));
    figure.interval = Interval::StudentT95;
    const double reach = (4.302653 * ofSeeds + 1.960438 * ofRows) / error;
    CHECK(figure.bounds(full).first == Approx(wilsonInterval(0.9, 0.9 * 0.1 / error, reach).first));
    CHECK(figure.bounds(full).second == Approx(wilsonInterval(0.9, 0.9 * 0.1 / error, reach).second));
}

namespace {

/// A figure against the factor of these designs, one run of each.
BudgetFigure figureBy(const std::string& factor, const std::vector<std::string>& designs) {
    std::vector<RunRecord> runs;
    for (const std::string& design : designs)
        runs.push_back(fabricatedRun(design, 0, 0.8, 1000));
    return budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, factor);
}

std::vector<double> placesOf(const BudgetFigure& figure) {
    std::vector<double> places;
    for (const auto& design : figure.designs)
        places.push_back(design.place);
    return places;
}

}  // namespace

TEST_CASE("A figure against a factor places designs by it and joins those that differ in nothing else") {
    const BudgetFigure figure = figureBy(
        "learning_rate", {"houlsby:m=8,lr=1e-2", "houlsby:m=8,lr=1e-3", "houlsby:m=2,lr=1e-3", "head:lr=3e-3", "full"});
    CHECK(figure.by == "learning_rate");
    CHECK(placesOf(figure) == std::vector<double>{1e-4, 1e-3, 1e-3, 3e-3, 1e-2});
    CHECK(figure.ticks ==
          std::map<double, std::string>{{1e-4, "1e-4"}, {1e-3, "1e-3"}, {3e-3, "3e-3"}, {1e-2, "1e-2"}});
    CHECK(figure.isLogarithmic);
    CHECK(figure.designs[1].curve == "houlsby:m=8");
    CHECK(figure.designs[4].curve == "houlsby:m=8");
    CHECK(figure.designs[2].curve == "houlsby:m=2");
    CHECK(figure.withoutPlace == 0);
}

TEST_CASE("Designs without a number for the factor are left out and counted, but full fine-tuning keeps its line") {
    const BudgetFigure figure = figureBy("m", {"houlsby:m=8", "houlsby:m=16", "head", "full"});
    CHECK(placesOf(figure) == std::vector<double>{8, 16});
    CHECK_FALSE(figure.isLogarithmic);  // over a factor of two
    CHECK(figure.withoutPlace == 2);
    CHECK(figure.designs[0].text == "m=8");
    REQUIRE(figure.full);
    const BudgetFigure none = figureBy("r", {"houlsby:m=8", "head"});
    CHECK(none.designs.empty());
    CHECK(none.whyEmpty == "No design here has a number for r.");
}

TEST_CASE("A figure against seconds places designs by what a run took and joins none") {
    std::vector<RunRecord> runs;
    for (const auto& [design, seconds] :
         std::vector<std::pair<std::string, double>>{{"houlsby:m=8", 40}, {"houlsby:m=16", 30}, {"head", 3}}) {
        runs.push_back(fabricatedRun(design, 0, 0.8, 1000));
        runs.back().result.seconds = seconds;
    }
    const BudgetFigure figure =
        budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, "seconds");
    CHECK(placesOf(figure) == std::vector<double>{3, 30, 40});
    CHECK(figure.designs[0].design == "head");
    CHECK(figure.isLogarithmic);
    CHECK(figure.isAgainstCost());
    CHECK(figure.ticks.empty());
    CHECK(figure.designs[1].curve != figure.designs[2].curve);
    CHECK_FALSE(figureBy("m", {"houlsby:m=8", "houlsby:m=16"}).isAgainstCost());
}

TEST_CASE("An exact zero has a place below the other values of a logarithmic axis") {
    const BudgetFigure figure =
        figureBy("sigma", {"houlsby:sigma=0", "houlsby:sigma=1e-2", "houlsby:sigma=1", "houlsby:sigma=1e-5"});
    CHECK(figure.isLogarithmic);
    REQUIRE(figure.designs.size() == 4);
    CHECK(figure.designs[0].place == Approx(1e-6));
    CHECK(figure.ticks.at(figure.designs[0].place) == "0");
    CHECK_FALSE(figureBy("sigma", {"houlsby:sigma=0", "houlsby:sigma=1e-2"}).isLogarithmic);
}

TEST_CASE("A figure states how many rates were tried and whether equally") {
    std::vector<RunRecord> runs = {fabricatedRun("houlsby:m=2", 0, 0.8, 100),
                                   fabricatedRun("houlsby:m=8", 0, 0.9, 200)};
    const auto figureOf = [&] {
        return budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    };
    CHECK(figureOf().ratesName().empty());
    runs[0].tried = {{1e-3, 0.5, "a"}, {3e-3, 0.6, "b"}};
    CHECK(figureOf().ratesName() == "1 to 2 learning rates tried: tuned unequally");
    runs[1].tried = {{1e-3, 0.5, "c"}, {1e-2, 0.6, "d"}};
    CHECK(figureOf().ratesName() == "2 learning rates tried for each");
    // Each size at the rate that suits it is one line.
    runs[1].spec.hyperparameters.learningRate = 1e-2;
    CHECK(figureOf().designs[0].curve == figureOf().designs[1].curve);
}
