// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/PeftReader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/methods/BitFit.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/LayerNorm.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Peanut.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"
#include "core/exchange/PeftFields.h"
#include "core/exchange/PeftNames.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr int mostPairs = 64;

class Reader {
public:
    Reader(const json& config, const TensorShapes& shapes, const BaseConfig& base, const std::string& where)
        : m_config(config, where), m_shapes(shapes), m_base(base), m_where(where) {
        m_adapter.library = "PEFT";
        m_adapter.design.parts.clear();
        m_isEncoder = std::all_of(shapes.begin(), shapes.end(), [&base](const auto& tensor) {
            return peftNameInEncoder(base, tensor.first) == tensor.first;
        });
    }

    SavedAdapter read() {
        const std::string type = m_config.text("peft_type");
        if (type == "LORA")
            readLora();
        else if (type == "IA3")
            readIa3();
        else if (type == "LN_TUNING")
            readLayerNorms();
        else if (type == "BEFT")
            readAddedBiases();
        else if (type == "PEANUT")
            readPeanut();
        else if (type == "PREFIX_TUNING")
            readPrefix();
        else if (type == "PROMPT_TUNING" || type == "P_TUNING")
            readPrompt();
        else
            throw Error("{}: peft_type {} has no counterpart here, so the adapter cannot be read.", m_where, type);
        readHead();
        if (const std::string task = m_config.text("task_type");
            m_adapter.head && !task.empty() && task != "SEQ_CLS" && task != "FEATURE_EXTRACTION")
            throw Error("{}: task_type = {}, but the head that is read here is one for SEQ_CLS.", m_where, task);
        m_config.requireNoOtherEffects();
        if (const double dropout = m_config.get("lora_dropout", 0.0); dropout > 0)
            m_adapter.notes.push_back(fmt::format(
                "lora_dropout = {} applies only in training; training that continues here does without it.", dropout));
        if (m_isEncoder)
            for (auto& [own, saved] : m_adapter.tensors)
                saved.name = peftNameInEncoder(m_base, saved.name);
        m_adapter.isAlias = [](const std::string& name) {
            return name.find("classifier.modules_to_save.") != std::string::npos ||
                   name.find("classifier.original_module.") != std::string::npos;
        };
        return std::move(m_adapter);
    }

private:
    using Layers = std::vector<int>;

    /// Its name in a class's model.
    std::string moduleOf(const TensorFact& fact) const {
        return m_base.family + "." + roleName(m_base, fact.role, fact.layer);
    }

    const std::vector<std::int64_t>* shapeOf(const std::string& name) const {
        const auto found = m_shapes.find(m_isEncoder ? peftNameInEncoder(m_base, name) : name);
        return found == m_shapes.end() ? nullptr : &found->second;
    }

    /// Targets that have the same layers become one part.
    template <typename Target, typename AddPart>
    static void groupByLayers(const std::map<Target, Layers>& layersOf, int layers, AddPart addPart) {
        std::map<Layers, std::set<Target>> groups;
        for (const auto& [target, where] : layersOf)
            groups[where].insert(target);
        for (const auto& [where, targets] : groups) {
            const bool isAll = std::ssize(where) == layers || where == Layers{-1};
            addPart(targets, isAll ? LayerSpan() : LayerSpan::of(where));
        }
    }

    void readLora() {
        m_config.requireUnset({"lora_bias", "alora_invocation_tokens", "layer_replication", "use_qalora", "use_bdlora",
                               "trainable_token_indices", "target_parameters", "fan_in_fan_out", "kasa_config",
                               "monteclora_config", "velora_config", "arrow_config"});
        m_config.requireUnchangedBase();
        const bool dora = m_config.get("use_dora", false);
        std::map<std::pair<int, double>, std::map<Role, Layers>> groups;  // by rank and alpha
        for (const TensorFact& fact : tensorFacts(m_base)) {
            if (fact.kind != TensorKind::Matrix)
                continue;
            const PeftLora tensors = peftLora(m_base, fact);
            const auto* shape = shapeOf(tensors.down.second.name);
            if (!shape || shape->empty())
                continue;
            m_config.requireTarget(moduleOf(fact), fact.layer);
            m_config.requireRank(moduleOf(fact), shape->front());
            const double alpha = m_config.alphaOf(moduleOf(fact));
            groups[{static_cast<int>(shape->front()), alpha}][fact.role].push_back(fact.layer);
            m_adapter.tensors.insert({tensors.down, tensors.up});
            if (dora)
                m_adapter.tensors.insert(tensors.magnitude);
        }
        for (const auto& group : groups)
            groupByLayers(group.second, m_base.layers, [&](const std::set<Role>& targets, const LayerSpan& layers) {
                const auto [rank, alpha] = group.first;
                m_adapter.design.parts.emplace_back(
                    "lora", LoraSettings{.rank = rank,
                                         .alpha = alpha == rank ? std::nullopt : std::optional(alpha),
                                         .targets = targets,
                                         .rankScaling = m_config.get("use_rslora", false),
                                         .dora = dora,
                                         .layers = layers});
            });
        requireSome("lora_A");
        readBiases();
    }

