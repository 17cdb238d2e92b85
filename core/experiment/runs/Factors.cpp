// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/Factors.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <utility>

#include "core/common/Error.h"
#include "core/common/NumberFromText.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/experiment/runs/TaskNames.h"

namespace adapterscope {

namespace {

/// A hyperparameter and how a label puts its value.
struct LabelWords {
    const char* factor;
    const char* pattern;
};
constexpr std::array hyperparameterWords = {LabelWords{"learning_rate", "lr {}"},
                                            LabelWords{"batch", "batch {}"},
                                            LabelWords{"epochs", "epochs {}"},
                                            LabelWords{"stop_after", "to {}"},
                                            LabelWords{"start", "from {}"},
                                            LabelWords{"warmup", "warm-up {}"},
                                            LabelWords{"optimizer", "optimizer {}"},
                                            LabelWords{"weight_decay", "weight decay {}"},
                                            LabelWords{"clip", "clip {}"},
                                            LabelWords{"head_dropout", "head dropout {}"},
                                            LabelWords{"base_dropout", "base dropout {}"},
                                            LabelWords{"evaluations", "evaluations {}"},
                                            LabelWords{"patience", "patience {}"},
                                            LabelWords{"max_length", "max length {}"},
                                            LabelWords{"precision", "precision {}"},
                                            LabelWords{"threads", "threads {}"},
                                            LabelWords{"defaults", "defaults {}"},
                                            LabelWords{"pooling", "pooling {}"},
                                            LabelWords{"task", "{}"},
                                            LabelWords{"base", "on {}"}};

/// Those of a run's settings that are factors.
nlohmann::json trainingJson(const RunSpec& spec) {
    nlohmann::json settings = toJson(spec.hyperparameters);
    settings["learning_rate"] = effectiveLearningRate(spec);
    settings["pooling"] = toText(spec.pooling);
    settings["stop_after"] = spec.hyperparameters.stopAfter;
    settings["start"] = spec.hyperparameters.start.hash;
    settings["start_folder"] = spec.hyperparameters.start.folder;
    return settings;
}

std::string valueText(const nlohmann::json& value) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "on" : "off";
    return value.is_number_float() ? numberText(value.get<double>()) : value.dump();
}

/// The name of a part's key as a factor; in a union it names the part, numbered if a method occurs twice.
std::string factorName(const Design& design, std::size_t part, const KeyInfo& key) {
    if (design.parts.size() == 1 || key.isOfDesign)
        return key.name;
    const std::string& method = design.parts[part].method;
    const auto before = std::count_if(design.parts.begin(), design.parts.begin() + static_cast<std::ptrdiff_t>(part),
                                      [&](const Part& other) { return other.method == method; });
    return method + (before == 0 ? "" : std::to_string(before + 1)) + '.' + key.name;
}

/// Visits the keys of a design as (factor, part, key): those of the design as a whole once, and not its rate, which is
/// a hyperparameter.
template <class Visit>
void eachKey(const Design& design, Visit visit) {
    for (std::size_t part = 0; part < design.parts.size(); ++part)
        for (const KeyInfo& key : methodOf(design.parts[part]).keys)
            if (key.name != "lr" && (part == 0 || !key.isOfDesign))
                visit(factorName(design, part, key), part, key);
}

/// Whether the part's method by itself would be read as another design. Runs to fuse are named by ids, which nobody
/// reads, and without any there is no design that could be trained.
bool isNeeded(const Design& design, std::size_t part, const KeyInfo& key) {
    return key.kind != KeyKind::Runs && key.get(design, part) != key.get(methodOf(design.parts[part]).defaults);
}

/// Numbers from small to large; others stay in their order.
void sortNumbers(std::vector<std::string>& values) {
    std::vector<std::pair<double, std::string>> numbers;
    for (const std::string& value : values) {
        try {
            numbers.emplace_back(numberFromText(value), value);
        } catch (const Error&) {
            return;
        }
    }
    std::stable_sort(numbers.begin(), numbers.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::transform(numbers.begin(), numbers.end(), values.begin(), [](const auto& number) { return number.second; });
}

/// Names by hash; if several hashes share a name, with the beginning of the hash.
class PlaceNames {
public:
    void add(const std::string& name, const std::string& hash) {
        if (m_names.emplace(hash, name).second)
            ++m_uses[name];
    }
    std::string of(const std::string& hash) const {
        const std::string& name = m_names.at(hash);
        return m_uses.at(name) == 1 ? name : fmt::format("{} ({})", name, hash.substr(0, 6));
    }

private:
    std::map<std::string, std::string> m_names;
    std::map<std::string, int> m_uses;
};

bool areRepeats(const RunSpec& a, const RunSpec& b) {
    return a.design == b.design && a.pooling == b.pooling && a.hyperparameters == b.hyperparameters &&
           a.taskHash == b.taskHash && a.baseHash == b.baseHash;
}

}  // namespace

std::string rateText(double rate) {
    const std::string plain = numberText(rate);
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.begin(), digits.end(), rate, std::chars_format::scientific);
    std::string scientific(digits.begin(), end);
    if (const auto zero = scientific.find("e-0"); zero != std::string::npos)
        scientific.erase(zero + 2, 1);
    return rate < 1 && scientific.size() <= plain.size() ? scientific : plain;
}

