// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <set>
#include <utility>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Compacter.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Invertible.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"
#include "core/exchange/AdapterFiles.h"
#include "core/exchange/AdapterHubConfig.h"
#include "core/exchange/AdapterHubNames.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/SavedAdapterFolder.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// A name in its modules: without dots, which separate their names.
std::string adapterNameOf(const Design& design) {
    std::string name;
    for (const Part& part : design.parts)
        name += (name.empty() ? "" : "-") + part.method;
    return name;
}

NamedKey whatItScales() {
    NamedKey key = keyOfMethod("ia3", "targets", "key+value+ffn-in");
    key.name = "ia3:" + key.name;
    return key;
}

/// The configurations of a design's parts, one for each except invertible adapters, which belong to bottlenecks.
class AdapterHubWriter {
public:
    AdapterHubWriter(const Design& design, const BaseConfig& base) : m_design(design), m_base(base) {}

    HeldDesign write(const std::vector<Part>& parts) {
        for (const Part& part : parts)
            addPart(part);
        for (const Part& part : parts)
            if (const auto* invertible = part.settings.getIf<InvertibleSettings>())
                addInvertible(*invertible);
        json config =
            m_configs.size() == 1 ? m_configs.front() : json{{"architecture", "union"}, {"configs", m_configs}};
        return {adapterNameOf(m_design), std::move(config), m_hasGate, std::move(m_ofTheStart)};
    }

private:
    [[noreturn]] void refuse(const Sentence& reason) const { refuseFor("AdapterHub", m_design, reason); }

    void addPart(const Part& part) {
        if (const auto* adapter = part.settings.getIf<AdapterSettings>()) {
            m_bottleneck = adapter;
            m_ofBottleneck = m_configs.size();
            m_configs.push_back(bottleneck(*adapter));
        } else if (const auto* compacter = part.settings.getIf<CompacterSettings>())
            m_configs.push_back(compacterFields(*compacter));
        else if (const auto* lora = part.settings.getIf<LoraSettings>())
            m_configs.push_back(loraFields(*lora));
        else if (const auto* ia3 = part.settings.getIf<Ia3Settings>())
            m_configs.push_back(ia3Fields(*ia3));
        else if (const auto* prefix = part.settings.getIf<PrefixSettings>())
            m_configs.push_back(prefixFields(*prefix));
        else if (const auto* prompt = part.settings.getIf<PromptSettings>())
            m_configs.push_back(promptFields(*prompt));
        else if (!part.settings.getIf<InvertibleSettings>())
            refuse({"its format has no place for {}", methodOf(part).title});
    }

    json bottleneck(const AdapterSettings& adapter) {
        if (adapter.layerNorm)
            refuse({"{} trains the base's LayerNorms, for which its format has no place ({} leaves them as they are)",
                    keyOfMethod("adapter", "layernorm", "all"), keyOfMethod("adapter", "layernorm", "none")});
        if (!adapter.skip)
            refuse({"{} switches off the adapters' skip connection, which it always has",
                    keyOfMethod("adapter", "skip", "off")});
        m_hasGate = m_hasGate || adapter.gating;
        return adapterHubBottleneck(adapter, m_base, m_ofTheStart);
    }

    json compacterFields(const CompacterSettings& compacter) {
        if (std::exchange(m_hasRule, true))
            refuse("it keeps one part of Compacter in an adapter");
        json fields = bottleneck({.m = compacter.m,
                                  .sites = compacter.sites,
                                  .activation = compacter.activation,
                                  .init = Init::Normal,
                                  .sigma = bertSigma,  // its start is its own
                                  .layerNorm = false,
                                  .originalLayerNormBefore = compacter.originalLayerNormBefore});
        fields["phm_layer"] = true;
        fields["phm_dim"] = compacter.n;
        fields["phm_rank"] = compacter.rank;
        return fields;
    }

    void addInvertible(const InvertibleSettings& invertible) {
        if (!m_bottleneck)
            refuse("it has invertible adapters only beside bottleneck adapters");
        if (m_bottleneck->activation != invertible.activation)
            refuse("its invertible adapters have the bottlenecks' activation, and these have another");
        m_configs[m_ofBottleneck]["inv_adapter"] = "nice";
        m_configs[m_ofBottleneck]["inv_adapter_reduction_factor"] = invertible.reduction;
    }

