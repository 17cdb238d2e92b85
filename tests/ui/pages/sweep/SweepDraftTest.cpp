// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/pages/sweep/SweepDraft.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A form is kept in the project as it is and comes back the same") {
    SweepDraft draft = quickDraft();
    draft.learningRates = "1e-3|what is this";
    draft.limitTrain = 500;
    draft.workers = 7;
    draft.sweep.hyperparameters.epochs = 9;
    CHECK(draftFromJsonText(toJsonText(draft)) == draft);
}

TEST_CASE("The quick sweep has seven designs with a learning rate for each that is good there") {
    const Sweep sweep = sweepOf(quickDraft());
    std::vector<Design> designs;
    for (const std::string& text : sweep.designs)
        for (const Design& design : expandDesigns(text))
            designs.push_back(design);
    REQUIRE(designs.size() == 7);
    for (int i = 0; i < 3; ++i)
        CHECK(designs[static_cast<std::size_t>(i)].learningRate == Approx(3e-3));
    CHECK(designs[3].learningRate == Approx(1e-3));
    CHECK(designs[4].learningRate == Approx(1e-2));
    CHECK(designs[6].learningRate == Approx(5e-4));
}

TEST_CASE("A kept form that cannot be read is reported without the words of the JSON library") {
    for (const char* broken : {"{\"sweep\": 3", "{}", "[1]"}) {
        CAPTURE(broken);
        CHECK_THROWS_MATCHES(draftFromJsonText(broken), Error,
                             says("The sweep kept in the project cannot be read: ") && !says("json.exception"));
    }
}

TEST_CASE("Runs of the command line give the form that would have made them") {
    const SweepDraft draft = draftOf(fabricatedSweep());
    CHECK(draft.sweep.designs ==
          std::vector<std::string>{"head", "layernorm", "houlsby:m=2", "houlsby:m=8", "houlsby:m=32", "top", "full"});
    CHECK(draft.sweep.bases == std::vector<std::string>{"builtin"});
    CHECK(draft.sweep.tasks.size() == 1);
    CHECK(draft.sweep.seeds == 3);
    CHECK(draft.learningRates.empty());
}

TEST_CASE("The form of runs holds how their texts are pooled, as far as that is the same on every base") {
    std::vector<RunRecord> runs = fabricatedSweep();
    for (RunRecord& run : runs)
        run.spec.pooling = Pooling::Cls;
    CHECK(draftOf(runs).sweep.pooling == "cls");
    runs[0].spec.base = "/models/bert";
    runs[0].spec.pooling = Pooling::Pooler;
    CHECK(draftOf(runs).sweep.pooling.empty());
}

TEST_CASE("A sample of the training rows that all runs share is the form's") {
    auto runs = fabricatedSweep();
    for (RunRecord& run : runs)
        run.spec.task.limitTrain = 2000;
    SweepDraft draft = draftOf(runs);
    CHECK(draft.limitTrain == 2000);
    CHECK(sweepOf(draft).tasks == std::vector<TaskSource>{runs[0].spec.task});
    runs[0].spec.task.name = "topic";
    runs[0].spec.task.limitTrain = 500;
    draft = draftOf(runs);
    CHECK(draft.limitTrain == 0);
    CHECK(draft.sweep.tasks == std::vector<TaskSource>{runs[0].spec.task, runs[1].spec.task});
}

TEST_CASE("The word auto among the rates leaves them to pilots, which are not part of a form") {
    SweepDraft draft = quickDraft();
    draft.learningRates = " Auto ";
    CHECK(sweepOf(draft).choosesRates);
    CHECK(sweepOf(draft).learningRates.empty());
    draft.learningRates = "auto|1e-3";
    CHECK_THROWS_MATCHES(sweepOf(draft), Error,
                         says("\"auto\" is not a number; write them as 1e-3|3e-3, or auto by itself."));
    std::vector<RunRecord> runs = fabricatedSweep();
    runs[0].isPilot = true;
    runs[0].spec.hyperparameters.epochs = 1;
    for (RunRecord& run : runs)
        run.spec.hyperparameters.learningRate = 3e-3;
    CHECK(draftOf(runs).learningRates == "0.003");
    runs[1].tried = {{3e-3, 0.5, runs[0].id}};
    draft = draftOf(runs);
    CHECK(draft.learningRates == "auto");
    CHECK(draft.sweep.hyperparameters.epochs == 3);
}

TEST_CASE("Typed learning rates become numbers or are named as wrong") {
    SweepDraft draft = quickDraft();
    draft.learningRates = "1e-3|0.003, 2e-2";
    draft.limitTrain = 500;
    const Sweep sweep = sweepOf(draft);
    CHECK(sweep.learningRates == std::vector<double>{1e-3, 3e-3, 2e-2});
    CHECK(sweep.tasks[0].limitTrain == 500);
    draft.learningRates = "1e-3|fast";
    CHECK_THROWS_MATCHES(sweepOf(draft), Error, says("\"fast\""));
}
