// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"
#include "core/common/JsonReader.h"
#include "core/common/Text.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Compacter.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Invertible.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"
#include "core/exchange/AdapterHubNames.h"
#include "core/exchange/AdapterHubReader.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// The fields of one configuration. Each must be read, so that nothing is skipped.
class Fields : public JsonFields {
public:
    Fields(const json& object, std::string what, std::vector<std::string>& notes)
        : JsonFields(object, std::move(what)), m_notes(notes) {}

    /// A field that must have this value, or be absent.
    void require(const char* key, const json& value) const {
        const json* field = find(key);
        if (field && *field != value)
            refuse(key, *field);
    }
    /// Fields that matter only to the start or to other models.
    void ignore(std::initializer_list<const char*> keys) const {
        for (const char* key : keys)
            find(key);
    }
    /// Shares that are left out at random, but only in training.
    void noteDropped(std::initializer_list<const char*> keys) const {
        for (const char* key : keys)
            if (const double share = get(key, 0.0); share > 0)
                m_notes.push_back(fmt::format(
                    "{} = {} applies only in training; training that continues here does without it.", key, share));
    }
    [[noreturn]] void refuse(const char* key, const json& value) const {
        throw Error("{}: {} = {} has no counterpart here, so the adapter cannot be read.", what(), key, quoted(value));
    }

private:
    std::vector<std::string>& m_notes;
};

Activation activationOf(const Fields& fields, const std::string& byDefault) {
    const auto name = fields.get<std::string>("non_linearity", byDefault);
    const auto activation = activationFromHiddenAct(name == "leakyrelu" ? "leaky_relu" : name);
    if (!activation)
        fields.refuse("non_linearity", name);
    return *activation;
}

/// int(hidden // factor) in Python's doubles.
int sizeBy(double factor, int hidden) {
    const double remainder = std::fmod(hidden, factor);
    const double quotient = (hidden - remainder) / factor;
    const double floor = std::floor(quotient);
    return static_cast<int>(quotient - floor > 0.5 ? floor + 1 : floor);
}

int sizeOf(const Fields& fields, const json& factor, const BaseConfig& base) {
    if (!factor.is_number() || !(factor.get<double>() > 0) || factor.get<double>() > base.hidden)
        fields.refuse("reduction_factor", factor);
    return sizeBy(factor.get<double>(), base.hidden);
}

/// One factor, or a map from layers to factors with "default" for the others.
void readSizes(const Fields& fields, AdapterSettings& adapter, const BaseConfig& base) {
    const json* found = fields.find("reduction_factor");
    const json factor = found ? *found : json(16);
    if (!factor.is_object()) {
        adapter.m = sizeOf(fields, factor, base);
        return;
    }
    if (factor.contains("default"))
        adapter.m = sizeOf(fields, factor["default"], base);
    for (int layer = 0; layer < base.layers; ++layer)
        if (const auto own = factor.find(std::to_string(layer)); own != factor.end())
            adapter.layerSizes[layer] = sizeOf(fields, *own, base);
        else if (!factor.contains("default"))
            fields.refuse("reduction_factor", factor);
        else
            adapter.layerSizes[layer] = adapter.m;
}

LayerSpan layersWithout(const Fields& fields, const BaseConfig& base) {
    const auto left = fields.get<std::vector<int>>("leave_out", {});
    if (left.empty())
        return {};
    std::vector<int> layers;
    for (int layer = 0; layer < base.layers; ++layer)
        if (std::find(left.begin(), left.end(), layer) == left.end())
            layers.push_back(layer);
    return LayerSpan::of(layers);
}

void readStart(const Fields& fields, AdapterSettings& adapter) {
    const auto start = fields.get<std::string>("init_weights", "bert");
    adapter.init = start == "mam_adapter" ? Init::Lora : start == "houlsby" ? Init::TruncatedNormal : Init::Normal;
    adapter.sigma = start == "bert" ? 0.02 : 0.01;
}

void readScale(const Fields& fields, AdapterSettings& adapter) {
    const json* scaling = fields.find("scaling");
    if (!scaling)
        return;
    if (scaling->is_number())
        adapter.scale = scaling->get<double>();
    else if (*scaling == "learned" || *scaling == "channel")
        adapter.scaleKind = *scaling == "learned" ? Scale::Learned : Scale::Channel;
    else
        fields.refuse("scaling", *scaling);
}