    /// Every field of LoRA and (IA)3, with the products that it acts on.
    json fieldsOfProducts(const std::set<Role>& products, const LayerSpan& layers) {
        if (std::exchange(m_hasProducts, true))
            refuse("it keeps one part of LoRA or (IA)³ in an adapter");
        json letters = json::array(), left = json::array();
        for (const auto& [letter, role] : attentionLetters)
            if (products.contains(role))
                letters.push_back(letter);
        for (int layer = 0; layer < m_base.layers; ++layer)
            if (!layers.contains(layer))
                left.push_back(layer);
        return {{"architecture", "lora"},
                {"selfattn_lora", !letters.empty()},
                {"intermediate_lora", products.contains(Role::FfnIn)},
                {"output_lora", products.contains(Role::FfnOut)},
                {"leave_out", left},
                {"attn_matrices", letters},
                {"dropout", 0.0},
                {"init_weights_seed", nullptr},
                {"vera_d", nullptr},
                {"vera_b", nullptr},
                {"dtype", nullptr}};
    }

    json loraFields(const LoraSettings& lora) {
        for (const Role role : lora.targets)
            if (role == Role::AttentionOut || role == Role::Pooler || role == Role::Word)
                refuse({"its LoRA acts only on query, key, value, ffn-in and ffn-out, not on {}",
                        role == Role::Word     ? "words"
                        : role == Role::Pooler ? "pooler"
                                               : "output"});
        if (lora.dora)
            refuse({"{} has another meaning there: its magnitudes scale the products' biases as well",
                    keyOfMethod("lora", "dora", "on")});
        m_hasGate = m_hasGate || lora.gating;
        if (lora.gating && lora.scale() != 1)
            m_ofTheStart.push_back(
                {"A gate takes the place of LoRA's scale in AdapterHub, which is {} here.", numberText(lora.scale())});
        json fields = fieldsOfProducts(lora.targets, lora.layers);
        // It scales only by alpha / r.
        const double alpha = lora.rankScaling ? lora.scale() * lora.rank : lora.alphaInEffect();
        fields.update({{"r", lora.rank},
                       {"alpha", alpha},
                       {"composition_mode", "add"},
                       {"init_weights", "lora"},
                       {"use_gating", lora.gating},
                       {"use_dora", false}});
        return fields;
    }

    json ia3Fields(const Ia3Settings& ia3) {
        std::set<Role> products;
        for (const auto& place : ia3.places(m_base)) {
            const Role role = place.product.role;
            if (place.onInput || role == Role::AttentionOut || role == Role::FfnOut)
                refuse(
                    {"its (IA)³ scales what the products query, key, value and ffn-in give, and nothing else "
                     "(write {}, which scales before the activation instead of after it)",
                     whatItScales()});
            products.insert(role);
        }
        json fields = fieldsOfProducts(products, ia3.layers);
        fields.update({{"r", 1},
                       {"alpha", 1},
                       {"composition_mode", "scale"},
                       {"init_weights", "ia3"},
                       {"use_gating", false},
                       {"use_dora", false}});
        return fields;
    }

    json prefixFields(const PrefixSettings& prefix) {
        if (prefix.shiftsPositions)
            refuse({"{}: with its prefixes, the text's positions start at 0",
                    keyOfMethod("prefix", "positions", "shifted")});
        m_hasGate = m_hasGate || prefix.gating;
        return {{"architecture", "prefix_tuning"},
                {"encoder_prefix", true},
                {"cross_prefix", true},
                {"leave_out", json::array()},
                {"flat", prefix.hidden == 0},
                {"prefix_length", prefix.length},
                {"bottleneck_size", prefix.hidden > 0 ? prefix.hidden : 512},
                {"non_linearity", "tanh"},
                {"dropout", 0.0},
                {"use_gating", prefix.gating},
                {"shared_gating", true},
                {"init_weights_seed", nullptr}};
    }

