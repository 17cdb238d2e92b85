// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunSpec.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/common/JsonFields.h"
#include "core/design/Methods.h"

namespace adapterscope {
namespace {

/// What determines a result, apart from seeds. What is added to it later is written only if it is not what its absence
/// stands for. nlohmann::json keeps keys sorted and writes numbers so that they read back the same, so equal identities
/// are equal texts.
nlohmann::json identity(const RunSpec& spec) {
    nlohmann::json hyperparameters = toJson(spec.hyperparameters);
    hyperparameters["learning_rate"] = effectiveLearningRate(spec);
    if (spec.hyperparameters.start)
        hyperparameters["start"] = spec.hyperparameters.start.hash;
    return {{"design", canonicalText(spec.design)},
            {"base", spec.baseHash},
            {"task", spec.taskHash},
            {"pooling", toText(spec.pooling)},
            {"hyperparameters", std::move(hyperparameters)}};
}

std::string shortHash(const nlohmann::json& identity) {
    return sha256(identity.dump()).substr(0, 16);
}

/// The hyperparameters that every stored run states. Never add one here: it would give every stored run another id.
template <class Visit>
void eachField(Visit visit) {
    visit("batch", &Hyperparameters::batch);
    visit("epochs", &Hyperparameters::epochs);
    visit("evaluations", &Hyperparameters::evaluations);
    visit("patience", &Hyperparameters::patience);
    visit("warmup", &Hyperparameters::warmup);
    visit("learning_rate", &Hyperparameters::learningRate);
    visit("weight_decay", &Hyperparameters::weightDecay);
    visit("clip", &Hyperparameters::clip);
    visit("optimizer", &Hyperparameters::optimizer);
    visit("head_dropout", &Hyperparameters::headDropout);
    visit("base_dropout", &Hyperparameters::baseDropout);
    visit("max_length", &Hyperparameters::maxLength);
    visit("threads", &Hyperparameters::threads);
    visit("precision", &Hyperparameters::precision);
}

/// Those that came later, each with the value that its absence stands for, which never changes. It is written, and so
/// enters the identity, only if it differs from that: a new one renames no stored run, and a program that does not
/// know it refuses only the runs that it matters to. (Keys of designs behave likewise: a design's text leaves out what
/// is at its default.)
template <class Visit>
void eachLaterField(Visit visit) {
    visit("defaults", &Hyperparameters::defaults, 1);
    visit("stop_after", &Hyperparameters::stopAfter, 0);
}

bool isAtLeast(double value, double least) {
    return std::isfinite(value) && value >= least;
}

/// Like a later field: left out if it is not set.
AdapterStart startFrom(JsonFields& fields) {
    AdapterStart start;
    if (const nlohmann::json* field = fields.find("start")) {
        JsonFields parts(*field, "the start of a run");
        parts.read("folder", start.folder);
        parts.read("hash", start.hash);
        parts.requireNoOthers();
    }
    return start;
}

}  // namespace

double effectiveLearningRate(const RunSpec& spec) {
    return spec.hyperparameters.learningRate > 0 ? spec.hyperparameters.learningRate : learningRateOf(spec.design);
}

std::string runId(const RunSpec& spec) {
    nlohmann::json whole = identity(spec);
    whole["seed"] = spec.seed;
    whole["data_seed"] = spec.dataSeed;
    return shortHash(whole);
}

std::string groupId(const RunSpec& spec) {
    return shortHash(identity(spec));
}

std::string settingId(const RunSpec& spec) {
    nlohmann::json setting = identity(spec);
    setting["hyperparameters"].erase("learning_rate");
    return shortHash(setting);
}

nlohmann::json toJson(const Hyperparameters& hyperparameters) {
    nlohmann::json json = nlohmann::json::object();
    eachField([&](const char* key, auto field) { json[key] = hyperparameters.*field; });
    eachLaterField([&](const char* key, auto field, const auto& absent) {
        if (hyperparameters.*field != absent)
            json[key] = hyperparameters.*field;
    });
    if (const AdapterStart& start = hyperparameters.start)
        json["start"] = {{"folder", start.folder}, {"hash", start.hash}};
    return json;
}

Hyperparameters hyperparametersFromJson(const nlohmann::json& json) {
    Hyperparameters read;
    JsonFields fields(json, "the hyperparameters");
    eachField([&](const char* key, auto field) { fields.read(key, read.*field); });
    eachLaterField([&](const char* key, auto field, const auto& absent) {
        read.*field = absent;
        fields.read(key, read.*field);
    });
    read.start = startFrom(fields);
    fields.requireNoOthers();
    if (read.defaults < 1 || read.defaults > defaultsVersion)
        throw Error(
            "Omitted settings take version {} of the defaults, but this program knows them "
            "up to version {}: use the AdapterScope that wrote it, or a newer one.",
            read.defaults, defaultsVersion);
    return read;
}

void requireValid(const Hyperparameters& hyperparameters) {
    const Hyperparameters& h = hyperparameters;
    std::vector<Sentence> faults;
    const auto check = [&faults](bool good, const Sentence& sentence) {
        if (!good)
            faults.push_back(sentence);
    };
    // The upper limits are far above any use; they keep steps and tokens within what the arithmetic holds.
    const auto whole = [&check](const char* name, int value, int least, int most) {
        check(value >= least, {"{} is {}: it must be {} or more.", name, value, least});
        check(value <= most, {"{} is {}: it must be {} or less.", name, value, most});
    };
    const auto number = [&check](const char* name, double value) {
        check(isAtLeast(value, 0), {"{} is {}: it must be 0 or more.", name, value});
    };
    whole("batch", h.batch, 1, 1'000'000);
    whole("epochs", h.epochs, h.start ? 0 : 1, 100'000);
    whole("stop after", h.stopAfter, 0, std::max(h.epochs, 0));
    whole("evaluations", h.evaluations, 1, 10'000);
    whole("patience", h.patience, 0, 1'000'000'000);
    whole("max length", h.maxLength, 3, 1'000'000);  // one token between the two special ones
    whole("threads", h.threads, 1, mostThreads);
    number("learning rate", h.learningRate);
    number("weight decay", h.weightDecay);
    number("clip", h.clip);
    check(isAtLeast(h.warmup, 0) && h.warmup <= 1,
          {"warm-up is {}: it is a share of the steps, from 0 to 1.", h.warmup});
    check(isAtLeast(h.headDropout, 0) && h.headDropout < 1,
          {"head dropout is {}: it must be 0 or more and below 1.", h.headDropout});
    check(h.optimizer == "adamw" || h.optimizer == "bert", {"optimizer is \"{}\": choose adamw or bert.", h.optimizer});
    check(h.precision == "f32" || h.precision == "bf16", {"precision is \"{}\": choose f32 or bf16.", h.precision});
    if (!faults.empty())
        throw Error(joined(faults, " "));
}

nlohmann::json toJson(const RunSpec& spec) {
    return {{"design", toText(spec.design)},
            {"base", spec.base},
            {"base_hash", spec.baseHash},
            {"task", toJson(spec.task)},
            {"task_name", spec.taskName},
            {"task_hash", spec.taskHash},
            {"pooling", toText(spec.pooling)},
            {"hyperparameters", toJson(spec.hyperparameters)},
            {"seed", spec.seed},
            {"data_seed", spec.dataSeed}};
}

RunSpec runSpecFromJson(const nlohmann::json& json) {
    RunSpec spec;
    JsonFields fields(json, "a run");
    spec.design = parseDesign(fields.get("design", toText(spec.design)));
    fields.read("base", spec.base);
    fields.read("base_hash", spec.baseHash);
    if (const nlohmann::json* task = fields.find("task"))
        spec.task = taskSourceFromJson(*task);
    fields.read("task_name", spec.taskName);
    fields.read("task_hash", spec.taskHash);
    spec.pooling = poolingFromText(fields.get("pooling", toText(spec.pooling)));
    if (const nlohmann::json* hyperparameters = fields.find("hyperparameters"))
        spec.hyperparameters = hyperparametersFromJson(*hyperparameters);
    fields.read("seed", spec.seed);
    fields.read("data_seed", spec.dataSeed);
    return spec;
}

}  // namespace adapterscope