    /// `bias`: none, those of the updated products, or all.
    void readBiases() {
        const std::string which = m_config.text("bias");
        if (which.empty() || which == "none")
            return;
        if (which != "all" && which != "lora_only")
            throw Error("{}: bias = \"{}\" is not none, all or lora_only.", m_where, which);
        BitFitSettings biases;
        for (const TensorFact& fact : tensorFacts(m_base)) {
            if (fact.kind != TensorKind::Bias)
                continue;
            const bool isUpdated = shapeOf(peftBias(m_base, fact, true).second.name) != nullptr;
            const bool isUnread = fact.role == Role::Pooler && !shapeOf(peftBias(m_base, fact, isUpdated).second.name);
            if (isUnread || (which == "lora_only" && !isUpdated))
                continue;
            if (which == "lora_only")
                biases.products.insert(fact.role);
            m_adapter.tensors.insert(peftBias(m_base, fact, isUpdated));
        }
        m_adapter.design.parts.emplace_back("bitfit", biases);
    }

    void readPeanut() {
        const std::string activation = m_config.text("act_fn").empty() ? "relu" : m_config.text("act_fn");
        const auto known = activationFromHiddenAct(activation);
        if (!known)
            throw Error("{}: act_fn = \"{}\" has no counterpart here.", m_where, activation);
        std::map<std::pair<int, int>, std::map<Role, Layers>> groups;  // by width and number of pairs
        for (const TensorFact& fact : tensorFacts(m_base)) {
            const PeftPeanut outer = peftPeanut(m_base, fact);
            const auto* shape = fact.kind == TensorKind::Matrix ? shapeOf(outer.first.second.name) : nullptr;
            if (!shape || shape->empty() || fact.layer < 0)
                continue;
            m_config.requireTarget(moduleOf(fact), fact.layer);
            m_adapter.tensors.insert({outer.first, outer.last});
            int pairs = 0;
            for (; pairs < mostPairs; ++pairs) {
                const PeftPeanut inner = peftPeanutPair(m_base, fact, pairs);
                if (!shapeOf(inner.first.second.name))
                    break;
                m_adapter.tensors.insert({inner.first, inner.last});
            }
            m_config.requireNumber("r", shape->front());
            m_config.requireNumber("depth", pairs);
            groups[{static_cast<int>(shape->front()), pairs}][fact.role].push_back(fact.layer);
        }
        for (const auto& group : groups)
            groupByLayers(group.second, m_base.layers, [&](const std::set<Role>& targets, const LayerSpan& layers) {
                m_adapter.design.parts.emplace_back("peanut", PeanutSettings{.rank = group.first.first,
                                                                             .pairs = group.first.second,
                                                                             .activation = *known,
                                                                             .targets = targets,
                                                                             .scale = m_config.get("scaling", 1.0),
                                                                             .layers = layers});
            });
        requireSome("peanut_A");
    }

    /// Vectors that are added to what products give: as their biases.
    void readAddedBiases() {
        BitFitSettings biases;
        for (const TensorFact& fact : tensorFacts(m_base))
            if (const PeftTensor added = peftAddedBias(m_base, fact);
                fact.kind == TensorKind::Bias && fact.layer >= 0 && shapeOf(added.second.name)) {
                m_config.requireTarget(moduleOf(fact), fact.layer);
                biases.products.insert(fact.role);
                m_adapter.tensors.insert(added);
            }
        m_adapter.design.parts.emplace_back("bitfit", biases);
        requireSome("beft_bias");
        m_adapter.notes.emplace_back(
            "The added biases are read as biases of the base's products, to which they amount.");
    }

    void readIa3() {
        std::map<ScaledStream, Layers> streams;
        const Ia3Settings every{.targets = everyStream()};
        for (const auto& place : every.places(m_base)) {
            const PeftTensor scale = peftScale(m_base, place);
            const auto* shape = shapeOf(scale.second.name);
            // [out, 1] scales what the product gives, [1, in] what it reads.
            if (!shape || shape->size() != 2 || (shape->front() == 1) != place.onInput)
                continue;
            m_config.requireTarget(moduleOf(place.product), place.product.layer);
            streams[place.stream].push_back(place.product.layer);
            m_adapter.tensors.insert(scale);
        }
        groupByLayers(streams, m_base.layers, [&](const std::set<ScaledStream>& targets, const LayerSpan& layers) {
            m_adapter.design.parts.emplace_back("ia3", Ia3Settings{.targets = targets, .layers = layers});
        });
        requireSome("ia3_l");
    }

