// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <tuple>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/CoreBenchmark.h"
#include "app/cli/Planning.h"
#include "app/cli/Table.h"
#include "app/cli/Usage.h"
#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/ProcessStart.h"
#include "core/common/Quantity.h"
#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

namespace {

void addEngine(Parser& parser) {
    auto workers = std::make_shared<int>(1);
    CLI::App* command =
        parser.add("engine", "Become the engine process: JSON-RPC 2.0 on the standard streams, until the input closes",
                   {"engine --workers 2"});
    addWholeNumber(command, "--workers", *workers, "Runs at the same time [1]", 1, mostWorkers);
    command->callback([&parser, workers] {
        parser.action = [workers]() -> int { becomeProgram(EngineProgram::local(*workers).words); };
    });
}

/// The goal of each figure of the benchmark.
constexpr std::pair<const char*, const char*> goals[] = {
    {"share_of_product_rate", ">= 0.6"},
    {"two_workers_speedup", ">= 1.7"},
    {"second_run_megabytes", "<= activations + 5 x trained"},
    {"one_sigma_milliseconds", "<= 100"},
    {"ten_sigmas_seconds", "<= 2"},
    {"share_of_training", "<= 0.05"},
    {"count_microseconds", "<= 1000"},
    {"list_ten_thousand_runs_seconds", "<= 0.8"},
};

std::string goalOf(const std::string& figure) {
    for (const auto& [name, goal] : goals)
        if (figure == name)
            return goal;
    return {};
}

/// Numbers under dotted names, whatever the depth: one line each for people.
void printFlat(const nlohmann::json& json, const std::string& prefix, Table& table) {
    for (const auto& [key, value] : json.items()) {
        const std::string name = prefix.empty() ? key : prefix + "." + key;
        if (value.is_structured())
            printFlat(value, name, table);
        else
            table.addRow({name,
                          value.is_number_float() ? fmt::format("{:.4g}", value.get<double>())
                          : value.is_string()     ? value.get<std::string>()
                                                  : value.dump(),
                          goalOf(key)});
    }
}

void addBenchmark(Parser& parser) {
    CLI::App* command = parser.add(
        "benchmark", "Measure this machine: training speed against its own matrix products, counting and listing runs",
        {"benchmark", "benchmark --json > benchmark.json"});
    parser.addJson(command);
    command->callback([&parser] {
        parser.action = [&parser] {
            Messages messages(parser.quiet);
            nlohmann::json figures = askEngine("benchmark", nlohmann::json::object(), messages, 2);
            figures["core"] = benchmarkCore();
            if (parser.json) {
                printJson(figures);
                return 0;
            }
            Table table;
            table.addColumn("figure");
            table.addColumn("value", Table::Align::Right);
            table.addColumn("goal");
            printFlat(figures, {}, table);
            table.print(std::cout);
            return 0;
        };
    });
}

struct PretrainOptions {
    std::string corpus, teacher, start, vocabulary, out;
    bool resume = false;
    nlohmann::json settings = nlohmann::json::object();
};

/// Option, key of the engine's call, and help.
constexpr std::tuple<const char*, const char*, const char*> pretrainingSettings[] = {
    {"--layers", "layers", "Layers [4]"},
    {"--hidden", "hidden", "Width d [128]"},
    {"--heads", "heads", "Attention heads [4]"},
    {"--intermediate", "intermediate", "Width of the feed-forward block [512]"},
    {"--steps", "steps", "Steps [20000]"},
    {"--rows", "rows", "Passages a step [32]"},
    {"--max-length", "max_length", "Tokens of a passage [64]"},
    {"--learning-rate", "learning_rate", "Highest learning rate [2e-3]"},
    {"--warmup", "warmup", "Share of the steps until it is reached [0.02]"},
    {"--weight-decay", "weight_decay", "Weight decay [0.01]"},
    {"--positions", "positions", "Positions that the base has [128]"},
    {"--seed", "seed", "Seed [0]"},
    {"--checkpoint-steps", "checkpoint_steps", "Steps from one checkpoint to the next, for --resume [1000]"},
};

int pretrain(const PretrainOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const nlohmann::json params = {{"corpus", anchored(options.corpus)},
                                   {"teacher", anchored(options.teacher)},
                                   {"start", anchored(options.start)},
                                   {"vocabulary", anchored(options.vocabulary)},
                                   {"out", std::filesystem::absolute(options.out).string()},
                                   {"resume", options.resume},
                                   {"options", options.settings}};
    const auto report = [&](const nlohmann::json& content) {
        const PretrainingNotice notice = pretrainingNoticeFromJson(content);
        if (parser.json)
            printJsonLine(toJson(notice));
        else
            std::cout << fmt::format("step {} of {}  loss {:.4f}  {} tokens  {}\n", grouped(notice.step),
                                     grouped(notice.steps), notice.loss, grouped(notice.tokens),
                                     durationText(notice.seconds));
        std::cout.flush();
    };
    constexpr std::chrono::seconds saving{20};  // a step, and what --resume continues from
    const nlohmann::json result = askEngine("pretrain", params, messages, 1, report, saving);
    if (parser.json)
        printJsonLine(result);
    else
        std::cout << "The base is in " << options.out << '\n';
    return 0;
}

void addPretrain(Parser& parser) {
    auto options = std::make_shared<PretrainOptions>();
    CLI::App* command = parser.add(
        "pretrain", "Make a small base from text, by distillation from a teacher or as a masked language model",
        {"pretrain corpus.txt --teacher minilm --out mybase",
         "pretrain corpus.txt --teacher minilm --out mybase --resume"});
    command->add_option("CORPUS", options->corpus, "Text, one paragraph a line; .gz is read too")->required();
    command
        ->add_option("--teacher", options->teacher,
                     "A base whose hidden states are learnt; its tokenizer is taken over")
        ->type_name("BASE");
    command->add_option("--start", options->start, "A base to continue from")->type_name("BASE");
    command->add_option("--vocabulary", options->vocabulary, "A base whose tokenizer is used if there is no teacher")
        ->type_name("BASE");
    command->add_option("--out", options->out, "The folder of the new base")->type_name("DIR")->required();
    command->add_flag("--resume", options->resume, "Go on from what an earlier call left in the folder");
    for (const auto& [option, key, help] : pretrainingSettings)
        command
            ->add_option_function<std::string>(
                option,
                [options, option = option, key = key](const std::string& text) {
                    const auto value = parseJsonIfAny(text);
                    if (!value.is_number())
                        throw Error(std::string(option) + " needs a number, not \"" + text + "\".");
                    options->settings[key] = value;
                },
                help)
            ->type_name("N")
            ->group("How it is made");
    command
        ->add_option_function<std::string>(
            "--precision", [options](const std::string& text) { options->settings["precision"] = text; },
            "Of the teacher's products: f32, or bf16 where the processor has it [f32]")
        ->type_name("NAME")
        ->group("How it is made");
    command->add_flag("--json", parser.json, "Print the progress as JSON lines, the result last");
    command->callback(
        [&parser, options] { parser.action = [&parser, options] { return pretrain(*options, parser); }; });
}

}  // namespace

void addEngineCommands(Parser& parser) {
    addPretrain(parser);
    addEngine(parser);
    addBenchmark(parser);
}

}  // namespace adapterscope::cli
