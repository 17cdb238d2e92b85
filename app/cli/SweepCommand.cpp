// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "app/cli/Commands.h"
#include "app/cli/PlanView.h"
#include "app/cli/Planning.h"
#include "app/cli/Rounds.h"
#include "app/cli/RunView.h"
#include "app/cli/Training.h"
#include "app/cli/TrainingOptions.h"
#include "app/cli/Usage.h"
#include "core/common/Error.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "core/common/Quantity.h"
#include "core/common/TextFile.h"
#include "core/experiment/plan/Fusions.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "core/experiment/plan/TimeEstimate.h"

namespace adapterscope::cli {

namespace {

constexpr std::uintmax_t largestSweepFile = 16u << 20;  // bytes

struct SweepOptions {
    std::vector<std::string> designs;  ///< or one FILE.json
    std::vector<std::string> bases;
    std::vector<std::string> tasks;
    TaskOptions taskOptions;
    HyperparameterOptions hyperparameters;
    std::optional<int> seeds;
    std::string project;
    int workers = 0;                ///< 0: one for each core
    std::vector<std::string> runs;  ///< ids of the waiting runs to train; empty = all
    bool dryRun = false;
    std::string keepWeights;
};

bool isSweepFile(const std::vector<std::string>& words) {
    return words.size() == 1 && std::filesystem::path(words[0]).extension() == ".json";
}

Sweep readSweepFile(const std::string& file) {
    const std::string text = readWholeFile(file, largestSweepFile);
    try {
        return sweepFromJson(parseJson(text));
    } catch (const nlohmann::json::exception& error) {
        throw Error("The sweep file {} is not the JSON of a sweep: {}", file, faultOf(error));
    } catch (const Error& error) {
        throw Error("In the sweep file {}: {}", file, error.sentence());
    }
}

/// The grid of the command line: that of a file if given, overridden by the options given.
std::vector<Sweep> sweepsOf(const SweepOptions& options) {
    Sweep sweep;
    if (isSweepFile(options.designs))
        sweep = readSweepFile(options.designs[0]);
    else
        sweep.designs = options.designs;
    if (!options.bases.empty())
        sweep.bases = options.bases;
    for (std::string& base : sweep.bases)
        base = anchored(base);
    if (!options.tasks.empty())
        sweep.tasks.clear();
    for (const std::string& task : options.tasks)
        sweep.tasks.push_back(options.taskOptions.source(anchored(task)));
    if (options.seeds)
        sweep.seeds = *options.seeds;
    if (sweep.designs.empty())
        throw Error("No design was given. Write designs before --task, such as \"houlsby:m=8|64\".", ErrorKind::Usage);
    if (sweep.bases.empty())
        throw Error("No base was given: --base builtin, minilm, or a model folder.", ErrorKind::Usage);
    if (sweep.tasks.empty())
        throw Error("No task was given: --task sentiment, another built-in one, a file or a folder.", ErrorKind::Usage);
    return options.hyperparameters.applyTo(sweep);
}

/// How many runs of a grid are in which state, before and after training.
struct Tally {
    int runs = 0, done = 0, skipped = 0, failed = 0;
    int pilots = 0;  ///< among the runs
    bool isComplete = true, machineFailed = false;
};

bool endedWell(const RunRecord& record) {
    return adapterscope::endedWell(record.result.status, record.isPilot);
}

/// The runs to train: what failed or was stopped is tried again; what diverged would diverge again.
std::vector<std::string> prepare(Project& project, const std::set<std::string>& ids, Tally& tally) {
    std::vector<std::string> toTrain;
    tally.runs += static_cast<int>(ids.size());
    for (const RunRecord& record : project.runs()) {
        if (ids.count(record.id) == 0)
            continue;
        const Status status = record.result.status;
        tally.pilots += record.isPilot;
        if (endedWell(record)) {
            ++tally.skipped;
        } else if (status == Status::Diverged) {
            ++tally.failed;
        } else {
            if (status == Status::Failed || status == Status::Cancelled)
                project.retry(record.id);
            toTrain.push_back(record.id);
        }
    }
    return toTrain;
}

void countEnded(const Project& project, const std::vector<std::string>& ids, Tally& tally) {
    const std::set<std::string> trained(ids.begin(), ids.end());
    for (const RunRecord& record : project.runs()) {
        if (trained.count(record.id) == 0)
            continue;
        const Status status = record.result.status;
        tally.done += endedWell(record);
        tally.failed += !endedWell(record) && (status == Status::Failed || status == Status::Diverged);
    }
}

int workersFor(const SweepOptions& options, std::size_t runs) {
    return options.workers > 0 ? options.workers : cli::workersFor(runs);
}

/// Trains what is missing of these runs; `planned` are those whose lengths are known.
void trainMissing(const SweepOptions& options, Project& project, const std::set<std::string>& ids,
                  const std::vector<PlannedRun>& planned, Messages& messages, Tally& tally) {
    const int skipped = tally.skipped;
    const std::vector<std::string> toTrain = prepare(project, ids, tally);
    messages.say(fmt::format("{}, {} finished before, {} to train", counted(std::ssize(ids), "run"),
                             tally.skipped - skipped, toTrain.size()));
    TrainingSettings settings;
    settings.workers = workersFor(options, toTrain.size());
    settings.keepAllWeights = options.keepWeights == "all";
    const std::set<std::string> missing(toTrain.begin(), toTrain.end());
    std::vector<PlannedRun> expected;
    for (const PlannedRun& run : planned)
        if (missing.contains(run.id)) {
            settings.steps[run.id] = static_cast<double>(run.steps);
            expected.push_back(run);
        }
    settings.expectedSeconds = estimateTime(expected, project.runs(), settings.workers).seconds;
    const TrainingEnd end = trainRuns(project, toTrain, settings, messages);
    tally.isComplete = tally.isComplete && end.complete;
    tally.machineFailed = tally.machineFailed || end.machineFailed;
    countEnded(project, toTrain, tally);
}

void printTally(const Tally& tally, double seconds, bool json) {
    if (json)
        printJson({{"runs", tally.runs},
                   {"pilots", tally.pilots},
                   {"done", tally.done},
                   {"skipped", tally.skipped},
                   {"failed", tally.failed},
                   {"seconds", seconds}});
    else
        std::cout << fmt::format("{}: {} trained now, {} finished before, {} failed or diverged; {}\n",
                                 counted(tally.runs, "run"), tally.done, tally.skipped, tally.failed,
                                 durationText(seconds));
}

/// Throws Error if something that was to be trained is missing.
void requireAll(const Tally& tally, const RatePlan& plan, const std::string& project) {
    if (!tally.isComplete)
        throw Error(Sentence("Stopped. What was finished is kept in {}; the same command trains only what is missing.",
                             project),
                    ErrorKind::Cancelled);
    const ErrorKind kind = tally.machineFailed ? ErrorKind::Machine : ErrorKind::Run;
    if (tally.failed > 0)
        throw Error(
            Sentence("{} of {} runs failed or diverged; adapterscope-cli runs {} shows why.{}", tally.failed,
                     tally.runs, project, plan.undecided.empty() ? "" : " Runs whose pilots failed were not trained."),
            kind);
    requireRates(plan, kind);
}

/// Trains those of a round that were not met in an earlier one.
std::function<bool(const std::vector<PlannedRun>&)> trainer(const SweepOptions& options, Project& project,
                                                            std::set<std::string>& met, Messages& messages,
                                                            Tally& tally) {
    return [&](const std::vector<PlannedRun>& round) {
        std::set<std::string> ids;
        for (const PlannedRun& run : round)
            if (met.insert(run.id).second)
                ids.insert(run.id);
        if (!ids.empty())
            trainMissing(options, project, ids, round, messages, tally);
        return tally.isComplete;
    };
}

/// The waiting runs of the project, and those that its started sweeps still lack; or only the waiting runs that are
/// given, and the sweeps that they belong to.
RatePlan continueSweeps(const SweepOptions& options, Project& project, Messages& messages, Tally& tally) {
    const std::set<std::string> wanted(options.runs.begin(), options.runs.end());
    std::set<std::string> met;
    for (const std::string& id : project.pending())
        if (wanted.empty() || wanted.contains(id))
            met.insert(id);
    for (const RunRecord& record : project.runs())
        if (endedWell(record))
            met.insert(record.id);
    trainMissing(options, project, met, {}, messages, tally);
    RatePlan all;
    for (const Sweep& sweep : startedSweeps(project)) {
        if (!tally.isComplete)
            break;
        const std::vector<PlannedRun> planned = plan(sweep);
        const Continuation next = continuationOf(planned, project.runs());
        if (!wanted.empty() && !next.hasAnyOf(wanted))
            continue;
        if (next.isOver) {
            forgetStarted(project, {sweep});
            continue;
        }
        const RatePlan own =
            inRounds(project, {sweep}, planned, messages, trainer(options, project, met, messages, tally));
        all.undecided.insert(all.undecided.end(), own.undecided.begin(), own.undecided.end());
        all.faults.insert(all.faults.end(), own.faults.begin(), own.faults.end());
    }
    return all;
}

/// Either what the project is waiting for, or the runs of these sweeps.
int trainSweep(const SweepOptions& options, Project& project, const std::vector<Sweep>& sweeps,
               const std::vector<PlannedRun>& planned, const Parser& parser) {
    const auto start = std::chrono::steady_clock::now();
    Messages messages(parser.quiet);
    reportUnreadable(project.unreadable(), messages);
    if (const int interrupted = project.interruptedAtOpening())
        messages.say(fmt::format("Interrupted when this project was last in use: {}, trained again",
                                 counted(interrupted, "run")));
    Tally tally;
    std::set<std::string> met;
    const RatePlan plan =
        sweeps.empty() ? continueSweeps(options, project, messages, tally)
                       : inRounds(project, sweeps, planned, messages, trainer(options, project, met, messages, tally));
    project.requireInPlace();
    printTally(tally, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), parser.json);
    requireAll(tally, plan, project.file().string());
    return 0;
}

/// What a sweep would train, as far as that is known before its pilots.
int dryRun(const SweepOptions& options, const std::vector<PlannedRun>& planned, const std::vector<Sentence>& remarks,
           const Parser& parser) {
    std::vector<RunRecord> known;
    if (std::filesystem::exists(options.project))
        known = Project::openForReading(options.project)->runs();
    requireFusable(planned, known);
    RatePlan plan = withRates(planned, known);
    plan.runs.insert(plan.runs.end(), plan.undecided.begin(), plan.undecided.end());
    const std::set<std::string> ids = idsOf(plan.runs);
    std::set<std::string> finished;
    for (const RunRecord& record : known)
        if (endedWell(record) && ids.count(record.id))
            finished.insert(record.id);
    const auto estimate = estimateTime(plan.runs, known, workersFor(options, plan.runs.size()));
    printPlan(plan.runs, remarks, finished, estimate, parser.json);
    return 0;
}

void requireRuns(const Project& project, const std::vector<std::string>& ids) {
    for (const std::string& id : ids)
        if (!project.run(id))
            throw Error("The project has no run {}: adapterscope-cli runs {} --json lists their ids.", id,
                        project.file().string());
}

int run(const SweepOptions& options, const Parser& parser) {
    if (!options.keepWeights.empty() && options.keepWeights != "all")
        throw Error("--keep-weights is all or left out, not \"{}\".", options.keepWeights);
    if (options.project.empty() && !options.dryRun)
        throw Error("A sweep needs a project file to keep its runs: --project FILE (or --dry-run only to list them).",
                    ErrorKind::Usage);
    const bool isGiven = !options.designs.empty() || !options.bases.empty() || !options.tasks.empty();
    if (!isGiven) {
        const std::unique_ptr<Project> project = openExisting(options.project);
        requireRuns(*project, options.runs);
        return trainSweep(options, *project, {}, {}, parser);
    }
    if (!options.runs.empty())
        throw Error("--runs trains waiting runs of the project, and designs plan new ones: give one of the two.",
                    ErrorKind::Usage);
    const std::vector<Sweep> sweeps = sweepsOf(options);
    const std::vector<PlannedRun> planned = planAll(sweeps);
    requireProjectOfFusions(planned, options.project);
    Messages messages(parser.quiet);
    const std::vector<Sentence> remarks = sayRemarks(planned, messages);
    if (options.dryRun)
        return dryRun(options, planned, remarks, parser);
    return trainSweep(options, *Project::open(options.project), sweeps, planned, parser);
}

}  // namespace

