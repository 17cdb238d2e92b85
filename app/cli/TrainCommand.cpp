// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TrainCommand.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Planning.h"
#include "app/cli/Rounds.h"
#include "app/cli/RunView.h"
#include "app/cli/StartingAdapter.h"
#include "app/cli/Table.h"
#include "app/cli/Training.h"
#include "app/cli/TrainingOptions.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Quantity.h"

namespace adapterscope::cli {

namespace {

struct TrainOptions {
    std::string design, base, task;
    TaskOptions taskOptions;
    HyperparameterOptions hyperparameters;
    std::uint64_t seed = 0, dataSeed = 0;
    std::string project, start;
};

PlannedRun planOne(const TrainOptions& options, Messages& messages) {
    if (options.design.empty() && options.start.empty())
        throw Error("No design was given: name one, such as houlsby:m=16, or --start with the folder of an adapter.",
                    ErrorKind::Usage);
    Sweep sweep;
    if (!options.design.empty())
        sweep.designs = {options.design};
    sweep.bases = {anchored(options.base)};
    sweep.tasks = {options.taskOptions.source(anchored(options.task))};
    std::vector<Sweep> sweeps = options.hyperparameters.applyTo(sweep);
    if (!options.start.empty()) {
        const StartingAdapter at = startingAdapter(options.start, options.base, messages);
        for (Sweep& one : sweeps)
            one = startedAt(at, std::move(one));
    }
    PlannedRun run = onlyRun(sweeps);
    run.spec.seed = options.seed;
    run.spec.dataSeed = options.dataSeed;
    run.id = runId(run.spec);
    return run;
}

void printRun(const RunRecord& record) {
    Table table;
    table.addColumn("step", Table::Align::Right);
    for (const char* header : {"train loss", "dev loss", "dev"})
        table.addColumn(header, Table::Align::Right);
    for (const CurvePoint& point : record.result.curve)
        table.addRow({grouped(point.step), point.step == 0 ? "-" : fraction(point.trainLoss), fraction(point.devLoss),
                      fraction(point.dev)});
    table.print(std::cout);
    const RunResult& result = record.result;
    std::cout << '\n'
              << onOneLine(fmt::format("{} on {} over {}: {}", toText(record.spec.design), record.spec.taskName,
                                       record.spec.base, toText(result.status)))
              << '\n';
    std::cout << fmt::format("{} trained parameters, {} in {}\n", grouped(trainedParameters(record)),
                             counted(result.steps, "step"), durationText(result.seconds));
    if (result.costs)
        std::cout << fmt::format("{} stored, {}; {} multiply-adds a token added to the base's\n",
                                 grouped(result.costs->stored), byteSize(result.costs->bytes),
                                 grouped(result.costs->multiplyAdds));
    auto say = [&](const char* split, const std::optional<double>& value) {
        if (value)
            std::cout << fmt::format("{} {} {:.4f} at step {}\n", split, result.metric, *value,
                                     grouped(result.bestStep));
    };
    say("dev", result.dev);
    say("test", result.test);
}

/// Trains those of the runs that have not ended well before.
TrainingEnd train(Project& project, const std::vector<PlannedRun>& runs, Messages& messages) {
    std::vector<std::string> toTrain;
    for (const PlannedRun& run : runs) {
        const Status before = project.requireRun(run.id).result.status;
        if (before == Status::Failed || before == Status::Cancelled)
            project.retry(run.id);
        if (before == Status::Done && !run.isPilot)
            messages.say("This run was finished before; nothing is trained again.");
        if (before != Status::Done && before != Status::Diverged)
            toTrain.push_back(run.id);
    }
    TrainingSettings settings;
    settings.workers = workersFor(toTrain.size());
    return trainRuns(project, toTrain, settings, messages);
}

/// Throws Error if the pilots chose no rate.
const PlannedRun& requireChosen(const RatePlan& plan, const TrainingEnd& end) {
    requireRates(plan, end.kindOfFailure());
    if (!plan.undecided.empty())
        throw Error("The run was not trained, because one of its pilots failed.", end.kindOfFailure());
    return plan.runs.back();
}

int run(const TrainOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const PlannedRun planned = planOne(options, messages);
    requireProjectOfFusions({planned}, options.project);
    sayRemarks({planned}, messages);
    const TrainedRun run = trainOne(planned, options.project, messages);
    if (parser.json)
        printJson(runJson(run.record));
    else
        printRun(run.record);
    if (!run.planned.tried.empty() && !parser.json)
        std::cout << "learning rate " << choiceText(run.planned) << '\n';
    run.requireDone();
    return 0;
}

}  // namespace

void TrainedRun::requireDone() const {
    if (record.result.status != Status::Done)
        throw Error(Sentence("The run was not finished: {}", endingText(record.result)), kindOfFailure);
}

PlannedRun onlyRun(const std::vector<Sweep>& sweeps) {
    std::vector<PlannedRun> planned = planAll(sweeps);
    if (planned.size() != 1)
        throw Error(
            Sentence("train does one run, and these words describe {}. Use sweep for alternatives.", planned.size()),
            ErrorKind::Usage);
    return std::move(planned[0]);
}

TrainedRun trainOne(const PlannedRun& planned, const std::string& project, Messages& messages) {
    const auto opened = project.empty() ? Project::untitled() : Project::open(project);
    TrainingEnd end;
    const RatePlan plan = inRounds(*opened, {planned}, messages, [&](const std::vector<PlannedRun>& round) {
        end = train(*opened, round, messages);
        return end.complete;
    });
    if (!end.complete)
        throw Error("Stopped.", ErrorKind::Cancelled);
    const PlannedRun& chosen = requireChosen(plan, end);
    return {opened->requireRun(chosen.id), chosen, end.kindOfFailure()};
}

void addTrainCommand(Parser& parser) {
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command = parser.add(
        "train", "Train one design on one task",
        {"train houlsby:m=16 --base builtin --task sentiment",
         "train layernorm --base minilm --task FOLDER --epochs 5 --json",
         "train lora --base builtin --task sentiment --learning-rate auto",
         "train houlsby:m=8,sigma=0 --base builtin --task reviews.csv --text-column text --label-column stars",
         "train --start my-lora --base bert-base --task reviews.csv"});
    command->add_option("DESIGN", options->design, "NAME[:key=value,...]; with --start the adapter's own by default");
    command->add_option("--base", options->base, "builtin, minilm, or a model folder")->type_name("BASE")->required();
    command->add_option("--task", options->task, "A built-in task, a file or a folder")->type_name("TASK")->required();
    // As text: a negative number would pass for a large one.
    const auto addSeed = [&](const char* option, std::uint64_t& to, const char* help) {
        command
            ->add_option_function<std::string>(
                option, [option, &to](const std::string& text) { to = numberFrom<std::uint64_t>(option, text); }, help)
            ->type_name("N");
    };
    addSeed("--seed", options->seed, "Seed of the initialisation [0]");
    addSeed("--data-seed", options->dataSeed, "Seed of the data order and of dropout [0]");
    command->add_option("--project", options->project, "Keep the run in this project file")->type_name("FILE");
    command
        ->add_option("--start", options->start,
                     "Continue from an adapter that AdapterHub or PEFT saved: its weights and, if it fits, its head")
        ->type_name("DIR");
    options->taskOptions.addTo(command);
    options->hyperparameters.addTo(command);
    parser.addJson(command);
    command->callback([&parser, options] { parser.action = [&parser, options] { return run(*options, parser); }; });
}

}  // namespace adapterscope::cli
