// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterHubReader.h"

#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"
#include "core/design/PartNames.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Compacter.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Invertible.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// Where AdapterHub keeps the modules of a family.
struct Modules {
    std::string root;            ///< of every name
    std::string attention, ffn;  ///< the adapters of a layer, before its number and after
    std::string attentionEnd, ffnEnd;
    std::string prefix;      ///< a prefix's name among the adapter's
    std::string prefixGate;  ///< of a layer
};

Modules modulesOf(const std::string& family) {
    if (family == "distilbert")
        return {"distilbert.",
                "transformer.layer.",
                "transformer.layer.",
                ".attention_adapters.adapters.",
                ".output_adapters.adapters.",
                "self",
                ".attention.prefix_tuning.prefix_gates."};
    return {family + ".",
            "encoder.layer.",
            "encoder.layer.",
            ".attention.output.adapters.",
            ".output.adapters.",
            "self_prefix",
            ".attention.self.prefix_tuning.prefix_gates."};
}

class Names {
public:
    Names(const BaseConfig& base, std::string adapter)
        : m_base(base), m_modules(modulesOf(base.family)), m_name(std::move(adapter)) {}

    std::map<std::string, SavedTensor> all;

    void addPart(const Part& part) {
        if (const auto* adapter = part.settings.getIf<AdapterSettings>())
            addAdapters(*adapter);
        else if (const auto* compacter = part.settings.getIf<CompacterSettings>())
            addCompacters(*compacter);
        else if (const auto* lora = part.settings.getIf<LoraSettings>())
            addLora(*lora);
        else if (const auto* ia3 = part.settings.getIf<Ia3Settings>())
            addIa3(*ia3);
        else if (const auto* prefix = part.settings.getIf<PrefixSettings>())
            addPrefix(*prefix);
        else if (part.settings.getIf<InvertibleSettings>())
            addInvertible();
        else if (part.settings.getIf<PromptSettings>())
            all[promptTensors() + "rows"] = {m_modules.root + "prompt_tuning.prompt_tunings." + m_name +
                                             ".prompt_embedding.weight"};
    }

private:
    /// `bert.encoder.layer.3.output.adapters.task.`
    std::string site(int layer, Site site) const {
        const bool attention = site == Site::Attention;
        return fmt::format("{}{}{}{}{}.", m_modules.root, attention ? m_modules.attention : m_modules.ffn, layer,
                           attention ? m_modules.attentionEnd : m_modules.ffnEnd, m_name);
    }

    void addAdapters(const AdapterSettings& adapter) {
        const bool normed = hasNormBefore(adapter.ownLayerNorm);
        const std::string down = normed ? "adapter_down.1." : "adapter_down.0.";
        for (int layer = 0; layer < m_base.layers; ++layer)
            for (const Site at : adapter.sites) {
                if (adapter.sizeAt(layer) == 0)
                    continue;
                const auto put = [&](const std::string& own, const std::string& saved) {
                    all[adapterTensors(layer, at) + own] = {site(layer, at) + saved};
                };
                for (const char* kind : {"weight", "bias"}) {
                    const std::string end = kind;
                    put("down." + end, down + end);
                    put("up." + end, "adapter_up." + end);
                    if (adapter.gating)
                        put("gate." + end, "gate." + end);
                    if (normed)
                        put("norm." + end, "adapter_norm_before." + end);
                    if (hasNormAfter(adapter.ownLayerNorm))
                        put((normed ? "norm_after." : "norm.") + end, "adapter_norm_after." + end);
                }
                if (adapter.scaleKind != Scale::Number)
                    put("scale", "scaling");
            }
    }

