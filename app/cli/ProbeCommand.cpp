// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>
#include <memory>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Planning.h"
#include "app/cli/Table.h"
#include "app/cli/TrainingOptions.h"
#include "app/cli/Usage.h"
#include "core/common/Quantity.h"
#include "core/dispatch/Messages.h"
#include "core/experiment/comparison/IdentityCourse.h"
#include "core/experiment/runs/ProbeResult.h"

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
    requireValid(request);
    return request;
}

std::string shortNumber(double value) {
    return std::isfinite(value) ? fmt::format("{:.3g}", value) : "not finite";
}

/// Mean over layers of one site's distances; "-" if it has none.
std::string meanOfSite(const std::vector<IdentityPoint>& layers, Site site) {
    std::vector<IdentityPoint> points;
    std::copy_if(layers.begin(), layers.end(), std::back_inserter(points),
                 [&](const IdentityPoint& point) { return point.site == site; });
    return points.empty() ? "-" : shortNumber(meanDistance(points).value_or(std::nan("")));
}

std::string largestDistance(const std::vector<IdentityPoint>& layers) {
    double largest = 0;
    for (const IdentityPoint& point : layers)
        if (!(point.distance <= largest))  // a mean that is not finite stays
            largest = point.distance;
    return shortNumber(largest);
}

void printProbe(const std::vector<ProbeResult>& results) {
    const auto isMeasured = [&](Site site) {
        return std::any_of(results.begin(), results.end(), [site](const ProbeResult& result) {
            return std::any_of(result.layers.begin(), result.layers.end(),
                               [site](const IdentityPoint& point) { return point.site == site; });
        });
    };
    std::vector<Site> sites = {Site::Attention, Site::Ffn};
    if (isMeasured(Site::Embeddings))
        sites.insert(sites.begin(), Site::Embeddings);
    if (isMeasured(Site::LastState))
        sites.push_back(Site::LastState);
    Table table;
    for (const char* header : {"sigma", "seed"})
        table.addColumn(header, Table::Align::Right);
    for (const Site site : sites)
        table.addColumn(toText(site), Table::Align::Right);
    for (const char* header : {"largest", "KL of outputs", "same label"})
        table.addColumn(header, Table::Align::Right);
    for (const ProbeResult& result : results) {
        std::vector<std::string> row = {std::isnan(result.sigma) ? "-" : fmt::format("{:g}", result.sigma),
                                        std::to_string(result.seed)};
        for (const Site site : sites)
            row.push_back(meanOfSite(result.layers, site));
        for (const std::string& cell : {largestDistance(result.layers), shortNumber(result.logitKl),
                                        fmt::format("{:.1f} %", 100 * result.agreement)})
            row.push_back(cell);
        table.addRow(row);
    }
    table.print(std::cout);
}

/// A design that starts at the base has only zeros.
bool startsAtBase(const std::vector<ProbeResult>& results) {
    return std::all_of(results.begin(), results.end(), [](const ProbeResult& result) {
        return std::all_of(result.layers.begin(), result.layers.end(), [](const IdentityPoint& point) {
            return point.measured != Measured::Adapter && point.distance == 0;
        });
    });
}

/// How much it was measured on. With 384 texts the standard error is at most 0.91 % (core/training/Identity.h), so with
/// fewer than these it may be above 1 %.
std::string sampleText(const ProbeResult& result) {
    constexpr int enough = 320;
    return fmt::format("Measured on {} texts of dev, {} tokens{}.", grouped(result.texts), grouped(result.tokens),
                       result.texts < enough ? "; with so few the mean's standard error may be above 1 %" : "");
}

/// Remarks on base, task and design, which concern the probe as they do training.
void sayRemarksOn(const ProbeRequest& request, Messages& messages) {
    PlannedRun run;
    run.spec.design = parseDesign(request.design);
    const PlannedBase base = planBase(request.base);
    run.spec.pooling = request.pooling.value_or(base.config.defaultPooling);
    requirePooler(run.spec.pooling, base);
    requireValid(run.spec.design, base.config);
    run.remarks = remarksOn(run.spec, base, planTask(request.task));
    sayRemarks({run}, messages);
}

int probe(const ProbeOptions& options, const Parser& parser) {
    Messages messages(parser.quiet);
    const ProbeRequest request = requestOf(options);
    sayRemarksOn(request, messages);
    const nlohmann::json json = askEngine(ProbeRequest::method, toJson(request), messages);
    std::vector<ProbeResult> results;
    for (const nlohmann::json& result : json)
        results.push_back(probeResultFromJson(result));
    if (parser.json)
        printJson(json);
    else
        printProbe(results);
    if (!results.empty() && startsAtBase(results))
        messages.say(
            "This design starts exactly at the base: nothing is changed before the first training step. "
            "\"train --json\" gives the distances over training as \"identity\", and \"figure identity\" draws them.");
    if (!results.empty())
        messages.say(sampleText(results.front()));
    return 0;
}

}  // namespace

void addProbeCommand(Parser& parser) {
    auto options = std::make_shared<ProbeOptions>();
    CLI::App* command =
        parser.add("probe", "Measure how far a design is from the base before training, layer by layer",
                   {"probe houlsby:m=16 --base builtin --task sentiment --sigma '0|1e-7|1e-3|1e-2|1e-1|1' --seeds 3",
                    "probe houlsby:m=16,skip=off --base builtin --task sentiment --json",
                    "probe prefix --base builtin --task sentiment"});
    command
        ->add_option("DESIGN", options->design,
                     "A design that changes more than the head. Distances are those of its adapters from the identity "
                     "or, if it has none, of the sub-layers that it changes from the base's own")
        ->required();
    command->add_option("--base", options->base, "builtin, minilm, or a model folder")->type_name("BASE")->required();
    command->add_option("--task", options->task, "Its dev rows are the probe: a built-in task, a file or a folder")
        ->type_name("TASK")
        ->required();
    command
        ->add_option("--sigma", options->sigmas, "Standard deviations that adapters start with, a|b [the design's own]")
        ->type_name("SIGMA");
    addWholeNumber(command, "--seeds", options->seeds, "Number of initialisations of each (seeds 0 to N-1) [1]", 1);
    addWholeNumber(command, "--max-length", options->maxLength, "Longest text in tokens, including special ones [128]",
                   3);
    command
        ->add_option("--pooling", options->pooling,
                     "What the head reads: pooler, cls or mean [the base's own]. Base and adapted network get "
                     "labels from one fixed head: the nearest class mean of the base's own features")
        ->type_name("NAME");
    options->taskOptions.addTo(command);
    parser.addJson(command);
    command->callback([&parser, options] { parser.action = [&parser, options] { return probe(*options, parser); }; });
}

}  // namespace adapterscope::cli