void readNorms(const Fields& fields, AdapterSettings& adapter) {
    if (adapter.form == Form::Parallel) {
        // AdapterHub reads none of the three for an adapter that has no skip of its own and reads the input.
        fields.ignore({"original_ln_before", "residual_before_ln", "adapter_residual_before_ln"});
        adapter.originalLayerNormAfter = fields.get("original_ln_after", true);
        adapter.ownLayerNorm = ownLayerNormOf(fields.get("ln_before", false), fields.get("ln_after", false), false);
        return;
    }
    adapter.originalLayerNormBefore = fields.get("original_ln_before", false);
    adapter.originalLayerNormAfter = fields.get("original_ln_after", true);
    adapter.ownLayerNorm = ownLayerNormOf(fields.get("ln_before", false), fields.get("ln_after", false),
                                          fields.get("adapter_residual_before_ln", false));
    const json* residual = fields.find("residual_before_ln");
    if (!residual || *residual == true)
        adapter.residual = Residual::Output;
    else if (*residual == false)
        adapter.residual = Residual::Normed;
    else if (*residual == "post_add")
        adapter.residual = Residual::Sum;
    else
        fields.refuse("residual_before_ln", *residual);
}

constexpr std::initializer_list<const char*> startFields = {"init_weights_seed", "phm_c_init", "phm_init_range",
                                                            "hypercomplex_nonlinearity", "cross_adapter"};

std::set<Site> sitesOf(const Fields& fields) {
    std::set<Site> sites;
    if (fields.get("mh_adapter", true))
        sites.insert(Site::Attention);
    if (fields.get("output_adapter", true))
        sites.insert(Site::Ffn);
    return sites;
}

Part compacterOf(const Fields& fields, const BaseConfig& base) {
    CompacterSettings s;
    s.sites = sitesOf(fields);
    s.activation = activationOf(fields, "gelu");
    s.n = fields.get("phm_dim", 4);
    s.rank = fields.get("phm_rank", 1);
    s.originalLayerNormBefore = fields.get("original_ln_before", false);
    const json* factor = fields.find("reduction_factor");
    s.m = sizeOf(fields, factor ? *factor : json(32), base);
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, json>>{{"phm_layer", true},
                                                             {"factorized_phm_W", true},
                                                             {"shared_phm_rule", true},
                                                             {"learn_phm", true},
                                                             {"phm_bias", true},
                                                             {"factorized_phm_rule", false},
                                                             {"shared_W_phm", false},
                                                             {"is_parallel", false},
                                                             {"use_gating", false},
                                                             {"original_ln_after", true},
                                                             {"ln_before", false},
                                                             {"ln_after", false},
                                                             {"residual_before_ln", true},
                                                             {"adapter_residual_before_ln", false},
                                                             {"inv_adapter", nullptr},
                                                             {"leave_out", json::array()},
                                                             {"scaling", 1.0}})
        fields.require(key, value);
    fields.noteDropped({"dropout", "stochastic_depth"});
    fields.ignore(startFields);
    fields.ignore({"init_weights", "inv_adapter_reduction_factor"});
    return {"compacter", s};
}

std::vector<Part> bottleneckOf(const Fields& fields, const BaseConfig& base) {
    if (fields.get("phm_layer", false))
        return {compacterOf(fields, base)};
    AdapterSettings adapter;
    adapter.layerNorm = false;
    adapter.sites = sitesOf(fields);
    adapter.form = fields.get("is_parallel", false) ? Form::Parallel : Form::Sequential;
    adapter.activation = activationOf(fields, "relu");
    adapter.gating = fields.get("use_gating", false);
    adapter.dropout = fields.get("dropout", 0.0);
    adapter.layers = layersWithout(fields, base);
    readSizes(fields, adapter, base);
    readStart(fields, adapter);
    readScale(fields, adapter);
    readNorms(fields, adapter);
    std::vector<Part> parts{{"adapter", adapter}};
    if (const json* invertible = fields.find("inv_adapter"); invertible && !invertible->is_null()) {
        if (*invertible != "nice")
            fields.refuse("inv_adapter", *invertible);
        InvertibleSettings own{.activation = adapter.activation};
        own.reduction = fields.get("inv_adapter_reduction_factor", 2);
        parts.emplace_back("invertible", own);
    }
    fields.noteDropped({"stochastic_depth"});
    fields.ignore(startFields);
    fields.ignore({"inv_adapter_reduction_factor", "phm_dim", "phm_rank", "phm_bias", "learn_phm", "shared_phm_rule",
                   "factorized_phm_rule", "shared_W_phm", "factorized_phm_W"});
    return parts;
}

std::set<Role> productsOf(const Fields& fields) {
    std::set<Role> products;
    for (const auto& letter : fields.get<std::vector<std::string>>("attn_matrices", {"q", "v"})) {
        const auto known = std::find_if(attentionLetters.begin(), attentionLetters.end(),
                                        [&](const auto& each) { return each.first == letter; });
        if (known == attentionLetters.end())
            fields.refuse("attn_matrices", letter);
        products.insert(known->second);
    }
    if (!fields.get("selfattn_lora", true))
        products.clear();
    if (fields.get("intermediate_lora", false))
        products.insert(Role::FfnIn);
    if (fields.get("output_lora", false))
        products.insert(Role::FfnOut);
    return products;
}

