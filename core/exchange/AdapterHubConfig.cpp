// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterHubConfig.h"

#include <map>
#include <utility>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/common/Text.h"
#include "core/design/methods/Adapter.h"
#include "core/exchange/AdapterFiles.h"

namespace adapterscope {
namespace {

using Notes = std::vector<Sentence>;

/// Standard deviation that AdapterHub's init_weights "houlsby" has, fixed in its code.
constexpr double houlsbySigma = 0.01;

std::string nonLinearity(Activation activation, Notes& notes) {
    switch (activation) {
        case Activation::Gelu:
            return "gelu";
        case Activation::GeluTanh:
            notes.push_back("The activation gelu-tanh is called gelu_new in AdapterHub.");
            return "gelu_new";
        case Activation::Relu:
            return "relu";
        case Activation::Swish:
            return "swish";
        case Activation::Tanh:
            return "tanh";
        case Activation::Sigmoid:
            return "sigmoid";
        case Activation::LeakyRelu:
            notes.push_back("The activation leaky-relu is called leakyrelu in AdapterHub.");
            return "leakyrelu";
        case Activation::Identity:
            break;
    }
    notes.push_back("The activation identity is called linear in AdapterHub.");
    return "linear";
}

std::string initWeights(const AdapterSettings& adapter, Notes& notes) {
    const auto fixedSigma = [&](const std::string& name, const std::string& shape, double sigma) {
        if (adapter.sigma != sigma)
            notes.push_back(
                {"AdapterHub has no key for {}: init_weights \"{}\" draws from a {} with sigma {}, not "
                 "{}. Set the start by hand, or load weights.",
                 keyOfMethod("adapter", "sigma"), name, shape, numberText(sigma), numberText(adapter.sigma)});
        return name;
    };
    switch (adapter.init) {
        case Init::TruncatedNormal:
            return fixedSigma("houlsby", "normal truncated at 2 sigma", houlsbySigma);
        case Init::Normal:
            return fixedSigma("bert", "normal", bertSigma);
        case Init::Zero:
            notes.push_back(
                {"AdapterHub has no {}: init_weights \"mam_adapter\" has the same zero up-projection, but its "
                 "down-projection is Kaiming-uniform.",
                 keyOfMethod("adapter", "init", "zero")});
            return "mam_adapter";
        case Init::Lora:
            break;
    }
    return "mam_adapter";
}

nlohmann::json scaling(const AdapterSettings& adapter, Notes& notes) {
    if (adapter.scaleKind == Scale::Number)
        return adapter.scale;
    if (adapter.scale != 1)
        notes.push_back({"A trained scale starts at 1 in AdapterHub, not at {}.", numberText(adapter.scale)});
    return adapter.scaleKind == Scale::Learned ? "learned" : "channel";
}

Sentence sizeNote(int hidden, int m) {
    return {
        "m = {} is written as reduction_factor {}, from which AdapterHub computes int({} // reduction_factor) = {}.", m,
        reductionFactor(hidden, m).dump(), hidden, m};
}

/// One factor, or a map from layers to factors if sizes differ; the layers without adapters are appended to `left`.
nlohmann::json reductionFactors(const AdapterSettings& adapter, const BaseConfig& base, nlohmann::json& left,
                                Notes& notes) {
    std::map<int, int> layersOfSize;
    for (int layer = 0; layer < base.layers; ++layer) {
        if (const int m = adapter.sizeAt(layer); m > 0)
            ++layersOfSize[m];
        else
            left.push_back(layer);
    }
    if (layersOfSize.empty())
        throw Error("The design has no adapter in any layer, so there is nothing that AdapterHub could hold.");
    int common = layersOfSize.begin()->first;
    for (const auto& [m, layers] : layersOfSize) {
        if (layers > layersOfSize[common])
            common = m;
        if (base.hidden % m != 0)
            notes.push_back(sizeNote(base.hidden, m));
    }
    if (layersOfSize.size() == 1)
        return reductionFactor(base.hidden, common);
    nlohmann::json factors = {{"default", reductionFactor(base.hidden, common)}};
    for (int layer = 0; layer < base.layers; ++layer)
        if (const int m = adapter.sizeAt(layer); m > 0 && m != common)
            factors[std::to_string(layer)] = reductionFactor(base.hidden, m);
    notes.push_back(
        "m differs by layer: reduction_factor maps layer numbers, as texts, to factors; \"default\" holds for the "
        "others.");
    return factors;
}

/// The fields of invertible and Compacter adapters, which bottlenecks leave at their defaults.
nlohmann::json unusedFields() {
    return {{"cross_adapter", false},
            {"inv_adapter", nullptr},
            {"inv_adapter_reduction_factor", nullptr},
            {"init_weights_seed", nullptr},
            {"phm_layer", false},
            {"phm_dim", 4},
            {"phm_rank", 1},
            {"phm_bias", true},
            {"phm_c_init", "normal"},
            {"phm_init_range", 0.0001},
            {"learn_phm", true},
            {"shared_phm_rule", true},
            {"factorized_phm_rule", false},
            {"shared_W_phm", false},
            {"factorized_phm_W", true},
            {"hypercomplex_nonlinearity", "glorot-uniform"},
            {"stochastic_depth", 0.0}};
}

/// Takes the training of LayerNorms, for which the format has no place, from the parts.
void leaveOutLayerNorms(std::vector<Part>& parts, const BaseConfig& base, Notes& notes) {
    const auto norms = factsWhere(base, [](const TensorFact& fact) { return isNorm(fact.role); });
    for (Part& part : parts)
        if (auto* adapter = part.settings.getIf<AdapterSettings>(); adapter && std::exchange(adapter->layerNorm, false))
            notes.push_back(
                {"AdapterHub trains no LayerNorm of the base: this design trains all {} of them ({} "
                 "parameters), which its configuration cannot express.",
                 norms.size() / 2, grouped(entriesOf(norms))});
}

}  // namespace

nlohmann::json reductionFactor(int hidden, int m) {
    if (hidden % m == 0)
        return hidden / m;
    return hidden / (m + 0.5);
}

nlohmann::json adapterHubBottleneck(const AdapterSettings& adapter, const BaseConfig& base, Notes& notes) {
    nlohmann::json fields = unusedFields();
    nlohmann::json left = nlohmann::json::array();
    fields["reduction_factor"] = reductionFactors(adapter, base, left, notes);
    fields["leave_out"] = left;
    fields["mh_adapter"] = adapter.sites.contains(Site::Attention);
    fields["output_adapter"] = adapter.sites.contains(Site::Ffn);
    fields["non_linearity"] = nonLinearity(adapter.activation, notes);
    fields["init_weights"] = initWeights(adapter, notes);
    fields["original_ln_before"] = adapter.originalLayerNormBefore;
    fields["original_ln_after"] = adapter.originalLayerNormAfter;
    fields["ln_before"] = hasNormBefore(adapter.ownLayerNorm);
    fields["ln_after"] = hasNormAfter(adapter.ownLayerNorm);
    fields["residual_before_ln"] = adapter.residual == Residual::Sum
                                       ? nlohmann::json("post_add")
                                       : nlohmann::json(adapter.residual == Residual::Output);
    fields["adapter_residual_before_ln"] = isAfterSkip(adapter.ownLayerNorm);
    fields["is_parallel"] = adapter.form == Form::Parallel;
    fields["scaling"] = scaling(adapter, notes);
    fields["use_gating"] = adapter.gating;
    fields["dropout"] = adapter.dropout;
    return fields;
}

nlohmann::json adapterHubFile(const nlohmann::json& config, const std::string& kind, const nlohmann::json& name,
                              const BaseConfig& base, const std::string& baseName) {
    return {{"config", config},
            {"hidden_size", base.hidden},
            {"model_class", familyNamed(base.family).className + kind},
            {"model_name", baseName},
            {"model_type", base.family},
            {"name", name},
            {"version", "adapters.1.2.0"}};
}

ExportedConfig adapterHubConfig(const Design& design, const BaseConfig& base, const std::string& baseName) {
    requireValid(design, base);
    std::vector<Part> parts = memberParts(design);
    Notes ofLayerNorms;
    leaveOutLayerNorms(parts, base, ofLayerNorms);
    try {
        HeldDesign held = heldByAdapterHub(design, parts, base);
        ExportedConfig exported{adapterHubFile(held.config, "ForSequenceClassification", held.name, base, baseName),
                                std::move(held.ofTheStart)};
        exported.notes.insert(exported.notes.end(), ofLayerNorms.begin(), ofLayerNorms.end());
        if (held.hasGate)
            exported.notes.push_back(
                "AdapterHub averages the gate over padded positions too, and starts it in its own way.");
        noteTheRest(design, "an AdapterHub", exported.notes);
        return exported;
    } catch (const Error& error) {
        throw Error("{} Export the design in the program's own form (json) instead.", error.sentence());
    }
}

}  // namespace adapterscope