std::string factorText(const std::string& factor, const std::string& value) {
    if (factor == "method")
        return value;
    for (const LabelWords& words : hyperparameterWords)
        if (factor == words.factor)
            return fmt::format(fmt::runtime(words.pattern), value);
    return factor + '=' + value;
}

std::string shortName(const std::string& base) {
    const std::string last = std::filesystem::path(base).filename().string();
    return last.empty() ? base : last;
}

std::string seedText(const RunSpec& spec) {
    return spec.seed == spec.dataSeed ? fmt::format("seed {}", spec.seed)
                                      : fmt::format("seed {}/{}", spec.seed, spec.dataSeed);
}

nlohmann::json settingsJson(const RunSpec& spec) {
    nlohmann::json settings = trainingJson(spec);
    settings["limit_train"] = spec.task.limitTrain;
    return settings;
}

bool isSetting(const std::string& factor) {
    static const nlohmann::json all = trainingJson(RunSpec());
    return all.contains(factor);
}

Factors::Factors(const std::vector<const RunSpec*>& specs) {
    std::size_t last = 0;
    m_groupOf.reserve(specs.size());
    for (const RunSpec* spec : specs)
        m_groupOf.push_back(last = placeOf(*spec, last));
    readValues();
    findVarying();
    for (Group& group : m_groups) {
        group.label = labelOf(group);
        if (group.label.empty())
            group.label = toText(group.spec.design);
    }
}

/// Runs of a group mostly follow each other; an id takes longer to make than everything else together.
std::size_t Factors::placeOf(const RunSpec& spec, std::size_t last) {
    for (const std::size_t place : {last, last + 1, std::size_t{0}})
        if (place < m_groups.size() && areRepeats(m_groups[place].spec, spec))
            return place;
    auto& alike = m_byDesign[toText(spec.design)];
    for (const std::size_t place : alike)
        if (areRepeats(m_groups[place].spec, spec))
            return place;
    // Presets that agree in every setting are one design.
    const auto [place, isNew] = m_byId.try_emplace(groupId(spec), m_groups.size());
    if (isNew) {
        m_groups.push_back({spec, {}, {}});
        alike.push_back(place->second);
    }
    return place->second;
}

void Factors::requireFactor(const std::string& name) const {
    if (m_groups.empty() ||
        std::any_of(m_groups.begin(), m_groups.end(), [&](const Group& group) { return group.values.contains(name); }))
        return;
    std::vector<std::string> names;
    for (const Factor& factor : m_varying)
        names.push_back(factor.name);
    throw Error("\"{}\" is not a factor of these runs; what varies among them: {}.", name,
                names.empty() ? "nothing but seeds" : listed(names, "and"));
}

