// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

#include "app/cli/Commands.h"
#include "app/cli/Planning.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "app/cli/Training.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Folders.h"
#include "core/common/ScratchFolder.h"
#include "core/design/methods/Fusion.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "core/experiment/plan/Fusions.h"

namespace adapterscope::cli {

namespace {

struct ReproduceOptions {
    std::string project, run;
};

/// The run as planned now. Throws Error if it would not be the same.
PlannedRun planAgain(const RunRecord& record) {
    const RunSpec& spec = record.spec;
    const PlannedBase base = planBase(spec.base);
    if (base.hash != spec.baseHash)
        throw Error("The base {} has changed since this run was trained, so it cannot be reproduced.", spec.base);
    requirePooler(spec.pooling, base);
    if (const AdapterStart& start = spec.hyperparameters.start; start && savedAdapterHash(start.folder) != start.hash)
        throw Error("The adapter in {} has changed since this run was trained, so it cannot be reproduced.",
                    start.folder);
    const PlannedTask task = planTask(spec.task);
    if (task.hash != spec.taskHash)
        throw Error("The task {} has changed since this run was trained, so it cannot be reproduced.", spec.task.name);
    PlannedRun run;
    run.spec = spec;
    run.parameters = record.parameters;
    run.remarks = remarksOn(spec, base, task);
    return run;
}

/// The numbers of a run by name, which the same spec must reproduce; times are left out.
std::map<std::string, double> numbersOf(const RunResult& result) {
    std::map<std::string, double> numbers = result.metrics;
    numbers["trained"] = static_cast<double>(result.trained);
    numbers["best_step"] = static_cast<double>(result.bestStep);
    numbers["steps"] = static_cast<double>(result.steps);
    if (result.dev)
        numbers["dev"] = *result.dev;
    if (result.test)
        numbers["test"] = *result.test;
    for (const CurvePoint& point : result.curve) {
        const std::string at = " at step " + std::to_string(point.step);
        if (point.step > 0)
            numbers["train_loss" + at] = point.trainLoss;
        numbers["dev_loss" + at] = point.devLoss;
        numbers["dev" + at] = point.dev;
    }
    return numbers;
}

/// How the two runs' environments differ, by name: it explains differences in the last digits.
nlohmann::json changesOf(const std::map<std::string, std::string>& before,
                         const std::map<std::string, std::string>& after) {
    nlohmann::json changes = nlohmann::json::array();
    for (const auto& [name, value] : before) {
        const auto other = after.find(name);
        const std::string now = other == after.end() ? "unknown" : other->second;
        if (now != value)
            changes.push_back({{"name", name}, {"before", value}, {"after", now}});
    }
    return changes;
}

void printComparison(const RunSpec& spec, bool same, std::size_t compared, const nlohmann::json& differences,
                     const nlohmann::json& changes) {
    std::cout << onOneLine(runLabel(spec)) << ": "
              << (same ? fmt::format("all {} numbers are the same\n", compared)
                       : fmt::format("{} of {} numbers differ\n", differences.size(), compared));
    for (const nlohmann::json& difference : differences)
        std::cout << "  " << onOneLine(difference["name"].get<std::string>()) << ": " << difference["before"]
                  << " then, " << difference["after"] << " now\n";
    if (!changes.empty())
        std::cout << "This time it was trained on different hardware or with different libraries, which may change the "
                     "last digits:\n";
    for (const nlohmann::json& change : changes)
        std::cout << onOneLine(fmt::format("  {}: {} then, {} now", change["name"].get<std::string>(),
                                           change["before"].get<std::string>(), change["after"].get<std::string>()))
                  << '\n';
}

constexpr ScratchFolder::Use fusedScratch{"adapterscope-fused-", "trained tensors of the runs that are fused",
                                          "TMPDIR"};

RunRecord trainAgain(const PlannedRun& planned, const std::string& id, const Project& before, Messages& messages) {
    const auto project = Project::untitled();
    if (!fusedRuns(planned.spec.design).empty()) {
        ScratchFolder::removeLeftovers(fusedScratch, temporaryFolder());
        copyFusedRuns(planned.spec.design, before, *project, ScratchFolder(fusedScratch, temporaryFolder()).path());
    }
    project->addRuns({planned});
    if (!trainRuns(*project, {id}, {}, messages).complete)
        throw Error("Stopped.", ErrorKind::Cancelled);
    return project->requireRun(id);
}

int reproduce(const ReproduceOptions& options, const Parser& parser) {
    const auto project = readExisting(options.project);
    const RunRecord record = project->find(options.run);
    if (record.result.status != Status::Done)
        throw Error("The run {} is {}, not done: there is nothing to compare with.", record.id,
                    toText(record.result.status));
    const PlannedRun planned = planAgain(record);
    requireFusable({planned}, project->runs());
    Messages messages(parser.quiet);
    sayRemarks({planned}, messages);
    const RunRecord again = trainAgain(planned, record.id, *project, messages);
    const auto before = numbersOf(record.result), after = numbersOf(again.result);
    nlohmann::json differences = nlohmann::json::array();
    for (const auto& [name, value] : before) {
        const auto other = after.find(name);
        if (other == after.end() || other->second != value)
            differences.push_back({{"name", name},
                                   {"before", value},
                                   {"after", other == after.end() ? nlohmann::json() : nlohmann::json(other->second)}});
    }
    const bool same = differences.empty() && before.size() == after.size();
    const nlohmann::json changes = changesOf(record.result.environment, again.result.environment);
    if (parser.json)
        printJson({{"same", same},
                   {"run", record.id},
                   {"compared", before.size()},
                   {"differences", differences},
                   {"environment", changes}});
    else
        printComparison(record.spec, same, before.size(), differences, changes);
    return same ? 0 : static_cast<int>(ErrorKind::Run);
}

}  // namespace

void addReproduceCommand(Parser& parser) {
    auto options = std::make_shared<ReproduceOptions>();
    CLI::App* command = parser.add("reproduce", "Train a run again and compare every number",
                                   {"reproduce p.adapterscope 3f2a9c81d5e07b64"});
    command->add_option("PROJECT", options->project, "The project file")->required();
    command->add_option("RUN", options->run, "The run's id, or the start of it")->required();
    parser.addJson(command);
    command->callback(
        [&parser, options] { parser.action = [&parser, options] { return reproduce(*options, parser); }; });
}

}  // namespace adapterscope::cli
