// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>
#include <utility>

#include "core/experiment/figures/FigureOfScope.h"
#include "core/experiment/runs/Factors.h"
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

TEST_CASE("A line of a union follows one size, the one with the most values, and is named by the other") {
    std::vector<RunRecord> runs;
    std::int64_t trained = 1000;
    for (const char* length : {"10", "30"})
        for (const char* m : {"8", "16", "48"})
            runs.push_back(
                fabricatedRun(std::string("prefix:length=") + length + " & pfeiffer:m=" + m, 0, 0.8, trained += 100));
    const BudgetFigure figure = budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev);
    std::map<std::string, std::set<std::string>> variants;  // by line
    for (const BudgetFigure::Design& design : figure.designs)
        variants[design.curve].insert(design.variant);
    REQUIRE(variants.size() == 2);
    CHECK(variants.begin()->second == std::set<std::string>{"prefix.length=10"});
    CHECK(variants.rbegin()->second == std::set<std::string>{"prefix.length=30"});
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

TEST_CASE("A label is the same whether all other runs have a score or not") {
    std::vector<RunRecord> runs = {fabricatedRun("houlsby:m=8", 0, 0.8, 100), fabricatedRun("houlsby", 0, 0.8, 300),
                                   fabricatedRun("houlsby", 0, 0, 300, Status::Waiting)};
    runs[2].spec.hyperparameters.batch = 8;
    runs[2].id = runId(runs[2].spec);
    const auto textOfFirst = [&] {
        return budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev)
            .designs.front()
            .text;
    };
    CHECK(textOfFirst() == "m=8, batch 32");
    CHECK(textOfFirst() == Factors::of(runs).label(0));
    runs.pop_back();
    CHECK(textOfFirst() == "m=8");
}