    void addCompacters(const CompacterSettings& compacter) {
        all["shared_parameters.phm_rule"] = {m_modules.root + "shared_parameters." + m_name + ".phm_rule"};
        for (int layer = 0; layer < m_base.layers; ++layer)
            for (const Site at : compacter.sites)
                for (const auto& [own, saved] : std::initializer_list<std::pair<const char*, const char*>>{
                         {"down.left", "adapter_down.0.W_left"},
                         {"down.right", "adapter_down.0.W_right"},
                         {"down.bias", "adapter_down.0.b"},
                         {"up.left", "adapter_up.W_left"},
                         {"up.right", "adapter_up.W_right"},
                         {"up.bias", "adapter_up.b"}})
                    all[adapterTensors(layer, at) + own] = {site(layer, at) + saved};
    }

    void addLora(const LoraSettings& lora) {
        for (const TensorFact& fact : lora.products(m_base, Pooling::Cls)) {
            const std::string module = roleName(m_base, fact.role, fact.layer);
            const std::string saved = m_modules.root + module + ".loras." + m_name + ".";
            all[module + ".lora_A.weight"] = {saved + "lora_A"};
            all[module + ".lora_B.weight"] = {saved + "lora_B"};
            if (lora.dora)
                all[module + ".magnitude"] = {saved + "m.weight"};
            if (lora.gating)
                for (const char* kind : {"gate.weight", "gate.bias"})
                    all[module + "." + kind] = {saved + kind};
        }
    }

    void addIa3(const Ia3Settings& ia3) {
        for (const auto& place : ia3.places(m_base)) {
            const std::string module = roleName(m_base, place.product.role, place.product.layer);
            all[ia3Tensor(m_base, place)] = {m_modules.root + module + ".loras." + m_name + ".lora_B"};
        }
    }

    void addInvertible() {
        for (const char* network : {"F", "G"})
            for (const auto& [own, saved] :
                 std::initializer_list<std::pair<const char*, const char*>>{{"down.weight", "0.weight"},
                                                                            {"down.bias", "0.bias"},
                                                                            {"up.weight", "2.weight"},
                                                                            {"up.bias", "2.bias"}})
                all[fmt::format("{}{}.{}", invertibleTensors(), network, own)] = {
                    fmt::format("{}invertible_adapters.{}.{}.{}", m_modules.root, m_name, network, saved)};
    }

    void addPrefix(const PrefixSettings& prefix) {
        const std::string saved =
            m_modules.root + "prefix_tuning.prefix_tunings." + m_name + "." + m_modules.prefix + ".";
        if (prefix.hidden == 0)
            for (int layer = 0; layer < m_base.layers; ++layer)
                for (const bool values : {false, true})
                    all[prefixTensors(layer) + (values ? "values" : "keys")] = {
                        saved + "control_trans", std::int64_t{2} * layer + (values ? 1 : 0),
                        std::int64_t{2} * m_base.layers};
        else
            for (const auto& [own, name] : std::initializer_list<std::pair<const char*, const char*>>{
                     {"prefix.embedding", "wte.weight"},
                     {"prefix.hidden.weight", "control_trans.0.weight"},
                     {"prefix.hidden.bias", "control_trans.0.bias"},
                     {"prefix.output.weight", "control_trans.2.weight"},
                     {"prefix.output.bias", "control_trans.2.bias"}})
                all[own] = {saved + name};
        if (prefix.gating)
            for (int layer = 0; layer < m_base.layers; ++layer)
                for (const char* kind : {"weight", "bias"})
                    all[prefixTensors(layer) + "gate." + kind] = {fmt::format("{}{}{}{}{}.{}", m_modules.root,
                                                                              m_modules.attention, layer,
                                                                              m_modules.prefixGate, m_name, kind)};
    }

    const BaseConfig& m_base;
    Modules m_modules;
    std::string m_name;
};

/// A tensor that repeats another: the prefix of the whole model under each layer's name, and the LayerNorm before an
/// adapter's projection.
bool isAlias(const std::string& name) {
    return name.find(".prefix_tuning.pool.") != std::string::npos || name.find(".adapter_down.0.") != std::string::npos;
}

