// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/EngineCall.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Planning.h"
#include "app/cli/Table.h"
#include "app/cli/TrainingOptions.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

namespace {

struct ProbeOptions {
    std::string design, base, task, pooling;
    std::optional<std::string> sigmas;
    TaskOptions taskOptions;
    int seeds = 1;
    int maxLength = Hyperparameters().maxLength;
};

ProbeRequest requestOf(const ProbeOptions& options) {
    if (options.seeds < 1)
        throw Error("--seeds must be at least 1, but is " + std::to_string(options.seeds) + ".");
    ProbeRequest request;
    request.design = toText(parseDesign(options.design));
    request.base = anchored(options.base);
    request.task = options.taskOptions.source(anchored(options.task));
    request.seeds = options.seeds;
    request.maxLength = options.maxLength;
    if (!options.pooling.empty())
        request.pooling = poolingFromText(options.pooling);
    if (options.sigmas)
        for (const std::string& text : alternatives("--sigma", *options.sigmas))
            request.sigmas.push_back(numberFrom<double>("--sigma", text));
    return request;
}

/// Mean over layers of one site's distances; "-" where it has no adapters.
std::string meanDistance(const nlohmann::json& layers, const std::string& site) {
    double sum = 0;
    int count = 0;
    for (const nlohmann::json& layer : layers)
        if (layer["site"] == site) {
            sum += layer["distance"].get<double>();
            ++count;
        }
    return count > 0 ? fmt::format("{:.3g}", sum / count) : "-";
}

void print(const nlohmann::json& results) {
    Table table;
    for (const char* header : {"sigma", "seed", "attention", "ffn", "largest", "KL of outputs", "same label"})
        table.addColumn(header, Table::Align::Right);
    for (const nlohmann::json& result : results) {
        const nlohmann::json& layers = result["layers"];
        double largest = 0;
        for (const nlohmann::json& layer : layers)
            largest = std::max(largest, layer["distance"].get<double>());
        table.addRow({fmt::format("{:g}", result["sigma"].get<double>()), result["seed"].dump(),
                      meanDistance(layers, "attention"), meanDistance(layers, "ffn"), fmt::format("{:.3g}", largest),
                      fmt::format("{:.3g}", result["logit_kl"].get<double>()),
                      fmt::format("{:.1f} %", 100 * result["agreement"].get<double>())});
    }
    table.print(std::cout);
}

int probe(const ProbeOptions& options, const Session& session) {
    Messages messages(session.quiet);
    const nlohmann::json results = askEngine(ProbeRequest::method, toJson(requestOf(options)), messages);
    if (session.json)
        printJson(results);
    else
        print(results);
    return 0;
}

}  // namespace

void addProbeCommand(Session& session) {
    auto options = std::make_shared<ProbeOptions>();
    CLI::App* command =
        session.add("probe", "Measure before training how far adapters are from the identity, layer by layer",
                    {"probe houlsby:m=16 --base builtin --task sentiment --sigma '0|1e-7|1e-3|1e-2|1e-1|1' --seeds 3",
                     "probe houlsby:m=16,skip=off --base builtin --task sentiment --json"});
    command->add_option("DESIGN", options->design, "A design with bottleneck adapters")->required();
    command->add_option("--base", options->base, "builtin, minilm, or a model folder")->required();
    command->add_option("--task", options->task, "Its dev rows are the probe: a built-in task, a file or a folder")
        ->required();
    command->add_option("--sigma", options->sigmas,
                        "Standard deviations of the initialisation, a|b [the design's own]");
    command->add_option("--seeds", options->seeds, "Initialisations 0 to N-1 of each [1]");
    command->add_option("--max-length", options->maxLength, "Tokens of a text, special ones included [128]");
    command->add_option("--pooling", options->pooling,
                        "What the head reads: pooler, cls or mean [the base's own]. Base and adapted network get "
                        "labels from one fixed head: the nearest class mean of the base's own features");
    options->taskOptions.addTo(command);
    session.addJson(command);
    command->callback(
        [&session, options] { session.action = [&session, options] { return probe(*options, session); }; });
}

}  // namespace adapterscope::cli