TEST_CASE("No two bases and tasks of figures have the same name") {
    std::vector<RunRecord> runs = {fabricatedRun("head", 0, 0.8, 100), fabricatedRun("head", 0, 0.8, 100),
                                   fabricatedRun("head", 0, 0.8, 100), fabricatedRun("head", 0, 0.8, 100)};
    runs[1].spec.task.limitTrain = 200;
    runs[1].spec.taskHash = "89abcdef";
    runs[2].spec.taskHash = "changed-file";
    runs[3].spec.baseHash = "changed-base";
    std::set<std::pair<std::string, std::string>> names;
    for (const FigureScope& scope : scopesOf(runs))
        names.emplace(scope.task, scope.baseName);
    CHECK(names == std::set<std::pair<std::string, std::string>>{{"sentiment, 200 rows", "builtin (base-h)"},
                                                                 {"sentiment, all rows (change)", "builtin (base-h)"},
                                                                 {"sentiment, all rows (task-h)", "builtin (base-h)"},
                                                                 {"sentiment, all rows (task-h)", "builtin (change)"}});
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
    const double reach = std::sqrt((4.302653 * 4.302653 * ofSeeds + 1.960438 * 1.960438 * ofRows) / error);
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

std::vector<double> pointPlaces(const BudgetFigure& figure) {
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
    CHECK(pointPlaces(figure) == std::vector<double>{1e-4, 1e-3, 1e-3, 3e-3, 1e-2});
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
    CHECK(pointPlaces(figure) == std::vector<double>{8, 16});
    CHECK_FALSE(figure.isLogarithmic);  // over a factor of two
    CHECK(figure.withoutPlace == 2);
    CHECK(figure.designs[0].text == "houlsby:m=8");  // as in the table, where head and full are, too
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
    CHECK(pointPlaces(figure) == std::vector<double>{3, 30, 40});
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

namespace {

/// A run that recorded its costs.
RunRecord costed(const std::string& design, std::int64_t stored, std::int64_t multiplyAdds,
                 const std::string& task = "sentiment") {
    RunRecord run = fabricatedRun(design, 0, 0.8, 2 * stored);
    run.spec.taskName = task;
    run.spec.taskHash = task + "-hash";
    run.id = runId(run.spec);
    run.result.costs = RunCosts{stored, 4 * stored, 0.1, multiplyAdds};
    return run;
}

BudgetFigure figureOf(const std::vector<RunRecord>& runs, const std::string& by, const FigureLook& look = {}) {
    return budgetFigure(runs, compareRuns(runs, ScoredOn::Dev), scopesOf(runs)[0], ScoredOn::Dev, by, look);
}

std::vector<std::string> titlesOf(const BudgetFigure& figure) {
    std::vector<std::string> titles;
    for (const auto& panel : figure.panels)
        titles.push_back(panel.title);
    return titles;
}

}  // namespace

TEST_CASE("Stored parameters place designs as trained ones do, and runs that did not record them are counted") {
    const std::vector<RunRecord> runs = {costed("houlsby:m=8", 2000, 96), costed("houlsby:m=2", 500, 24),
                                         fabricatedRun("head", 0, 0.7, 258)};
    std::vector<RunRecord> sameTask = runs;
    sameTask[2].spec.taskHash = sameTask[0].spec.taskHash;
    const BudgetFigure figure = figureOf(sameTask, "stored");
    CHECK(pointPlaces(figure) == std::vector<double>{500, 2000});
    CHECK(figure.isLogarithmic);  // over a factor of four
    CHECK(figure.isAgainstCost());
    CHECK(figure.designs[0].curve == figure.designs[1].curve);
    CHECK(figure.withoutPlace == 1);
    const BudgetFigure none = figureOf({fabricatedRun("head", 0, 0.7, 258)}, "bytes");
    CHECK(none.whyEmpty.text().starts_with("The runs here did not record this cost"));
}

TEST_CASE("Designs that add no multiply-adds have a place for zero, and no line joins those at one place") {
    const std::vector<RunRecord> runs = {costed("lora:r=8", 100, 0), costed("lora:r=2", 50, 0),
                                         costed("houlsby:m=8", 100, 512), costed("houlsby:m=2", 50, 128)};
    const BudgetFigure figure = figureOf(runs, "multiply_adds");
    CHECK(pointPlaces(figure) == std::vector<double>{12.8, 12.8, 128, 512});
    CHECK(figure.ticks == std::map<double, std::string>{{12.8, "0"}});
    CHECK(figure.designs[0].curve != figure.designs[1].curve);
    CHECK(figure.designs[2].curve == figure.designs[3].curve);
    const BudgetFigure merged = figureOf({runs[0], runs[1]}, "multiply_adds");
    CHECK_FALSE(merged.isLogarithmic);
    CHECK(pointPlaces(merged) == std::vector<double>{0, 0});
}

TEST_CASE("Tasks are panels side by side whose designs have the same names there") {
    const std::vector<RunRecord> runs = {costed("houlsby:m=8", 100, 0), costed("houlsby:m=2", 50, 0),
                                         costed("full", 1000, 0), costed("houlsby:m=8", 100, 0, "topic")};
    const BudgetFigure figure = figureOf(runs, "", {"", "task"});
    CHECK(titlesOf(figure) == std::vector<std::string>{"sentiment", "topic"});
    REQUIRE(figure.designs.size() == 4);
    CHECK(figure.designs[1].inPanel == "houlsby:m=8");
    CHECK(figure.designs[3].inPanel == "houlsby:m=8");
    CHECK(figure.designs[1].text == "houlsby:m=8, sentiment");  // as in the table
    CHECK(figure.designs[3].text == "houlsby:m=8, topic");
    CHECK(figure.designs[2].panel == 0);
    CHECK(figure.designs[3].panel == 1);
    CHECK(figure.designs[3].curve == figure.designs[1].curve);
    CHECK(figure.panels[0].full.has_value());
    CHECK_FALSE(figure.panels[1].full);
    CHECK(figure.panels[1].scope == scopesOf(runs)[1].key());
    CHECK(figure.hasFront());
    CHECK(figureOf(runs, "").panels.empty());
    CHECK(figureOf(runs, "").designs.size() == 3);
}

TEST_CASE("Panels by learning rate have the titles that labels give a rate") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=8,lr=1e-3", "houlsby:m=8,lr=1e-2"})
        runs.push_back(costed(design, 100, 0));
    const BudgetFigure figure = figureOf(runs, "", {"", "learning_rate"});
    REQUIRE(figure.panels.size() == 2);
    CHECK(figure.panels[0].title == "lr 1e-3");
    CHECK(figure.panels[1].title == "lr 1e-2");
}

TEST_CASE("Values of a factor are panels in their order, six of them at most") {
    std::vector<RunRecord> runs = {costed("head", 10, 0)};
    for (const char* m : {"64", "1", "2", "4", "8", "16", "32", "128"})
        runs.push_back(costed(std::string("houlsby:m=") + m, 100, 0));
    const BudgetFigure figure = figureOf(runs, "", {"", "m"});
    CHECK(titlesOf(figure) == std::vector<std::string>{"m=1", "m=2", "m=4", "m=8", "m=16", "m=32"});
    CHECK(figure.panelsLeftOut == 2);
    CHECK(figure.withoutPanel == 1);
    CHECK(figure.designs.size() == 6);
    CHECK_FALSE(figure.hasFront());
    CHECK(figureOf(runs, "", {"", "r"}).whyEmpty == "No design here has a value for r.");
}

TEST_CASE("A line has one colour and joins only designs that differ in what the axis shows") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=8,lr=1e-3", "houlsby:m=8,lr=1e-2", "houlsby:m=2,lr=1e-3", "head"})
        runs.push_back(costed(design, 100, 0));
    const BudgetFigure figure = figureOf(runs, "learning_rate", {"m", ""});
    CHECK(figure.colours == std::vector<std::string>{"2", "8"});
    std::map<std::string, std::set<std::string>> coloursOfCurve;
    for (const auto& design : figure.designs)
        coloursOfCurve[design.curve].insert(design.colour);
    CHECK(coloursOfCurve.size() == 3);  // m=8, m=2 and head, which has no m
    for (const auto& [curve, colours] : coloursOfCurve)
        CHECK(colours.size() == 1);
    // Coloured by size, sizes are not a line.
    const BudgetFigure bySize = figureOf({runs[0], runs[2]}, "", {"m", ""});
    CHECK(bySize.designs[0].curve != bySize.designs[1].curve);
}

