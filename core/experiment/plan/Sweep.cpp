// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/Sweep.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

#include "core/base/BaseFolder.h"
#include "core/base/BaseTokens.h"
#include "core/base/Bases.h"
#include "core/base/RequirePooler.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/common/JsonFields.h"
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/experiment/plan/Faults.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/experiment/runs/RunLimit.h"
#include "core/experiment/runs/Schedule.h"
#include "core/task/ReadingWatch.h"
#include "core/task/TaskLoader.h"

namespace adapterscope {
namespace {

constexpr int mostSeeds = 10'000;  // far above any sweep that ends
constexpr const char* autoRate = "auto";

/// A text counts as a list of one.
std::vector<std::string> textOrList(JsonFields& fields, const char* key) {
    const nlohmann::json* field = fields.find(key);
    if (field && field->is_string())
        return {field->get<std::string>()};
    return fields.get<std::vector<std::string>>(key, {});
}

/// Alternatives, or the word auto.
void readRates(JsonFields& fields, Sweep& sweep) {
    const nlohmann::json* field = fields.find("learning_rates");
    sweep.choosesRates = field && *field == autoRate;
    if (!sweep.choosesRates)
        fields.read("learning_rates", sweep.learningRates);
}

std::vector<TaskSource> tasksFrom(JsonFields& fields) {
    const nlohmann::json* field = fields.find("tasks");
    if (!field)
        return {};
    const nlohmann::json list = field->is_array() ? *field : nlohmann::json::array({*field});
    std::vector<TaskSource> tasks;
    for (const nlohmann::json& item : list) {
        if (item.is_string()) {
            tasks.emplace_back();
            tasks.back().name = item.get<std::string>();
        } else {
            tasks.push_back(taskSourceFromJson(item));
        }
    }
    return tasks;
}

void checkGrid(const Sweep& sweep, Faults& faults) {
    if (sweep.designs.empty())
        faults.add("The sweep has no design: name at least one, such as houlsby:m=8.");
    if (sweep.bases.empty())
        faults.add("The sweep has no base: name at least one, such as builtin.");
    if (sweep.tasks.empty())
        faults.add("The sweep has no task: name at least one, such as sentiment.");
    if (sweep.seeds < 1)
        faults.add({"The sweep has {} seeds: it needs at least 1.", sweep.seeds});
    if (sweep.seeds > mostSeeds)
        faults.add({"The sweep has {} seeds: it may have at most {}.", sweep.seeds, mostSeeds});
    for (double rate : sweep.learningRates)
        if (!(std::isfinite(rate) && rate > 0))
            faults.add({"learning rate is {}: it must be above 0.", rate});
    faults.gather([&] { requireValid(sweep.hyperparameters); });
    if (!sweep.pooling.empty())
        faults.gather([&] { poolingFromText(sweep.pooling); });
}

/// Throws Error if the sweep names a pooling that does not exist.
Pooling poolingOf(const Sweep& sweep, const PlannedBase& base) {
    return sweep.pooling.empty() ? base.config.defaultPooling : poolingFromText(sweep.pooling);
}

void checkBase(const Sweep& sweep, const PlannedBase& base, Faults& faults) {
    if (sweep.hyperparameters.maxLength > base.config.positions)
        faults.add({"max length is {}, but the base {} has only {} positions: lower {} to {} or less.",
                    sweep.hyperparameters.maxLength, base.name, base.config.positions, Setting::MaxLength,
                    base.config.positions});
    faults.gather([&] { requirePooler(poolingOf(sweep, base), base); });
}

void checkDesign(const Design& design, const PlannedBase& base, int maxLength, Faults& faults) {
    const auto add = [&](const Sentence& sentence) {
        faults.add({"{} on {}: {}", toText(design), base.name, sentence});
    };
    bool isSound = true;
    for (const Finding& finding : validate(design, base.config))
        if (finding.fault) {
            add(finding.sentence);
            isSound = false;
        }
    if (!isSound)
        return;
    faults.gather([&] { requirePositions(design, base.config, maxLength); });
    if (!base.tokenizer)
        return;
    for (const std::string& text : startTexts(design)) {
        try {
            wordIds(text, *base.tokenizer, base.config);
        } catch (const Error& error) {
            add(error.sentence());
        }
    }
}

std::vector<Design> expandAll(const std::vector<std::string>& texts, Faults& faults) {
    std::vector<Design> designs;
    for (const std::string& text : texts)
        faults.gather([&] {
            for (Design& design : expandDesigns(text))
                designs.push_back(std::move(design));
        });
    return designs;
}

std::int64_t layerParameters(const BaseConfig& config) {
    return entriesOf(
        factsWhere(config, [](const TensorFact& fact) { return !isTable(fact.role) && fact.role != Role::Pooler; }));
}

/// The rates at which a design is trained: 0 means its own or its method's default, or that it is still to be chosen.
std::vector<double> ratesOf(const Design& design, const Sweep& sweep) {
    if (design.learningRate || sweep.learningRates.empty() || sweep.choosesRates)
        return {design.learningRate ? 0 : sweep.hyperparameters.learningRate};
    return sweep.learningRates;
}

/// A run of the grid without its rate, seeds and identity.
PlannedRun runOf(const Sweep& sweep, const Design& design, const PlannedBase& base, const PlannedTask& task) {
    PlannedRun run;
    run.spec.design = design;
    run.spec.base = base.name;
    run.spec.baseHash = base.hash;
    run.spec.task = task.source;
    run.spec.taskName = task.name;
    run.spec.taskHash = task.hash;
    run.spec.pooling = poolingOf(sweep, base);
    run.spec.hyperparameters = sweep.hyperparameters;
    run.parameters = count(design, base.config, task.classes, run.spec.pooling).trained;
    run.steps = trainingSteps(sweep.hyperparameters, task.trainRows);
    run.devRows = task.devRows;
    run.testRows = task.testRows;
    run.layerParameters = layerParameters(base.config);
    run.remarks = remarksOn(run.spec, base, task);
    return run;
}

/// Adds what checkTraining finds about a run.
void checkRun(PlannedRun& run, std::int64_t rows, Faults& faults) {
    for (const Finding& finding : checkTraining(run.spec, rows)) {
        if (finding.fault)
            faults.add({"{} on {}: {}", toText(run.spec.design), run.spec.taskName, finding.sentence});
        else
            run.remarks.push_back({toText(run.spec.design), finding.sentence});
    }
}

/// The rate of a run is chosen by what its pilots score on dev, so they must be able to train and to be scored.
void checkPilots(const PlannedRun& run, const PlannedTask& task, Faults& faults) {
    PlannedRun pilot = pilotOf(run, effectiveLearningRate(run.spec));
    checkRun(pilot, task.trainRows, faults);
    if (task.devRows == 0)
        faults.add(
            {"A learning rate is chosen by the score on dev, and the task {} has no rows for dev: state the rates.",
             task.name});
}

/// Every run of the first seed.
std::vector<PlannedRun> gridOf(const Sweep& sweep, const std::vector<Design>& designs,
                               const std::vector<PlannedBase>& bases, const std::vector<PlannedTask>& tasks,
                               Faults& faults) {
    std::vector<PlannedRun> grid;
    std::set<std::string> known;
    for (const PlannedTask& task : tasks)
        for (const PlannedBase& base : bases)
            for (const Design& design : designs) {
                if (task.hasPairs && !base.pairFault.empty())
                    faults.add(base.pairFault);
                const PlannedRun common = runOf(sweep, design, base, task);
                if (common.parameters == 0)
                    faults.add({"{} on {} trains nothing.", toText(design), base.name});
                for (double rate : ratesOf(design, sweep)) {
                    PlannedRun run = common;
                    run.spec.hyperparameters.learningRate = rate;
                    run.rateIsAuto = sweep.choosesRates && !design.learningRate;
                    run.group = run.rateIsAuto ? settingId(run.spec) : groupId(run.spec);
                    checkRun(run, task.trainRows, faults);
                    if (run.rateIsAuto)
                        checkPilots(run, task, faults);
                    if (known.insert(run.group).second)
                        grid.push_back(std::move(run));
                }
            }
    return grid;
}

}  // namespace

nlohmann::json toJson(const Sweep& sweep) {
    nlohmann::json tasks = nlohmann::json::array();
    for (const TaskSource& task : sweep.tasks)
        tasks.push_back(toJson(task));
    return {{"designs", sweep.designs},
            {"bases", sweep.bases},
            {"tasks", std::move(tasks)},
            {"hyperparameters", toJson(sweep.hyperparameters)},
            {"learning_rates", sweep.choosesRates ? nlohmann::json(autoRate) : nlohmann::json(sweep.learningRates)},
            {"pooling", sweep.pooling},
            {"seeds", sweep.seeds}};
}

Sweep sweepFromJson(const nlohmann::json& json) {
    Sweep sweep;
    JsonFields fields(json, "the sweep");
    sweep.designs = textOrList(fields, "designs");
    sweep.bases = textOrList(fields, "bases");
    sweep.tasks = tasksFrom(fields);
    if (const nlohmann::json* hyperparameters = fields.find("hyperparameters"))
        sweep.hyperparameters = hyperparametersFromJson(*hyperparameters);
    readRates(fields, sweep);
    fields.read("pooling", sweep.pooling);
    fields.read("seeds", sweep.seeds);
    fields.requireNoOthers();
    return sweep;
}

std::vector<std::string> placesOf(const Sweep& sweep) {
    std::vector<std::string> places;
    const auto add = [&](const std::vector<std::string>& more) {
        places.insert(places.end(), more.begin(), more.end());
    };
    for (const std::string& base : sweep.bases)
        add(placesOfBase(base));
    for (const TaskSource& task : sweep.tasks)
        add(placesOfTask(task));
    add(placesOfStart(sweep.hyperparameters.start));
    return places;
}

std::vector<PlannedRun> plan(const Sweep& sweep, const std::vector<PlannedBase>& bases,
                             const std::vector<PlannedTask>& tasks) {
    Faults faults;
    checkGrid(sweep, faults);
    const std::vector<Design> designs = expandAll(sweep.designs, faults);
    requireFewRuns(designs.size());  // before the grid of all of them is made
    for (const PlannedBase& base : bases) {
        checkBase(sweep, base, faults);
        for (const Design& design : designs)
            checkDesign(design, base, sweep.hyperparameters.maxLength, faults);
    }
    faults.throwIfAny();

    const std::vector<PlannedRun> grid = gridOf(sweep, designs, bases, tasks, faults);
    faults.throwIfAny();
    const std::size_t pilots = sweep.choosesRates ? rateLadder(1).size() : 0;
    requireFewRuns(grid.size() * (static_cast<std::size_t>(sweep.seeds) + pilots));
    std::vector<PlannedRun> runs;
    for (int seed = 0; seed < sweep.seeds; ++seed)
        for (PlannedRun run : grid) {
            run.spec.seed = run.spec.dataSeed = static_cast<std::uint64_t>(seed);
            run.id = run.rateIsAuto ? run.group + '/' + std::to_string(seed) : runId(run.spec);
            runs.push_back(std::move(run));
        }
    return runs;
}

PlannedBase planBase(const std::string& name) {
    const BaseRef base = resolveBase(name);
    checkBaseFolder(base.folder);
    requireLoadable(base.folder);
    const BaseConfig config = readBaseConfig(base.folder);
    requireFiniteWeights(base.folder, config);
    std::shared_ptr<const Tokenizer> tokenizer = loadTokenizer(base.folder);
    TokenizerFit fit = tokenizerFit(*tokenizer, config, name);  // refused before a run is planned
    std::vector<Sentence> remarks = baseRemarks(base.folder, config);
    if (!fit.unusedEmbeddings.empty())
        remarks.emplace_back(std::move(fit.unusedEmbeddings));
    return {name,
            baseHash(base.folder),
            config,
            std::move(remarks),
            std::move(fit.pairFault),
            poolerFault(base.folder, config),
            std::move(tokenizer)};
}

void requirePooler(Pooling pooling, const PlannedBase& base) {
    requirePooler(pooling, base.config, base.name);
    if (pooling == Pooling::Pooler && !base.poolerFault.text().empty())
        throw Error(base.poolerFault);
}

PlannedTask planTask(const TaskSource& source, const std::stop_token& stop) {
    Task task = loadTask(source, stop);
    return {source,
            task.name,
            task.hash,
            task.classes(),
            std::ssize(task.train),
            std::ssize(task.dev),
            std::ssize(task.test),
            std::move(task.remarks),
            task.hasPairs};
}

std::vector<PlannedRun> plan(const Sweep& sweep, const std::stop_token& stop) {
    Faults faults;
    std::vector<PlannedBase> bases;
    std::vector<PlannedTask> tasks;
    for (const std::string& name : sweep.bases) {
        requireWanted(stop);
        faults.gather([&] { bases.push_back(planBase(name)); });
    }
    for (const TaskSource& source : sweep.tasks)
        faults.gather([&] { tasks.push_back(planTask(source, stop)); });
    requireWanted(stop);
    // The designs are checked against what could be read, so one attempt shows every fault.
    std::vector<PlannedRun> runs;
    faults.gather([&] { runs = plan(sweep, bases, tasks); });
    faults.throwIfAny();
    return runs;
}

std::vector<Remark> remarksOn(const RunSpec& spec, const PlannedBase& base, const PlannedTask& task) {
    std::vector<Remark> remarks;
    for (const Sentence& sentence : base.remarks)
        remarks.push_back({base.name, sentence});
    for (const Sentence& sentence : task.remarks)
        remarks.push_back({task.name, sentence});
    for (const Finding& finding : validate(spec.design, base.config, spec.pooling))
        remarks.push_back({toText(spec.design), finding.sentence});
    return remarks;
}

std::vector<Sentence> remarksOn(const std::vector<PlannedRun>& planned) {
    std::vector<Remark> remarks;
    std::set<std::string> groups;
    for (const PlannedRun& run : planned)
        if (groups.insert(run.group).second)  // seeds of a group have the same
            remarks.insert(remarks.end(), run.remarks.begin(), run.remarks.end());
    return inWords(remarks);
}

}  // namespace adapterscope
