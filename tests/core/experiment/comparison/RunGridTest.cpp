// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/RunGrid.h"
#include "core/experiment/runs/Factors.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Property.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Texts = std::vector<std::string>;

struct GridRuns {
    std::vector<RunRecord> records;

    /// A rate of 0 is the method's own.
    RunRecord& add(const std::string& design, double rate = 0, std::uint64_t seed = 0) {
        RunRecord run;
        run.spec = specOf(design, seed);
        run.spec.hyperparameters.learningRate = rate;
        records.push_back(run);
        return records.back();
    }
    void addOn(const std::string& task, const std::string& design) {
        RunSpec& spec = add(design).spec;
        spec.taskName = task;
        spec.taskHash = task;
    }
    std::vector<const RunRecord*> pointers() const {
        std::vector<const RunRecord*> pointers;
        for (const RunRecord& run : records)
            pointers.push_back(&run);
        return pointers;
    }
    RunGrid grid(const GridAxes& wanted = {}) const { return arrangedRuns(pointers(), wanted); }
};

/// Headings in brackets.
Texts gridRowsOf(const RunGrid& grid) {
    Texts titles;
    for (const RunGrid::Row& row : grid.rows)
        titles.push_back(row.isHeading ? "[" + row.title + "]" : row.title);
    return titles;
}

GridAxes gridAxes(const std::string& rows, const std::string& columns) {
    return {rows, columns};
}

/// The runs of one place of a grid.
struct FabricatedCell {
    std::vector<GridRun> runs;

    GridRun& add(Status status, double dev = 0) {
        RunRecord record = fabricatedRun("head", runs.size(), dev, 258, status);
        return runs.emplace_back(GridRun{std::move(record), false, 0, status});
    }
    GridCell cell() const {
        GridCell cell;
        for (const GridRun& run : runs)
            cell.push_back(&run);
        return cell;
    }
};

}  // namespace

TEST_CASE("A grid has designs by seeds if each design has one rate") {
    GridRuns runs;
    runs.records = fabricatedSweep();
    const RunGrid grid = runs.grid();
    CHECK(grid.axes == gridAxes(byDesign, bySeed));
    CHECK(grid.columns == Texts{"seed 0", "seed 1", "seed 2"});
    REQUIRE(grid.rows.size() == 7);
    CHECK(grid.rows[3].title == "houlsby:m=8");
    CHECK(grid.rows[3].group.empty());
    CHECK(grid.places[10].row == 3);  // seven runs of each seed
    CHECK(grid.places[10].column == 1);
    CHECK(GridRuns{}.grid().rows.empty());
    CHECK(GridRuns{}.grid().columns.empty());

    GridRuns own;  // rates of their own are not crossed with the sizes
    own.add("houlsby:m=2", 1e-3);
    own.add("houlsby:m=8", 1e-2);
    CHECK(own.grid().axes == gridAxes(byDesign, bySeed));
    CHECK(gridRowsOf(own.grid()) == Texts{"m=2, lr 1e-3", "m=8, lr 1e-2"});
}

TEST_CASE("A grid has sizes by rates if several sizes were trained at several") {
    GridRuns runs;
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}})
        for (const char* design : {"houlsby:m=8", "houlsby:m=32", "houlsby:m=2"})
            for (const double rate : {1e-2, 1e-3})
                runs.add(design, rate, seed);
    const RunGrid grid = runs.grid();
    CHECK(grid.axes == gridAxes("m", "learning_rate"));
    CHECK(grid.factors == Texts{"m", "learning_rate"});
    CHECK(gridRowsOf(grid) == Texts{"m=2", "m=8", "m=32"});
    CHECK(grid.columns == Texts{"lr 1e-3", "lr 1e-2"});
    CHECK(grid.places[0].row == 1);
    CHECK(grid.places[0].column == 1);
    CHECK(grid.places[6].row == 1);  // the second seed is in the same place
    CHECK(grid.places[6].column == 1);
}