namespace {

std::vector<std::string> variantsOf(const BudgetFigure& figure) {
    std::vector<std::string> variants;
    for (const auto& design : figure.designs)
        variants.push_back(design.variant);
    return variants;
}

using Variants = std::vector<std::string>;

}  // namespace

TEST_CASE("What tells the lines of a method apart is named, in the order of its values") {
    const std::vector<RunRecord> runs = {costed("houlsby:m=2,lr=1e-2", 50, 0),
                                         costed("houlsby:m=8,lr=1e-2", 100, 0),
                                         costed("houlsby:m=2,lr=3e-3", 50, 0),
                                         costed("houlsby:m=2,lr=1e-3", 50, 0),
                                         costed("head", 10, 0),
                                         costed("bitfit:lr=1e-2", 20, 0)};
    const BudgetFigure figure = figureOf(runs, "");
    CHECK(figure.variants.size() == 1);
    CHECK(figure.variants.at("houlsby") == Variants{"lr 1e-3", "lr 3e-3", "lr 1e-2"});
    // By size: head, bitfit, three rates of m=2, m=8.
    CHECK(variantsOf(figure) == Variants{"", "", "lr 1e-2", "lr 3e-3", "lr 1e-3", "lr 1e-2"});
    CHECK(figureOf(runs, "", {"method", ""}).variants == figure.variants);
    CHECK(figureOf(runs, "", {"learning_rate", ""}).variants.empty());
    CHECK(figureOf(runs, "learning_rate").variants.empty());
    // In panels of their own they need no other look.
    CHECK(figureOf(runs, "", {"", "learning_rate"}).variants.at("houlsby") == Variants{""});
}

TEST_CASE("A line of designs whose rate was picked has it in its name, although it is the same for all of them") {
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8"})
        for (const double rate : {1e-3, 1e-2}) {
            runs.push_back(fabricatedRun(design, 0, rate == 1e-2 ? 0.9 : 0.5, design[10] == '2' ? 7698 : 20050));
            runs.back().spec.hyperparameters.learningRate = rate;
            runs.back().id = runId(runs.back().spec);
        }
    const auto picked = compareRuns(runs, ScoredOn::Dev, "learning_rate");
    const BudgetFigure figure = budgetFigure(runs, picked, scopesOf(runs)[0], ScoredOn::Dev);
    CHECK(variantsOf(figure) == Variants{"lr 1e-2", "lr 1e-2"});
    CHECK(figure.designs[0].curve == figure.designs[1].curve);
}

TEST_CASE("Designs of one method that cost the same are told apart by their size") {
    const std::vector<RunRecord> runs = {costed("lora:r=8", 100, 0), costed("lora:r=2", 50, 0),
                                         costed("houlsby:m=8", 100, 512), costed("houlsby:m=2", 50, 128)};
    const BudgetFigure figure = figureOf(runs, "multiply_adds");
    CHECK(figure.variants == std::map<std::string, Variants>{{"lora", {"r=2", "r=8"}}});
    CHECK(figureOf(runs, "stored").variants.empty());
}

TEST_CASE("Lines whose rates were chosen for each size are told from one whose rate was given") {
    std::vector<RunRecord> runs = {costed("houlsby:m=2", 50, 0), costed("houlsby:m=8", 100, 0),
                                   costed("houlsby:m=8", 100, 0)};
    for (RunRecord* run : {&runs[0], &runs[1]})
        run->tried = {{1e-3, 0.5, "a"}, {3e-3, 0.6, "b"}};
    runs[0].spec.hyperparameters.learningRate = 3e-3;
    runs[2].spec.hyperparameters.learningRate = 1e-2;
    for (RunRecord& run : runs)
        run.id = runId(run.spec);
    CHECK(variantsOf(figureOf({runs[0], runs[1]}, "")) == Variants{"", ""});
    CHECK(variantsOf(figureOf(runs, "")) == Variants{"lr auto", "lr auto", "lr 1e-2"});
}
