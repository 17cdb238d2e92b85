// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Planning.h"
#include "app/cli/StartingAdapter.h"
#include "app/cli/Table.h"
#include "app/cli/TrainCommand.h"
#include "app/cli/TrainingOptions.h"
#include "app/cli/TunedSource.h"
#include "app/cli/Usage.h"
#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/design/Budget.h"
#include "core/dispatch/Messages.h"
#include "core/exchange/SavedAdapter.h"

namespace adapterscope::cli {
namespace {

struct AdapterOptions {
    std::string place, run, base, task, drop, project;
    TaskOptions taskOptions;
    std::optional<int> maxLength;
};

AdapterAnswer ask(AdapterRequest request, const AdapterOptions& options, Messages& messages) {
    if (!options.task.empty())
        request.task = options.taskOptions.source(anchored(options.task));
    if (options.maxLength)
        request.maxLength = *options.maxLength;
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
        throw Error("The adapter in {} cannot be evaluated on {}: {}.", options.place, options.task, fault);
    Sweep sweep;
    sweep.bases = {anchored(options.base)};
    sweep.tasks = {task};
    sweep.hyperparameters.epochs = 0;
    if (options.maxLength)
        sweep.hyperparameters.maxLength = *options.maxLength;
    return onlyRun({startedAt(at, std::move(sweep))});
}

/// Describes an imported adapter, and its run if it became one of a project.
struct Imported {
    AdapterAnswer adapter;
    std::string run;
};

Imported imported(const AdapterOptions& options, Messages& messages) {
    if (options.project.empty())
        return {ask({.base = anchored(options.base), .folder = std::filesystem::absolute(options.place)}, options,
                    messages),
                {}};
    if (options.task.empty())
        throw Error("An adapter becomes a run of a project, evaluated on a task: name the task with --task.",
                    ErrorKind::Usage);
    StartingAdapter at = startingAdapter(options.place, options.base, messages);
    const PlannedRun planned = importedRun(options, at);
    sayRemarks({planned}, messages);
    const TrainedRun run = trainOne(planned, options.project, messages);
    run.requireDone();
    at.adapter.metrics = run.record.result.metrics;
    return {at.adapter, run.record.id};
}

/// What the folder holds, where that is not what a run of its design trains: no head, or one of two layers, and only
/// some of the LayerNorms.
Budget budgetOf(const AdapterAnswer& answer, Design design, const BaseConfig& base) {
    design.head = answer.head.classes > 0;
    Budget budget = count(design, base, std::max(answer.head.classes, 1), answer.head.pooling);
    if (design.head && answer.head.layers == 2)
        budget.add("head", std::int64_t{base.hidden} * base.hidden + base.hidden);
    if (answer.untrained > 0)
        budget.add("layer_norm", -answer.untrained);
    return budget;
}

int importAdapter(const AdapterOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const auto [answer, run] = imported(options, messages);
    const BaseConfig config = readBaseConfig(resolveBase(options.base).folder);
    const Design design = parseDesign(answer.design);
    const Budget budget = budgetOf(answer, design, config);
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
    std::cout << (answer.head.classes == 0
                      ? "no head\n"
                      : fmt::format("a head of {} over {}\n", counted(answer.head.classes, "class", "classes"),
                                    toText(answer.head.pooling)));
    if (!answer.metrics.empty())
        printMetrics(answer);
    if (!run.empty())
        std::cout << fmt::format("run {} in {}\n", run, options.project);
    return 0;
}

/// The numbers that `--drop` names.
std::vector<int> dropsOf(const std::string& text) {
    std::vector<int> drops;
    if (!text.empty())
        for (const std::string& each : alternatives("--drop", text))
            drops.push_back(numberFrom<int>("--drop", each));
    return drops;
}

AdapterRequest evaluationOf(const TunedSource& source, const AdapterOptions& options) {
    auto request = source.request<AdapterRequest>();
    request.drops = dropsOf(options.drop);
    if (source.kept)
        request.maxLength = source.kept->spec.hyperparameters.maxLength;
    if (!options.task.empty())
        return request;
    if (!source.kept)
        throw Error(
            Sentence("--task is needed: {} is a folder, which does not state what to evaluate it on.", options.place),
            ErrorKind::Usage);
    if (!source.taskFault.empty())
        throw Error("The run's own task cannot be used. {} Name a task with --task.", source.taskFault);
    request.task = source.kept->spec.task;
    return request;
}

nlohmann::json evaluationJson(const AdapterAnswer& answer, const TunedSource& source, const std::string& task) {
    nlohmann::json common{{"design", answer.design}, {"base", source.base}, {"task", task}};
    if (!source.run.empty())
        common["run"] = source.run;
    if (answer.dropped.empty())
        common["metrics"] = answer.metrics;
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& [layers, parameters, metrics] : answer.dropped) {
        nlohmann::json row = common;
        row["drop"] = layers;
        row["left_out"] = parameters;
        row["metrics"] = metrics;
        rows.push_back(std::move(row));
    }
    return rows.empty() ? common : rows.size() == 1 ? rows[0] : rows;
}

void printDropped(const AdapterAnswer& answer) {
    Table table;
    table.addColumn("layers left out", Table::Align::Right);
    table.addColumn("parameters left out", Table::Align::Right);
    for (const auto& [name, value] : answer.dropped.front().metrics)
        table.addColumn(name, Table::Align::Right);
    for (const auto& row : answer.dropped) {
        std::vector<std::string> cells{std::to_string(row.layers), grouped(row.parameters)};
        for (const auto& [name, value] : row.metrics)
            cells.push_back(fmt::format("{:.4f}", value));
        table.addRow(std::move(cells));
    }
    table.print(std::cout);
}

int evaluate(const AdapterOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const TunedSource source = tunedSource(options.place, options.run, options.base);
    const AdapterRequest request = evaluationOf(source, options);
    const AdapterAnswer answer = ask(request, options, messages);
    if (parser.json)
        printJson(evaluationJson(answer, source, options.task.empty() ? request.task->name : options.task));
    else if (answer.dropped.empty())
        printMetrics(answer);
    else
        printDropped(answer);
    return 0;
}

void addOptions(CLI::App* command, AdapterOptions& options, const char* taskHelp, const char* usualLength) {
    command->add_option("--task", options.task, taskHelp)->type_name("TASK");
    addWholeNumber(command, "--max-length", options.maxLength,
                   fmt::format("Longest text in tokens, including special ones [{}]", usualLength), 3);
    options.taskOptions.addTo(command);
}

}  // namespace