std::optional<SavedHead> headOf(const json& config, const TensorShapes& shapes, const BaseConfig& base,
                                const std::string& adapter, const std::string& where) {
    if (config.is_null())
        return std::nullopt;
    const json& form = config.contains("config") ? config["config"] : json();
    const auto has = [&](const std::string& name) { return shapes.contains(name); };
    if (form.is_null() && has("classifier.weight")) {
        SavedHead head{.weight = "classifier.weight", .bias = "classifier.bias"};
        head.pooling = base.hasPooler ? Pooling::Pooler : Pooling::Cls;
        if (has("pre_classifier.weight")) {
            head.denseWeight = "pre_classifier.weight";
            head.denseBias = "pre_classifier.bias";
            head.activation = Activation::Relu;
        }
        return head;
    }
    const std::string name = "heads." + adapter + ".";
    if (!form.is_object() || form.value("head_type", "") != "classification" || !has(name + "1.weight"))
        throw Error("{}: its head (head_config.json) is not a classification head of one or two layers.", where);
    SavedHead head{.weight = name + "1.weight", .bias = name + "1.bias"};
    head.pooling = form.value("use_pooler", false) ? Pooling::Pooler : Pooling::Cls;
    if (has(name + "4.weight")) {
        const std::string activation = form.value("activation_function", "tanh");
        head.denseWeight = std::exchange(head.weight, name + "4.weight");
        head.denseBias = std::exchange(head.bias, name + "4.bias");
        const auto known = activationFromHiddenAct(activation);
        if (!known)
            throw Error("{}: its head's activation_function {} has no counterpart here.", where, activation);
        head.activation = *known;
    }
    return head;
}

void requireBase(const json& config, const BaseConfig& base, const std::string& where) {
    const std::string family = config.value("model_type", base.family);
    const int hidden = config.value("hidden_size", base.hidden);
    if (family != base.family)
        throw Error("{} is for a base of the family {}, and this base is of the family {}.", where, family,
                    base.family);
    if (hidden != base.hidden)
        throw Error("{} is for a base of hidden size {}, and this one has {}.", where, hidden, base.hidden);
}

/// `label2id` of either form of head, if its numbers are those of classes.
std::map<std::string, int> labelsOf(const json& headConfig) {
    const json form = headConfig.is_object() ? headConfig.value("config", json()) : json();
    const json& owner = form.is_object() ? form : headConfig;
    std::map<std::string, int> labels;
    if (owner.is_object() && owner.contains("label2id") && owner["label2id"].is_object())
        for (const auto& [name, number] : owner["label2id"].items()) {
            const auto id = jsonIf<int>(number);
            if (!id || *id < 0 || *id >= static_cast<int>(owner["label2id"].size()))
                return {};
            labels[name] = *id;
        }
    return labels;
}

}  // namespace

SavedAdapter readAdapterHubAdapter(const json& config, const json& headConfig, const TensorShapes& shapes,
                                   const BaseConfig& base, const std::string& where) {
    requireBase(config, base, where);
    SavedAdapter adapter{.library = "AdapterHub"};
    adapter.design.parts.clear();
    const json& form = config["config"];
    const std::string what = where + ", its field \"config\"";
    const bool isUnion = form.is_object() && form.value("architecture", json()) == "union";
    for (const json& each : isUnion ? form.value("configs", json::array()) : json::array({form}))
        for (Part& part : partsOfAdapterHub(each, base, what, adapter.notes))
            adapter.design.parts.push_back(std::move(part));
    const std::string name = config.value("name", "default");
    Names names(base, name);
    for (const Part& part : adapter.design.parts)
        names.addPart(part);
    adapter.tensors = std::move(names.all);
    adapter.head = headOf(headConfig, shapes, base, name, where);
    if (adapter.head)
        adapter.head->labels = labelsOf(headConfig);
    adapter.isAlias = isAlias;
    return adapter;
}

}  // namespace adapterscope