void Factors::readValues() {
    TaskNames tasks;
    PlaceNames bases, starts;
    for (const Group& group : m_groups) {
        const AdapterStart& start = group.spec.hyperparameters.start;
        starts.add(start ? shortName(start.folder) : "scratch", start.hash);
        tasks.add(group.spec);
        bases.add(shortName(group.spec.base), group.spec.baseHash);
    }
    std::map<std::string, std::string> namesOfTasks;  // by hash; each takes a while to make
    for (Group& group : m_groups) {
        const RunSpec& spec = group.spec;
        auto& values = group.values;
        const nlohmann::json settings = trainingJson(spec);
        for (const auto& [name, value] : settings.items())
            values[name] = valueText(value);
        values.try_emplace("defaults", "1");
        values["learning_rate"] = rateText(effectiveLearningRate(spec));
        const int stopAfter = spec.hyperparameters.stopAfter;
        values["stop_after"] = stopAfter == 0 ? "the end" : fmt::format("epoch {}", stopAfter);
        values["start"] = starts.of(spec.hyperparameters.start.hash);
        values.erase("start_folder");
        values["method"] = spec.design.name();
        eachKey(spec.design, [&](const std::string& factor, std::size_t part, const KeyInfo& key) {
            values[factor] = key.get(spec.design, part);
        });
        const auto [task, isNewTask] = namesOfTasks.try_emplace(spec.taskHash);
        if (isNewTask)
            task->second = tasks.of(spec.taskHash);
        values["task"] = task->second;
        values["base"] = bases.of(spec.baseHash);
    }
}

void Factors::findVarying() {
    std::vector<std::string> order = {"task", "base", "method"};
    std::map<std::string, Factor> factors;
    std::map<std::pair<std::string, std::string>, std::string> firstOfMethod;
    for (const Group& group : m_groups) {
        eachKey(group.spec.design, [&](const std::string& factor, std::size_t, const KeyInfo&) {
            if (std::find(order.begin(), order.end(), factor) == order.end())
                order.push_back(factor);
        });
        const std::string& method = group.values.at("method");
        for (const auto& [name, value] : group.values) {
            auto& values = factors.try_emplace(name, Factor{name, {}}).first->second.values;
            if (std::find(values.begin(), values.end(), value) == values.end())
                values.push_back(value);
            if (firstOfMethod.try_emplace({method, name}, value).first->second != value)
                m_byMethod[method].insert(name);
        }
    }
    for (const LabelWords& words : hyperparameterWords)
        if (std::find(order.begin(), order.end(), words.factor) == order.end())
            order.push_back(words.factor);
    for (const std::string& name : order) {
        const auto found = factors.find(name);
        if (found == factors.end() || found->second.values.size() < 2)
            continue;
        sortNumbers(found->second.values);
        m_varying.push_back(std::move(found->second));
    }
}

bool Factors::varies(const std::string& factor) const {
    return std::any_of(m_varying.begin(), m_varying.end(),
                       [&](const Factor& varying) { return varying.name == factor; });
}

/// Keys of designs and rates are compared within a method, since each method has its own; all else among all runs.
bool Factors::isShown(const std::string& factor, const Group& group) const {
    const auto own = m_byMethod.find(group.values.at("method"));
    if (own != m_byMethod.end() && own->second.contains(factor))
        return true;
    if (factor != "learning_rate" || !varies(factor))
        return varies(factor);
    Design design = group.spec.design;
    design.learningRate.reset();
    return effectiveLearningRate(group.spec) != learningRateOf(design);
}

