// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/CoreBenchmark.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Planning.h"
#include "app/cli/Table.h"
#include "app/cli/Usage.h"
#include "core/common/Error.h"
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
    {"share_of_training_lora", "<= 0.05"},
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
            const auto measured = askEngine(BenchmarkRequest::method, nlohmann::json::object(), messages, 2);
            nlohmann::json figures = toJson(benchmarkAnswerFromJson(measured));
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

int pretrain(PretrainRequest request, const Parser& parser) {
    Messages messages(parser.quiet);
    const std::string out = request.options.out.string();
    PretrainingOptions& options = request.options;
    for (auto* place : {&options.corpus, &options.teacher, &options.start, &options.vocabulary})
        *place = anchored(place->string());
    options.out = std::filesystem::absolute(options.out);
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
    const nlohmann::json result = askEngine(PretrainRequest::method, toJson(request), messages, 1, report, saving);
    if (parser.json)
        printJsonLine(result);
    else
        std::cout << "The base is in " << out << '\n';
    return 0;
}

/// An option that sets a member; its help ends with the default.
template <typename Value>
void addSetting(CLI::App* command, const std::shared_ptr<PretrainRequest>& request, const std::string& option,
                Value PretrainingOptions::*member, const std::string& help) {
    const auto read = [request, option, member](const std::string& text) {
        if constexpr (std::is_same_v<Value, std::string>)
            request->options.*member = text;
        else
            request->options.*member = numberFrom<Value>(option, text);
    };
    command->add_option_function<std::string>(option, read, fmt::format("{} [{}]", help, PretrainingOptions().*member))
        ->type_name(std::is_same_v<Value, std::string> ? "NAME" : "N")
        ->group("How it is made");
}

void addPretrain(Parser& parser) {
    auto request = std::make_shared<PretrainRequest>();
    PretrainingOptions& options = request->options;
    CLI::App* command = parser.add(
        "pretrain", "Make a small base from text, by distillation from a teacher or as a masked language model",
        {"pretrain corpus.txt --teacher minilm --out mybase",
         "pretrain corpus.txt --teacher minilm --out mybase --resume"});
    command->add_option("CORPUS", options.corpus, "Plain text, one paragraph per line; may be .gz")->required();
    command
        ->add_option("--teacher", options.teacher,
                     "A base whose hidden states the new one learns to imitate; its tokenizer is reused")
        ->type_name("BASE");
    command->add_option("--start", options.start, "A base to continue from")->type_name("BASE");
    command->add_option("--vocabulary", options.vocabulary, "A base whose tokenizer is used if there is no teacher")
        ->type_name("BASE");
    command->add_option("--out", options.out, "The folder of the new base")->type_name("DIR")->required();
    command->add_flag("--resume", options.resume, "Continue from what an earlier call left in the folder");
    using Options = PretrainingOptions;
    addSetting(command, request, "--layers", &Options::layers, "Layers");
    addSetting(command, request, "--hidden", &Options::hidden, "Width d");
    addSetting(command, request, "--heads", &Options::heads, "Attention heads");
    addSetting(command, request, "--intermediate", &Options::intermediate, "Width of the feed-forward block");
    addSetting(command, request, "--steps", &Options::steps, "Steps");
    addSetting(command, request, "--rows", &Options::rows, "Passages per step");
    addSetting(command, request, "--max-length", &Options::maxLength, "Tokens of a passage");
    addSetting(command, request, "--learning-rate", &Options::learningRate, "Highest learning rate");
    addSetting(command, request, "--warmup", &Options::warmup, "Share of the steps in which the learning rate rises");
    addSetting(command, request, "--weight-decay", &Options::weightDecay, "Weight decay");
    addSetting(command, request, "--positions", &Options::positions, "Number of positions of the new base");
    addSetting(command, request, "--seed", &Options::seed, "Seed");
    addSetting(command, request, "--checkpoint-steps", &Options::checkpointSteps,
               "Steps between checkpoints, for --resume");
    addSetting(command, request, "--precision", &Options::precision,
               "Precision of the teacher's products: f32, or bf16 if the processor has it");
    command->add_flag("--json", parser.json, "Print the progress as JSON lines, the result last");
    command->callback(
        [&parser, request] { parser.action = [&parser, request] { return pretrain(*request, parser); }; });
}

}  // namespace

void addEngineCommands(Parser& parser) {
    addPretrain(parser);
    addEngine(parser);
    addBenchmark(parser);
}

}  // namespace adapterscope::cli
