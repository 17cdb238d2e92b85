// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterHubReader.h"

#include "core/common/Error.h"
#include "core/common/JsonFields.h"
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

}  // namespace

SavedAdapter readAdapterHubAdapter(const json& config, const json& headConfig, const TensorShapes& shapes,
                                   const BaseConfig& base, const std::string& where) {
    const JsonFields fields(config, where);
    requireBase(fields, base, where);
    SavedAdapter adapter{.library = "AdapterHub"};
    adapter.design.parts.clear();
    const json& form = fields.at("config");
    const std::string what = where + ", its field \"config\"";
    const json single = json::array({form});
    const bool isUnion = fieldIs(form, "architecture", "union");
    for (const json& each : isUnion ? JsonFields(form, what).listIfAny("configs") : single)
        for (Part& part : partsOfAdapterHub(each, base, what, adapter.notes))
            adapter.design.parts.push_back(std::move(part));
    const auto name = fields.get<std::string>("name", "default");
    adapter.tensors = adapterHubTensors(adapter.design.parts, base, name);
    adapter.head = headOf(headConfig, shapes, base, name, where);
    if (adapter.head)
        adapter.head->labels = labelsOf(headConfig);
    adapter.isAlias = isAlias;
    return adapter;
}

}  // namespace adapterscope
