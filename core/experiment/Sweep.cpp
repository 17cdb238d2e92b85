// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/Sweep.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

#include "core/Error.h"
#include "core/data/Bases.h"
#include "core/design/Budget.h"
#include "core/experiment/JsonFields.h"
#include "core/text/Tokenizer.h"

namespace adapterscope {
namespace {

/// Sentences about what is wrong, gathered so that a person sees them all at once.
class Faults {
public:
    void add(const std::string& sentence) {
        if (m_known.insert(sentence).second)
            m_text += (m_text.empty() ? "" : "\n") + sentence;
    }

    /// Runs the action; an Error of it is one more fault.
    template <class Action>
    void gather(Action action) {
        try {
            action();
        } catch (const Error& error) {
            if (m_text.empty())
                m_kind = error.kind();
            add(error.what());
        }
    }

    void throwIfAny() const {
        if (!m_text.empty())
            throw Error(m_text, m_kind);
    }

private:
    std::set<std::string> m_known;
    std::string m_text;
    ErrorKind m_kind = ErrorKind::Input;
};

/// A text stands for a list of one.
std::vector<std::string> textOrList(JsonFields& fields, const char* key) {
    const nlohmann::json* field = fields.find(key);
    if (field && field->is_string())
        return {field->get<std::string>()};
    std::vector<std::string> list;
    fields.read(key, list);
    return list;
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
        faults.add(fmt::format("The sweep has {} seeds: it needs at least 1.", sweep.seeds));
    for (double rate : sweep.learningRates)
        if (!(std::isfinite(rate) && rate > 0))
            faults.add(fmt::format("learning rate is {}: it must be above 0.", rate));
    faults.gather([&] { requireValid(sweep.hyperparameters); });
    if (!sweep.pooling.empty())
        faults.gather([&] { poolingFromText(sweep.pooling); });
}

void checkBase(const Sweep& sweep, const PlannedBase& base, Faults& faults) {
    if (sweep.hyperparameters.maxLength > base.config.positions)
        faults.add(fmt::format("max length is {}, but the base {} has only {} positions: choose {} or less.",
                               sweep.hyperparameters.maxLength, base.name, base.config.positions,
                               base.config.positions));
    if (sweep.pooling == toText(Pooling::Pooler) && !base.config.hasPooler)
        faults.add(fmt::format("The base {} has no pooler: choose --pooling cls or mean.", base.name));
}

void checkDesign(const Design& design, const PlannedBase& base, Faults& faults) {
    for (const Finding& finding : validate(design, base.config))
        if (finding.fault)
            faults.add(fmt::format("{} on {}: {}", toText(design), base.name, finding.sentence));
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
    const std::int64_t embeddings = std::int64_t{config.vocabulary} + config.positions + config.types;
    return config.parameters(false) - embeddings * config.hidden;
}

std::int64_t stepsOf(const Hyperparameters& hyperparameters, std::int64_t rows) {
    return (rows + hyperparameters.batch - 1) / hyperparameters.batch * hyperparameters.epochs;
}

/// The rates at which a design is trained: 0 stands for its own or its method's default.
std::vector<double> ratesOf(const Design& design, const Sweep& sweep) {
    if (design.learningRate || sweep.learningRates.empty())
        return {design.learningRate ? 0 : sweep.hyperparameters.learningRate};
    return sweep.learningRates;
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
            {"learning_rates", sweep.learningRates},
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
    fields.read("learning_rates", sweep.learningRates);
    fields.read("pooling", sweep.pooling);
    fields.read("seeds", sweep.seeds);
    fields.requireNoOthers();
    return sweep;
}

std::vector<PlannedRun> plan(const Sweep& sweep, const std::vector<PlannedBase>& bases,
                             const std::vector<PlannedTask>& tasks) {
    Faults faults;
    checkGrid(sweep, faults);
    const std::vector<Design> designs = expandAll(sweep.designs, faults);
    for (const PlannedBase& base : bases) {
        checkBase(sweep, base, faults);
        for (const Design& design : designs)
            checkDesign(design, base, faults);
    }
    faults.throwIfAny();

    std::vector<PlannedRun> grid;  // of the first seed
    std::set<std::string> known;
    for (const PlannedTask& task : tasks)
        for (const PlannedBase& base : bases)
            for (const Design& design : designs) {
                PlannedRun run;
                run.spec.design = design;
                run.spec.base = base.name;
                run.spec.baseHash = base.hash;
                run.spec.task = task.source;
                run.spec.taskName = task.name;
                run.spec.taskHash = task.hash;
                run.spec.pooling = sweep.pooling.empty() ? base.config.defaultPooling : poolingFromText(sweep.pooling);
                run.spec.hyperparameters = sweep.hyperparameters;
                run.parameters = count(design, base.config, task.classes, run.spec.pooling).trained;
                run.steps = stepsOf(sweep.hyperparameters, task.trainRows);
                run.devRows = task.devRows;
                run.testRows = task.testRows;
                run.layerParameters = layerParameters(base.config);
                for (const Finding& finding : validate(design, base.config, run.spec.pooling))
                    run.remarks.push_back(finding.sentence);
                if (run.parameters == 0)
                    faults.add(fmt::format("{} on {} trains nothing.", toText(design), base.name));
                for (double rate : ratesOf(design, sweep)) {
                    run.spec.hyperparameters.learningRate = rate;
                    run.group = groupId(run.spec);
                    if (known.insert(run.group).second)
                        grid.push_back(run);
                }
            }
    faults.throwIfAny();

    std::vector<PlannedRun> runs;
    for (int seed = 0; seed < sweep.seeds; ++seed)
        for (PlannedRun run : grid) {
            run.spec.seed = run.spec.dataSeed = static_cast<std::uint64_t>(seed);
            run.id = runId(run.spec);
            runs.push_back(std::move(run));
        }
    return runs;
}

std::vector<PlannedRun> plan(const Sweep& sweep) {
    Faults faults;
    std::vector<PlannedBase> bases;
    std::vector<PlannedTask> tasks;
    for (const std::string& name : sweep.bases)
        faults.gather([&] {
            const BaseRef base = resolveBase(name);
            checkBaseFolder(base.folder);
            loadTokenizer(base.folder);  // a base that cannot read is refused before a run is planned on it
            bases.push_back({name, baseHash(base.folder), readBaseConfig(base.folder)});
        });
    for (const TaskSource& source : sweep.tasks)
        faults.gather([&] {
            const Task task = loadTask(source);
            tasks.push_back({source, task.name, task.hash, task.classes(), std::ssize(task.train), std::ssize(task.dev),
                             std::ssize(task.test)});
        });
    // The designs are checked against what could be read, so that one attempt shows every fault.
    std::vector<PlannedRun> runs;
    faults.gather([&] { runs = plan(sweep, bases, tasks); });
    faults.throwIfAny();
    return runs;
}

std::vector<std::string> remarksOn(const std::vector<PlannedRun>& planned) {
    std::vector<std::pair<std::string, std::vector<std::string>>> remarks;  // sentence, designs
    for (const PlannedRun& run : planned)
        for (const std::string& sentence : run.remarks) {
            auto remark = std::find_if(remarks.begin(), remarks.end(),
                                       [&](const auto& other) { return other.first == sentence; });
            if (remark == remarks.end())
                remark = remarks.insert(remarks.end(), {sentence, {}});
            std::vector<std::string>& designs = remark->second;
            if (const std::string text = toText(run.spec.design);
                std::find(designs.begin(), designs.end(), text) == designs.end())
                designs.push_back(text);
        }
    std::vector<std::string> words;
    for (const auto& [sentence, designs] : remarks) {
        const std::size_t others = designs.size() - 1;
        const std::string more = others == 0 ? "" : fmt::format(" and {} other{}", others, others == 1 ? "" : "s");
        words.push_back(designs.front() + more + ": " + sentence);
    }
    return words;
}

}  // namespace adapterscope