    void readLayerNorms() {
        int left = 0;
        for (const TensorFact& fact : tensorFacts(m_base)) {
            if (!isNorm(fact.role))
                continue;
            const PeftTensor norm = peftNorm(m_base, fact);
            if (!shapeOf(norm.second.name)) {
                ++left;
                m_adapter.untrained += fact.entries();
                continue;
            }
            m_config.requireTarget(moduleOf(fact), fact.layer);
            m_adapter.tensors.insert(norm);
        }
        m_adapter.design.parts.emplace_back("layernorm", LayerNormSettings());
        requireSome("ln_tuning_layers");
        if (const int norms = left / 2; norms > 0)
            m_adapter.notes.push_back(
                norms == 1 ? "1 LayerNorm is not among the trained ones: it is as in the base, and further training "
                             "would train it too."
                           : fmt::format("{} LayerNorms are not among the trained ones: they are as in the base, and "
                                         "further training would train them too.",
                                         norms));
    }

    /// What a prompt's configuration states of it and of its base.
    void requirePrompt(std::int64_t length) const {
        m_config.requireNumber("num_virtual_tokens", length);
        m_config.requireNumber("token_dim", m_base.hidden);
        m_config.requireNumber("num_layers", m_base.layers);
        m_config.requireNumber("num_transformer_submodules", 1);
    }

    void readPrefix() {
        m_config.requireUnset({"num_attention_heads_override"});
        const std::int64_t slices = std::int64_t{2} * m_base.layers;
        const std::string saved = peftPrompt().second.name;
        const auto* shape = shapeOf(saved);
        if (!shape || shape->size() != 2 || (*shape)[1] != slices * m_base.hidden)
            throw Error("{}: {} is missing, or not of the shape [length, {}] that a prefix of this base has.", m_where,
                        saved, slices * m_base.hidden);
        requirePrompt(shape->front());
        m_config.requireNumber("num_attention_heads", m_base.heads);
        m_adapter.design.parts.emplace_back(
            "prefix", PrefixSettings{.length = static_cast<int>(shape->front()), .hidden = 0, .shiftsPositions = true});
        m_adapter.tensors = peftPrefix(m_base);
    }

    void readPrompt() {
        const PeftTensor rows = peftPrompt();
        const auto* shape = shapeOf(rows.second.name);
        if (!shape || shape->size() != 2 || (*shape)[1] != m_base.hidden)
            throw Error("{}: {} is missing, or not of the shape [length, {}] that a prompt of this base has.", m_where,
                        rows.second.name, m_base.hidden);
        requirePrompt(shape->front());
        PromptSettings prompt{.length = static_cast<int>(shape->front()), .entry = PromptSettings::Entry::Words};
        const std::string start = m_config.text("prompt_tuning_init_text");
        if (m_config.text("prompt_tuning_init") == "TEXT" && !trimmed(start).empty()) {
            prompt.init = PromptSettings::Init::Text;
            prompt.text = start;
            m_adapter.notes.emplace_back(
                "PEFT started the prompt as its text with the tokenizer's special tokens; a run of this design starts "
                "it without them.");
        }
        m_adapter.design.parts.emplace_back("prompt", prompt);
        m_adapter.tensors.insert(rows);
    }

    void requireSome(const char* kind) const {
        if (m_adapter.tensors.empty())
            throw Error("{}: no tensor {} belongs to a module of this base.", m_where, kind);
    }

    void readHead() {
        for (const bool isPrompt : {false, true})
            if (const std::string root = peftRoot(isPrompt); shapeOf(headOfClass(root, false, m_base).weight)) {
                const bool hasDense = shapeOf(headOfClass(root, true, m_base).denseWeight) != nullptr;
                m_adapter.head = headOfClass(root, hasDense, m_base);
                return;
            }
    }

    const PeftFields m_config;
    const TensorShapes& m_shapes;
    const BaseConfig& m_base;
    const std::string& m_where;
    bool m_isEncoder = false;  ///< its model is not of a class with a head
    SavedAdapter m_adapter;
};

}  // namespace

SavedAdapter readPeftAdapter(const json& config, const TensorShapes& shapes, const BaseConfig& base,
                             const std::string& where) {
    return Reader(config, shapes, base, where).read();
}

}  // namespace adapterscope