Part ia3Of(const Fields& fields, const std::set<Role>& products, const LayerSpan& layers) {
    fields.require("r", 1);
    fields.require("use_gating", false);
    fields.require("use_dora", false);
    fields.ignore({"alpha"});  // ia3ScaleOfAdapterHub
    Ia3Settings ia3{.targets = {}, .layers = layers};
    for (const Role product : products) {
        if (product == Role::FfnOut)
            fields.refuse("output_lora", true);
        ia3.targets.insert(product == Role::Query   ? ScaledStream::Query
                           : product == Role::Key   ? ScaledStream::Key
                           : product == Role::Value ? ScaledStream::Value
                                                    : ScaledStream::FfnIn);
    }
    return {"ia3", ia3};
}

Part loraOf(const Fields& fields, const BaseConfig& base) {
    const auto layers = layersWithout(fields, base);
    const auto products = productsOf(fields);
    const auto mode = fields.get<std::string>("composition_mode", "add");
    fields.require("vera_d", nullptr);
    fields.require("vera_b", nullptr);
    fields.require("dtype", nullptr);
    fields.noteDropped({"dropout"});
    fields.ignore({"init_weights", "init_weights_seed"});
    if (mode == "scale")
        return ia3Of(fields, products, layers);
    if (mode != "add")
        fields.refuse("composition_mode", mode);
    fields.require("use_dora", false);  // its magnitudes scale the product's bias as well
    LoraSettings lora{.rank = fields.get("r", 8),
                      .alpha = fields.get("alpha", 8.0),
                      .targets = products,
                      .gating = fields.get("use_gating", false),
                      .layers = layers};
    // A gate takes the place of alpha / r there.
    if (*lora.alpha == lora.rank || lora.gating)
        lora.alpha.reset();
    return {"lora", lora};
}

Part prefixOf(const Fields& fields) {
    PrefixSettings prefix{.length = fields.get("prefix_length", 30),
                          .hidden = fields.get("bottleneck_size", 512),
                          .gating = fields.get("use_gating", false)};
    if (fields.get("flat", false))
        prefix.hidden = 0;
    else
        fields.require("non_linearity", "tanh");
    fields.require("encoder_prefix", true);
    fields.require("leave_out", json::array());
    fields.noteDropped({"dropout"});
    if (prefix.gating)
        fields.require("shared_gating", true);
    fields.ignore({"cross_prefix", "shared_gating", "init_weights_seed", "non_linearity"});
    return {"prefix", prefix};
}

Part promptOf(const Fields& fields) {
    PromptSettings prompt;
    prompt.length = fields.get("prompt_length", 10);
    prompt.init = PromptSettings::Init::Random;
    const auto combine = fields.get<std::string>("combine", "prefix");
    if (combine != "prefix" && combine != "prefix_after_bos")
        fields.refuse("combine", combine);
    if (combine == "prefix_after_bos")
        prompt.place = PromptSettings::Place::AfterFirst;
    fields.ignore({"prompt_init", "prompt_init_text", "init_weights_seed"});
    return {"prompt", prompt};
}

}  // namespace

std::vector<Part> partsOfAdapterHub(const json& config, const BaseConfig& base, const std::string& where,
                                    std::vector<std::string>& notes) {
    const Fields fields(config, where, notes);
    const json* kind = fields.find("architecture");
    const auto read = [&]() -> std::vector<Part> {
        if (!kind || kind->is_null())
            return bottleneckOf(fields, base);
        if (*kind == "lora")
            return {loraOf(fields, base)};
        if (*kind == "prefix_tuning")
            return {prefixOf(fields)};
        if (*kind == "prompt_tuning")
            return {promptOf(fields)};
        fields.refuse("architecture", *kind);
    };
    std::vector<Part> parts = read();
    fields.requireNoOthers();
    if (const auto* adapter = parts.front().settings.getIf<AdapterSettings>(); adapter && adapter->gating)
        notes.emplace_back(
            "AdapterHub averages gates over padded positions too; here they are averaged over the text.");
    return parts;
}

double ia3ScaleOfAdapterHub(const json& config, const std::string& where) {
    const JsonFields fields(config, where);
    const double alpha = fields.get("alpha", 8.0);
    if (!std::isfinite(alpha) || alpha == 0)
        fields.fail("alpha", fields.at("alpha"), "a number other than 0");
    return alpha;
}

}  // namespace adapterscope