void addSweepCommand(Parser& parser) {
    auto options = std::make_shared<SweepOptions>();
    CLI::App* command = parser.add(
        "sweep",
        "Train a grid of designs, tasks, settings and seeds into a project; running it again trains only what is "
        "missing",
        {"sweep 'houlsby:m=2|8|32' 'top:k=1|2' full --base builtin --task sentiment --seeds 2 --project p.adapterscope",
         "sweep houlsby:m=8 --base builtin --task sentiment topic --learning-rate '1e-3|3e-3' --epochs 2 --dry-run",
         "sweep houlsby lora bitfit --base builtin --task sentiment --learning-rate auto --project p.adapterscope",
         "sweep grid.json --project p.adapterscope",
         "sweep --project p.adapterscope      (continues with what is waiting there)"});
    command->add_option("DESIGN", options->designs,
                        "NAME[:key=value,...], alternatives a|b expand; or one FILE.json with the whole grid");
    command->add_option("--base", options->bases, "builtin, minilm, or a model folder; once for each base")
        ->type_name("BASE")
        ->allow_extra_args(false);
    command->add_option("--task", options->tasks, "Built-in tasks, files or folders")->type_name("TASK");
    addWholeNumber(command, "--seeds", options->seeds, "Seed pairs (0,0) to (N-1,N-1) [1]", 1);
    command->add_option("--project", options->project, "The project file; created if it does not exist")
        ->type_name("FILE");
    addWholeNumber(command, "--workers", options->workers, "Runs at the same time [one for each core]", 1, mostWorkers);
    command->add_option("--runs", options->runs, "Ids of the project's waiting runs to train [all, without designs]")
        ->type_name("ID");
    command->add_flag("--dry-run", options->dryRun, "Print the runs without training them");
    command->add_option("--keep-weights", options->keepWeights, "all: also keep large tunings (full, top layers)")
        ->type_name("all");
    options->taskOptions.addTo(command);
    options->hyperparameters.addTo(command);
    parser.addJson(command);
    command->callback([&parser, options] { parser.action = [&parser, options] { return run(*options, parser); }; });
}

}  // namespace adapterscope::cli