TEST_CASE("An axis that was chosen by the program stays if a person chooses the other") {
    GridRuns runs;
    for (const char* design : {"houlsby:m=8", "houlsby:m=2"})
        for (const double rate : {1e-2, 1e-3})
            runs.add(design, rate);
    REQUIRE(runs.grid().axes == gridAxes("m", "learning_rate"));
    CHECK(runs.grid(gridAxes(byDesign, "")).axes == gridAxes(byDesign, "learning_rate"));
    CHECK(runs.grid(gridAxes("", "learning_rate")).axes == gridAxes("m", "learning_rate"));
    CHECK(runs.grid(gridAxes("learning_rate", "")).axes == gridAxes("learning_rate", bySeed));
    CHECK(runs.grid(gridAxes("", bySeed)).axes == gridAxes(byDesign, bySeed));
}

TEST_CASE("Designs that differ only in numbers are in the order of these, others in that of the runs") {
    GridRuns runs;
    for (const int batch : {16, 8})
        for (const char* design : {"layernorm", "houlsby:m=16", "houlsby:m=8", "bitfit"})
            runs.add(design).spec.hyperparameters.batch = batch;
    CHECK(gridRowsOf(runs.grid()) == Texts{"layernorm, batch 8", "layernorm, batch 16", "houlsby:m=8, batch 8",
                                           "houlsby:m=8, batch 16", "houlsby:m=16, batch 8", "houlsby:m=16, batch 16",
                                           "bitfit, batch 8", "bitfit, batch 16"});
}

TEST_CASE("A grid has designs by rates if they have no size in common") {
    GridRuns runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8", "bitfit"})
        for (const double rate : {1e-3, 1e-2})
            runs.add(design, rate);
    CHECK(runs.grid().axes == gridAxes(byDesign, "learning_rate"));
    CHECK(gridRowsOf(runs.grid()) == Texts{"houlsby:m=2", "houlsby:m=8", "bitfit"});
    CHECK(gridRowsOf(runs.grid(gridAxes("m", bySeed))) == Texts{"[houlsby, lr 1e-3]", "m=2", "m=8",
                                                                "[houlsby, lr 1e-2]", "m=2", "m=8", "[bitfit, lr 1e-3]",
                                                                "without m", "[bitfit, lr 1e-2]", "without m"});
}

TEST_CASE("Tasks and bases divide a grid into groups whatever the order of its runs") {
    GridRuns runs;
    for (const char* design : {"houlsby", "head"})
        for (const char* task : {"sentiment", "topic"})
            runs.addOn(task, design);
    const RunGrid grid = runs.grid();
    CHECK(gridRowsOf(grid) == Texts{"[sentiment]", "houlsby", "head", "[topic]", "houlsby", "head"});
    CHECK(grid.rows[5].group == "topic");
    CHECK(grid.places[3].row == 5);
    runs.addOn("sentiment", "head");
    runs.records.back().spec.baseHash = "another";
    runs.records.back().spec.base = "/models/large";
    CHECK(gridRowsOf(runs.grid()).back() == "head");
    CHECK(gridRowsOf(runs.grid())[6] == "[sentiment on large]");
    CHECK(gridRowsOf(runs.grid())[0] == "[sentiment on builtin]");
}

TEST_CASE("Runs of several sweeps are told apart by the heading of their group, in words") {
    GridRuns runs;
    const auto sweep = [&runs](const char* design, int rows, int epochs, std::uint64_t seeds) {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            RunSpec& spec = runs.add(design, 0, seed).spec;
            spec.task.limitTrain = rows;
            spec.taskHash = std::to_string(rows);
            spec.hyperparameters.epochs = epochs;
        }
    };
    sweep("houlsby:m=8", 200, 1, 2);
    sweep("lora", 400, 2, 3);
    const RunGrid grid = runs.grid();
    CHECK(grid.axes == gridAxes(byDesign, bySeed));
    CHECK(grid.columns == Texts{"seed 0", "seed 1", "seed 2"});
    CHECK(gridRowsOf(grid) ==
          Texts{"[sentiment, 200 rows, epochs 1]", "houlsby:m=8", "[sentiment, 400 rows, epochs 2]", "lora"});
    CHECK(runs.grid(gridAxes(byDesign, "task")).columns == Texts{"sentiment, 200 rows", "sentiment, 400 rows"});
    CHECK(gridRowsOf(runs.grid(gridAxes(byDesign, "epochs")))[0] == "[sentiment, 200 rows]");
    sweep("lora", 200, 5, 1);  // the runs of a group differ in it again
    CHECK(gridRowsOf(runs.grid())[0] == "[sentiment, 200 rows]");
    CHECK(gridRowsOf(runs.grid())[1] == "houlsby:m=8, epochs 1");
}