/// What varies within the method; beside the method's name also what the name by itself would leave at its default, or
/// the label would read as another design.
std::string Factors::designLabel(const Group& group, const std::set<std::string>& omitted) const {
    const Design& design = group.spec.design;
    const auto varying = m_byMethod.find(design.name());
    const bool withMethods = isShown("method", group) && !omitted.contains("method");
    std::vector<std::string> texts(design.parts.size());
    eachKey(design, [&](const std::string& factor, std::size_t part, const KeyInfo& key) {
        const bool varies = varying != m_byMethod.end() && varying->second.contains(factor);
        if (!omitted.contains(factor) && (varies || (withMethods && isNeeded(design, part, key))))
            texts[part] +=
                (texts[part].empty() ? "" : ",") + (withMethods ? key.name : factor) + '=' + group.values.at(factor);
    });
    std::string label;
    for (std::size_t part = 0; part < texts.size(); ++part) {
        std::string text = texts[part];
        if (withMethods)
            text = design.parts[part].method + (text.empty() ? "" : ':' + text);
        if (!text.empty())
            label += (label.empty() ? "" : withMethods ? " & " : ",") + text;
    }
    return label;
}

/// Empty if nothing is shown.
std::string Factors::labelOf(const Group& group, const std::set<std::string>& omitted) const {
    std::string label = designLabel(group, omitted);
    for (const LabelWords& words : hyperparameterWords)
        if (!omitted.contains(words.factor) && isShown(words.factor, group))
            label += (label.empty() ? "" : ", ") + factorText(words.factor, group.values.at(words.factor));
    return label;
}

std::string Factors::labelWithout(std::size_t i, const std::string& factor, const std::string& other) const {
    const Group& group = m_groups[m_groupOf[i]];
    const std::string label = labelOf(group, {factor, other});
    return label.empty() ? group.spec.design.name() : label;
}

std::string Factors::common() const {
    if (m_groups.empty())
        return {};
    const Group& first = m_groups.front();
    std::string text;
    if (!varies("method") && !m_varying.empty()) {  // if nothing varies, the label is the design
        Design design = first.spec.design;
        design.learningRate.reset();
        eachKey(first.spec.design, [&](const std::string& factor, std::size_t part, const KeyInfo& key) {
            if (varies(factor))
                key.set(design, key.get(methodOf(design.parts[part]).defaults), part);
        });
        text = toText(design);
    }
    for (const char* factor : {"learning_rate", "task", "base"})
        if (!varies(factor))
            text += (text.empty() ? "" : ", ") + factorText(factor, first.values.at(factor));
    return text;
}

bool Factors::hasUnstatedRates() const {
    return varies("learning_rate") && std::any_of(m_groups.begin(), m_groups.end(), [this](const Group& group) {
               return !isShown("learning_rate", group);
           });
}

std::string Factors::valueOf(std::size_t i, const std::string& factor) const {
    const auto found = values(i).find(factor);
    return found == values(i).end() ? std::string() : found->second;
}

std::string Factors::labelWithoutAll(std::size_t i, const std::set<std::string>& factors) const {
    return labelOf(m_groups[m_groupOf[i]], factors);
}

std::set<std::string> sizeFactors(const Design& design) {
    std::set<std::string> sizes;
    eachKey(design, [&](const std::string& factor, std::size_t part, const KeyInfo& key) {
        if (key.name == methodOf(design.parts[part]).sizeKey)
            sizes.insert(factor);
    });
    return sizes;
}

std::string scopeText(const RunSpec& spec, const std::string& label) {
    const std::string design = toText(spec.design);
    const bool isNamed = label == design || label.starts_with(design + ", ");
    return (isNamed ? "" : design + ", ") + spec.taskName + " on " + spec.base;
}

std::string curveKey(const RunSpec& spec) {
    Design design = spec.design;
    for (std::size_t part = 0; part < design.parts.size(); ++part) {
        const MethodInfo& method = methodOf(design.parts[part]);
        if (const KeyInfo* size = method.key(method.sizeKey))
            size->set(design, size->get(method.defaults), part);
    }
    return toText(design) + '|' + toText(spec.pooling) + '|' + toJson(spec.hyperparameters).dump();
}

}  // namespace adapterscope
