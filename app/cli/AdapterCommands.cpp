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
#include "app/cli/Table.h"
#include "app/cli/TrainingOptions.h"
#include "app/cli/Usage.h"
#include "core/base/Bases.h"
#include "core/common/Quantity.h"
#include "core/design/Budget.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {
namespace {

struct AdapterOptions {
    std::string folder, base, task;
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

int importAdapter(const AdapterOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const AdapterAnswer answer = ask(options, messages);
    const BaseConfig config = readBaseConfig(resolveBase(options.base).folder);
    const Design design = parseDesign(answer.design);
    const Budget budget = count(design, config, std::max(answer.classes, 1), answer.pooling);
    if (parser.json) {
        nlohmann::json json = toJson(budget, design, options.base);
        json["library"] = answer.library;
        json["classes"] = answer.classes;
        json["pooling"] = toText(answer.pooling);
        json["notes"] = answer.notes;
        json["metrics"] = answer.metrics;
        printJson(json);
        return 0;
    }
    std::cout << fmt::format("{} adapter: {}\n{} parameters besides the head, {} in the base\n", answer.library,
                             answer.design, grouped(budget.trained - budget.component("head")),
                             grouped(budget.baseParameters));
    std::cout << (answer.classes == 0
                      ? "no head\n"
                      : fmt::format("a head of {} classes over {}\n", answer.classes, toText(answer.pooling)));
    if (!answer.metrics.empty())
        printMetrics(answer);
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
        parser.addJson(command);
        command->callback([&parser, options, action] {
            parser.action = [&parser, options, action] { return action(*options, parser); };
        });
    };
    add("import", "Describe an adapter of AdapterHub or PEFT: its design here, its size and its head",
        {"import my-lora --base bert-base", "import my-adapter --base bert-base --task sst2 --json"}, false,
        importAdapter);
    add("evaluate", "Evaluate an adapter of AdapterHub or PEFT on a task",
        {"evaluate my-lora --base bert-base --task sst2"}, true, evaluate);
}

}  // namespace adapterscope::cli