TEST_CASE("Left to choose, a hyperparameter of a sweep is never what the rows stand for") {
    GridRuns runs;
    for (const int epochs : {1, 3})
        for (const double rate : {1e-3, 1e-2})
            runs.add("houlsby", rate).spec.hyperparameters.epochs = epochs;
    CHECK(runs.grid().axes == gridAxes(byDesign, "learning_rate"));
    CHECK(gridRowsOf(runs.grid()) == Texts{"epochs 1", "epochs 3"});
    CHECK(runs.grid(gridAxes("epochs", "")).axes == gridAxes("epochs", "learning_rate"));
}

TEST_CASE("What rows and columns stand for can be chosen and the rest makes groups") {
    GridRuns runs;
    for (const char* task : {"topic", "sentiment"})
        for (const int batch : {32, 64})
            for (const char* design : {"houlsby:m=8", "houlsby:m=2"}) {
                runs.addOn(task, design);
                runs.records.back().spec.hyperparameters.batch = batch;
            }
    CHECK(gridRowsOf(runs.grid(gridAxes("m", bySeed))) == Texts{"[topic, batch 32]", "m=2", "m=8", "[topic, batch 64]",
                                                                "m=2", "m=8", "[sentiment, batch 32]", "m=2", "m=8",
                                                                "[sentiment, batch 64]", "m=2", "m=8"});
    const RunGrid tasks = runs.grid(gridAxes("task", byDesign));
    CHECK(gridRowsOf(tasks) == Texts{"topic", "sentiment"});
    CHECK(tasks.columns == Texts{"m=2, batch 32", "m=2, batch 64", "m=8, batch 32", "m=8, batch 64"});
    CHECK(runs.grid(gridAxes("", "m")).axes == gridAxes(byDesign, "m"));
    CHECK(gridRowsOf(runs.grid(gridAxes("", "m"))) ==
          Texts{"[topic]", "batch 32", "batch 64", "[sentiment]", "batch 32", "batch 64"});
    CHECK(runs.grid(gridAxes(bySeed, "")).axes == gridAxes(bySeed, byDesign));
    CHECK(runs.grid(gridAxes("", byDesign)).axes == gridAxes(bySeed, byDesign));
    CHECK(runs.grid(gridAxes("m", "m")).axes == gridAxes("m", bySeed));
}

TEST_CASE("Pilots have rows of their own and do not decide what the rows are") {
    GridRuns runs;
    for (const char* design : {"houlsby:m=2", "houlsby:m=8"})
        for (const double rate : {1e-3, 1e-2}) {
            RunRecord& pilot = runs.add(design, rate);
            pilot.isPilot = true;
            pilot.spec.hyperparameters.stopAfter = 1;
        }
    CHECK(runs.grid().axes == gridAxes("m", "learning_rate"));
    CHECK(gridRowsOf(runs.grid()) == Texts{"[pilots]", "m=2", "m=8"});
    runs.add("houlsby:m=2", 1e-3);
    runs.add("houlsby:m=8", 1e-2);
    const RunGrid grid = runs.grid();
    CHECK(grid.axes == gridAxes(byDesign, bySeed));
    CHECK(grid.rows.front().title == "m=2, lr 1e-3");
    CHECK(grid.rows.back().title == "pilot: m=8, lr 1e-2, to epoch 1");
    CHECK(gridRowsOf(runs.grid(gridAxes("m", "learning_rate"))) ==
          Texts{"[to the end]", "m=2", "m=8", "[pilot: to epoch 1]", "m=2", "m=8"});
}