void addAdapterCommands(Parser& parser) {
    const auto add = [&parser](const char* name, const char* summary, const std::vector<std::string>& examples,
                               int (*action)(const AdapterOptions&, const Parser&)) {
        auto options = std::make_shared<AdapterOptions>();
        CLI::App* command = parser.add(name, summary, examples);
        command->callback([&parser, options, action] {
            parser.action = [&parser, options, action] { return action(*options, parser); };
        });
        return std::pair(command, options);
    };
    const auto [describe, described] = add(
        "import",
        "Describe an adapter of AdapterHub or PEFT (its design here, its size and its head), or add it to a project",
        {"import my-lora --base bert-base", "import my-adapter --base bert-base --task sst2 --json",
         "import my-adapter --base bert-base --task sst2 --project p.adapterscope"},
        importAdapter);
    describe->add_option("DIR", described->place, "A folder in which AdapterHub or PEFT saved an adapter")->required();
    describe
        ->add_option("--base", described->base, "The base for which it was made: builtin, minilm, or a model folder")
        ->type_name("BASE")
        ->required();
    addOptions(describe, *described, "Evaluate it on a built-in task, a file or a folder", "128");
    describe
        ->add_option("--project", described->project,
                     "Keep it in this project file as a run without training steps, evaluated on --task")
        ->type_name("FILE");
    parser.addJson(describe);

    const auto [command, options] =
        add("evaluate", "Evaluate a run's trained tensors, or an adapter of AdapterHub or PEFT, on a task",
            {"evaluate p.adapterscope 3f2a9c81d5e07b64", "evaluate p.adapterscope 3f2a --drop '0|1|2|3'",
             "evaluate my-lora --base bert-base --task sst2"},
            evaluate);
    command
        ->add_option("PROJECT", options->place,
                     "A project's file, with RUN; or a folder in which AdapterHub or PEFT saved an adapter")
        ->required();
    command->add_option("RUN", options->run, "The run's id, or the start of it");
    command
        ->add_option("--base", options->base,
                     "The base for which a folder's adapter was made: builtin, minilm, or a model folder; for a run, "
                     "where its base is now [where it was]")
        ->type_name("BASE");
    addOptions(command, *options, "A built-in task, a file or a folder [the run's own]",
               "as the run; for a folder 128");
    command
        ->add_option("--drop", options->drop,
                     "Leave out the parts and the other trained tensors of the N lowest layers (AdapterDrop); "
                     "trained LayerNorms there are the base's own again. Alternatives (0|1|2) give a row each")
        ->type_name("N");
    parser.addJson(command);
}

}  // namespace adapterscope::cli