    json promptFields(const PromptSettings& prompt) {
        if (prompt.entry == PromptSettings::Entry::Words)
            refuse({"{}: its prompts join after the embeddings' LayerNorm ({})",
                    keyOfMethod("prompt", "entry", "words"), keyOfMethod("prompt", "entry", "states")});
        if (prompt.init != PromptSettings::Init::Random)
            m_ofTheStart.push_back("AdapterHub's prompt starts at random numbers within 0.5, not as words.");
        return {{"architecture", "prompt_tuning"},
                {"prompt_length", prompt.length},
                {"prompt_init", "random_uniform"},
                {"prompt_init_text", nullptr},
                {"combine", prompt.place == PromptSettings::Place::Start ? "prefix" : "prefix_after_bos"},
                {"init_weights_seed", nullptr}};
    }

    const Design& m_design;
    const BaseConfig& m_base;
    std::vector<json> m_configs;
    std::vector<Sentence> m_ofTheStart;
    bool m_hasProducts = false;                     ///< LoRA or (IA)3
    bool m_hasRule = false;                         ///< Compacter
    const AdapterSettings* m_bottleneck = nullptr;  ///< one of them, if there are any
    std::size_t m_ofBottleneck = 0;                 ///< its configuration
    bool m_hasGate = false;
};

void addHead(AdapterFiles& files, const TrainedAdapter& trained, const BaseConfig& base, const std::string& name) {
    const HeadFacts& head = trained.head;
    if (head.pooling == Pooling::Mean) {
        files.config["model_class"] = familyNamed(base.family).className + "Model";
        addHeadApart(files, trained,
                     fmt::format("The head is in {}: it reads the mean over all tokens, and AdapterHub's heads read "
                                 "the pooler's output or the first token.",
                                 headApartName));
        return;
    }
    json labels = json::object();
    for (int i = 0; i < head.classes; ++i)
        labels[trained.labels.empty() ? fmt::format("LABEL_{}", i) : trained.labels[static_cast<std::size_t>(i)]] = i;
    files.headName = adapterHubFileNames().head.back();
    // The class's own head is read by the class and by its model with flexible heads.
    const bool isOfClass = head.pooling == Pooling::Pooler && head.layers == 1;
    if (isOfClass) {
        files.head = headOfClass("", false, base);
        files.headConfig = adapterHubFile(nullptr, "ForSequenceClassification", nullptr, base, trained.base);
        files.headConfig["num_labels"] = head.classes;
        files.headConfig["label2id"] = labels;
        return;
    }
    files.head = flexibleHead(name, head.layers == 2);
    const json activation = head.layers == 2 ? json(hiddenActOf(trained.activation)) : json();
    files.headConfig = adapterHubFile({{"head_type", "classification"},
                                       {"num_labels", head.classes},
                                       {"layers", head.layers},
                                       {"activation_function", activation},
                                       {"label2id", labels},
                                       {"use_pooler", head.pooling == Pooling::Pooler},
                                       {"bias", true},
                                       {"dropout_prob", nullptr}},
                                      "AdapterModel", name, base, trained.base);
    const std::string& family = familyNamed(base.family).className;
    files.notes.push_back(
        fmt::format("The head is one that {}AdapterModel has; {}ForSequenceClassification would load the adapter "
                    "without it.",
                    family, family));
}

}  // namespace

HeldDesign heldByAdapterHub(const Design& design, const std::vector<Part>& parts, const BaseConfig& base) {
    return AdapterHubWriter(design, base).write(parts);
}

AdapterFiles adapterHubFiles(const TrainedAdapter& trained, const BaseConfig& base) {
    const std::vector<Part> parts = keptParts(trained.design);
    const auto [name, config, hasGate, ofTheStart] = heldByAdapterHub(trained.design, parts, base);
    AdapterFiles files{.tensorsName = adapterHubFileNames().adapter.back()};
    files.config = adapterHubFile(config, "ForSequenceClassification", name, base, trained.base);
    files.tensors = adapterHubTensors(parts, base, name);
    if (hasGate)
        files.notes.emplace_back(
            "AdapterHub averages gates over padded positions too, so texts of different lengths in one batch differ a "
            "little there.");
    if (trained.head.classes > 0)
        addHead(files, trained, base, name);
    return files;
}

}  // namespace adapterscope