TEST_CASE("A seed of the data's own is in its title") {
    GridRuns runs;
    runs.add("head", 0, 2);
    runs.add("head", 0, 1).spec.dataSeed = 7;
    CHECK(runs.grid().columns == Texts{"seed 1/7", "seed 2"});
}

TEST_CASE("A place's score is the mean of its runs that are done and counted") {
    FabricatedCell place;
    place.add(Status::Done, 0.5);
    place.add(Status::Done, 0.75);
    place.add(Status::Diverged);
    CHECK(scoreOf(place.cell()) == 0.625);
    place.runs[1].record.marks.archived = true;
    CHECK(scoreOf(place.cell()) == 0.5);
    place.runs[0].isPlanned = true;
    CHECK_FALSE(scoreOf(place.cell()).has_value());
}

TEST_CASE("A place has a state if all of its runs have it and none is archived or only planned") {
    FabricatedCell place;
    place.add(Status::Done, 0.5);
    place.add(Status::Done, 0.75);
    CHECK(commonStatus(place.cell()) == Status::Done);
    place.runs[1].record.marks.archived = true;
    CHECK_FALSE(commonStatus(place.cell()).has_value());
    place.runs[1].record.marks.archived = false;
    place.runs[1].isPlanned = true;
    CHECK_FALSE(commonStatus(place.cell()).has_value());
    CHECK_FALSE(areAllPlanned(place.cell()));
    place.runs[0].isPlanned = true;
    CHECK(areAllPlanned(place.cell()));
    place.add(Status::Failed);
    CHECK_FALSE(commonStatus(place.cell()).has_value());
}

TEST_CASE("A place is as far as its runs are together while one of them is being trained") {
    FabricatedCell place;
    place.add(Status::Failed);
    place.add(Status::Waiting);
    CHECK_FALSE(progressOf(place.cell()).has_value());
    place.add(Status::Running).progress = 0.5;
    CHECK(progressOf(place.cell()) == 0.5);  // (1 + 0 + 0.5) / 3
    place.runs[0].isPlanned = true;
    CHECK(progressOf(place.cell()) == 0.5 / 3);
}

TEST_CASE("Runs in one place of a grid differ only in their seeds, whatever the axes") {
    checkProperty([] {
        GridRuns runs;
        const auto count = *rc::gen::inRange(1, 25);
        for (int i = 0; i < count; ++i) {
            RunSpec& spec = runs.add(*rc::gen::element<std::string>("houlsby:m=8", "houlsby:m=64,sites=ffn", "lora:r=4",
                                                                    "houlsby", "lora:r=4 & bitfit", "bitfit"),
                                     *rc::gen::element(0.0, 1e-3, 1e-2), *rc::gen::inRange<std::uint64_t>(0, 3))
                                .spec;
            spec.hyperparameters.batch = *rc::gen::element(32, 64);
            spec.taskHash = spec.taskName = *rc::gen::element<std::string>("sentiment", "topic");
        }
        const auto axis = rc::gen::element<std::string>("", byDesign, bySeed, "m", "learning_rate", "task", "method");
        const RunGrid grid = runs.grid({*axis, *axis});
        const Factors factors = Factors::of(runs.records);
        RC_ASSERT(grid.places.size() == runs.records.size());
        for (std::size_t i = 0; i < grid.places.size(); ++i) {
            const RunGrid::Place& place = grid.places[i];
            RC_ASSERT(place.row >= 0 && place.row < static_cast<int>(grid.rows.size()));
            RC_ASSERT(place.column >= 0 && place.column < static_cast<int>(grid.columns.size()));
            RC_ASSERT(!grid.rows[static_cast<std::size_t>(place.row)].isHeading);
            for (std::size_t j = 0; j < i; ++j)
                if (grid.places[j].row == place.row && grid.places[j].column == place.column)
                    RC_ASSERT(factors.label(i) == factors.label(j));
        }
    });
}
