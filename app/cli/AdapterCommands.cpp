// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/Planning.h"
#include "app/cli/StartingAdapter.h"
#include "app/cli/Table.h"
#include "app/cli/TrainCommand.h"
#include "app/cli/TrainingOptions.h"
#include "app/cli/Usage.h"
#include "core/base/Bases.h"
#include "core/common/Quantity.h"
#include "core/design/Budget.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {
namespace {

struct AdapterOptions {
    std::string folder, base, task, project;
    TaskOptions taskOptions;
    int maxLength = Hyperparameters().maxLength;
};

AdapterAnswer ask(const AdapterOptions& options, Messages& messages) {
    AdapterRequest request{.base = anchored(options.base),
                           .folder = std::filesystem::absolute(options.folder),
                           .maxLength = options.maxLength};
    if (!options.task.empty())
        request.task = options.taskOptions.source(anchored(options.task));
    const auto answer = adapterAnswerFromJson(askEngine(AdapterRequest::method, toJson(request), messages));
    for (const std::string& note : answer.notes)
        messages.say(note);
    return answer;
}

void printMetrics(const AdapterAnswer& answer) {
    Table table;
    table.addColumn("metric");
    table.addColumn("value", Table::Align::Right);
    for (const auto& [name, value] : answer.metrics)
        table.addRow({name, fmt::format("{:.4f}", value)});
    table.print(std::cout);
}

/// A run of no steps that starts there: the adapter as it was saved, evaluated.
PlannedRun importedRun(const AdapterOptions& options, const StartingAdapter& at) {
    const TaskSource task = options.taskOptions.source(anchored(options.task));
    if (const std::string fault = headFault(at.adapter.head, at.adapter.head.pooling, planTask(task).classes);
        !fault.empty())
        throw Error("The adapter in {} cannot be evaluated on {}: {}.", options.folder, options.task, fault);
    Sweep sweep;
    sweep.bases = {anchored(options.base)};
    sweep.tasks = {task};
    sweep.hyperparameters.epochs = 0;
    sweep.hyperparameters.maxLength = options.maxLength;
    return onlyRun({startedAt(at, std::move(sweep))});
}

/// What an imported adapter is, and its run if it became one of a project.
struct Imported {
    AdapterAnswer adapter;
    std::string run;
};

Imported imported(const AdapterOptions& options, Messages& messages) {
    if (options.project.empty())
        return {ask(options, messages), {}};
    if (options.task.empty())
        throw Error("An adapter becomes a run of a project, evaluated on a task: name it with --task.",
                    ErrorKind::Usage);
    StartingAdapter at = startingAdapter(options.folder, options.base, messages);
    const PlannedRun planned = importedRun(options, at);
    sayRemarks({planned}, messages);
    const TrainedRun run = trainOne(planned, options.project, messages);
    run.requireDone();
    at.adapter.metrics = run.record.result.metrics;
    return {at.adapter, run.record.id};
}

int importAdapter(const AdapterOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const auto [answer, run] = imported(options, messages);
    const BaseConfig config = readBaseConfig(resolveBase(options.base).folder);
    const Design design = parseDesign(answer.design);
    const Budget budget = count(design, config, std::max(answer.head.classes, 1), answer.head.pooling);
    if (parser.json) {
        nlohmann::json json = toJson(budget, design, options.base);
        json["library"] = answer.library;
        json["classes"] = answer.head.classes;
        json["pooling"] = toText(answer.head.pooling);
        json["notes"] = answer.notes;
        json["metrics"] = answer.metrics;
        if (!run.empty())
            json["run"] = run;
        printJson(json);
        return 0;
    }
    std::cout << fmt::format("{} adapter: {}\n{} parameters besides the head, {} in the base\n", answer.library,
                             answer.design, grouped(budget.trained - budget.component("head")),
                             grouped(budget.baseParameters));
    std::cout << (answer.head.classes == 0 ? "no head\n"
                                           : fmt::format("a head of {} classes over {}\n", answer.head.classes,
                                                         toText(answer.head.pooling)));
    if (!answer.metrics.empty())
        printMetrics(answer);
    if (!run.empty())
        std::cout << fmt::format("run {} in {}\n", run, options.project);
    return 0;
}

int evaluate(const AdapterOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const AdapterAnswer answer = ask(options, messages);
    if (parser.json)
        printJson({{"metrics", answer.metrics}});
    else
        printMetrics(answer);
    return 0;
}

void addOptions(CLI::App* command, AdapterOptions& options, bool needsTask) {
    command->add_option("DIR", options.folder, "A folder in which AdapterHub or PEFT saved an adapter")->required();
    command->add_option("--base", options.base, "The base for which it was made: builtin, minilm, or a model folder")
        ->type_name("BASE")
        ->required();
    auto* task = command->add_option("--task", options.task, "Evaluate it on a built-in task, a file or a folder");
    task->type_name("TASK")->required(needsTask);
    addWholeNumber(command, "--max-length", options.maxLength, "Most tokens of a text, including special ones [128]",
                   3);
    options.taskOptions.addTo(command);
}

}  // namespace

void addAdapterCommands(Parser& parser) {
    const auto add = [&parser](const char* name, const char* summary, const std::vector<std::string>& examples,
                               bool needsTask, int (*action)(const AdapterOptions&, const Parser&)) {
        auto options = std::make_shared<AdapterOptions>();
        CLI::App* command = parser.add(name, summary, examples);
        addOptions(command, *options, needsTask);
        if (!needsTask)
            command
                ->add_option("--project", options->project,
                             "Keep it in this project file as a run of no steps, evaluated on --task")
                ->type_name("FILE");
        parser.addJson(command);
        command->callback([&parser, options, action] {
            parser.action = [&parser, options, action] { return action(*options, parser); };
        });
    };
    add("import", "Describe an adapter of AdapterHub or PEFT: its design here, its size and its head",
        {"import my-lora --base bert-base", "import my-adapter --base bert-base --task sst2 --json",
         "import my-adapter --base bert-base --task sst2 --project p.adapterscope"},
        false, importAdapter);
    add("evaluate", "Evaluate an adapter of AdapterHub or PEFT on a task",
        {"evaluate my-lora --base bert-base --task sst2"}, true, evaluate);
}

}  // namespace adapterscope::cli
