// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterHubReader.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"
#include "core/design/methods/Ia3.h"
#include "core/exchange/AdapterHubNames.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// A tensor that repeats another: the prefix of the whole model under each layer's name, and the LayerNorm before an
/// adapter's projection.
bool isAlias(const std::string& name) {
    return name.find(".prefix_tuning.pool.") != std::string::npos || name.find(".adapter_down.0.") != std::string::npos;
}

std::optional<SavedHead> headOf(const json& config, const TensorShapes& shapes, const BaseConfig& base,
                                const std::string& adapter, const std::string& where) {
    if (config.is_null())
        return std::nullopt;
    const json* form = fieldIfAny(config, "config");
    const auto has = [&](const std::string& name) { return shapes.contains(name); };
    if (!form && has(headOfClass("", false, base).weight))
        return headOfClass("", has(headOfClass("", true, base).denseWeight), base);
    SavedHead head = flexibleHead(adapter, has(flexibleHead(adapter, true).weight));
    const std::string& first = head.denseWeight.empty() ? head.weight : head.denseWeight;
    if (!form || !fieldIs(*form, "head_type", "classification") || !has(first))
        throw Error("{}: its head (head_config.json) is not a classification head of one or two layers.", where);
    const JsonFields fields(*form, where + ", its head (head_config.json)");
    head.pooling = fields.get("use_pooler", false) ? Pooling::Pooler : Pooling::Cls;
    if (!head.denseWeight.empty()) {
        const auto activation = fields.get<std::string>("activation_function", "tanh");
        const auto known = activationFromHiddenAct(activation);
        if (!known)
            throw Error("{}: its head's activation_function {} has no counterpart here.", where, activation);
        head.activation = *known;
    }
    return head;
}

void requireBase(const JsonFields& config, const BaseConfig& base, const std::string& where) {
    const auto family = config.get("model_type", base.family);
    const int hidden = config.get("hidden_size", base.hidden);
    if (family != base.family)
        throw Error("{} is for a base of the family {}, and this base is of the family {}.", where, family,
                    base.family);
    if (hidden != base.hidden)
        throw Error("{} is for a base of hidden size {}, and this one has {}.", where, hidden, base.hidden);
}

/// `label2id` of either form of head, if its numbers are those of classes.
std::map<std::string, int> labelsOf(const json& headConfig) {
    const json* form = fieldIfAny(headConfig, "config");
    const json* ids = fieldIfAny(form && form->is_object() ? *form : headConfig, "label2id");
    std::map<std::string, int> labels;
    if (ids && ids->is_object())
        for (const auto& [name, number] : ids->items()) {
            const auto id = jsonIf<int>(number);
            if (!id || *id < 0 || *id >= static_cast<int>(ids->size()))
                return {};
            labels[name] = *id;
        }
    return labels;
}

/// The `config` as AdapterHub loads it: earlier versions meant something else by two fields.
json asLoaded(const JsonFields& fields) {
    json form = fields.at("config");
    if (!form.is_object())
        return form;
    constexpr std::string_view start = "adapters.";
    const auto version = fields.get<std::string>("version", "");
    if (!fields.has("version")) {
        if (fieldIs(form, "non_linearity", "gelu"))
            form["non_linearity"] = "gelu_new";
        else if (fieldIs(form, "non_linearity", "gelu_orig"))
            form["non_linearity"] = "gelu";
    } else if (version.starts_with(start) && fieldIs(form, "architecture", "lora") && form.contains("r")) {
        const std::string number = version.substr(start.size());
        if (number.starts_with("0.") || number.starts_with("1.0."))
            form["alpha"] = form["r"];  // before 1.1.0, alpha had no effect
    }
    return form;
}

}  // namespace

SavedAdapter readAdapterHubAdapter(const json& config, const json& headConfig, const TensorShapes& shapes,
                                   const BaseConfig& base, const std::string& where) {
    const JsonFields fields(config, where);
    requireBase(fields, base, where);
    SavedAdapter adapter{.library = "AdapterHub"};
    adapter.design.parts.clear();
    const json form = asLoaded(fields);
    const std::string what = where + ", its field \"config\"";
    const json single = json::array({form});
    const bool isUnion = fieldIs(form, "architecture", "union");
    for (const char* key : {"model_name", "model_class", "config_id", "type"})
        fields.find(key);
    const auto name = fields.get<std::string>("name", "default");
    fields.requireNoOthersSet();
    for (const json& each : isUnion ? JsonFields(form, what).listIfAny("configs") : single) {
        std::vector<Part> parts = partsOfAdapterHub(each, base, what, adapter.notes);
        SavedTensors tensors = adapterHubTensors(parts, base, name);
        if (parts.front().settings.getIf<Ia3Settings>())
            for (auto& [own, saved] : tensors)
                saved.factor = 1 / ia3ScaleOfAdapterHub(each, what);
        adapter.tensors.merge(tensors);
        std::move(parts.begin(), parts.end(), std::back_inserter(adapter.design.parts));
    }
    adapter.head = headOf(headConfig, shapes, base, name, where);
    if (adapter.head)
        adapter.head->labels = labelsOf(headConfig);
    adapter.isAlias = isAlias;
    return adapter;
}

}  // namespace adapterscope
