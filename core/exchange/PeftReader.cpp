// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/PeftReader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"
#include "core/design/PartNames.h"
#include "core/design/methods/BitFit.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Peanut.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"

namespace adapterscope {
namespace {

using nlohmann::json;

constexpr std::string_view wrapper = "base_model.model.";
constexpr auto promptName = "prompt_embeddings";
constexpr int mostPairs = 64;

class Reader {
public:
    Reader(const json& config, const TensorShapes& shapes, const BaseConfig& base, const std::string& where)
        : m_config(config), m_shapes(shapes), m_base(base), m_where(where) {
        m_adapter.library = "PEFT";
        m_adapter.design.parts.clear();
    }

    SavedAdapter read() {
        const std::string type = text("peft_type");
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
        m_adapter.isAlias = [](const std::string& name) {
            return name.find("classifier.modules_to_save.") != std::string::npos ||
                   name.find("classifier.original_module.") != std::string::npos;
        };
        return std::move(m_adapter);
    }

private:
    using Layers = std::vector<int>;

    std::string text(const char* key) const {
        const auto found = m_config.find(key);
        return found != m_config.end() && found->is_string() ? found->get<std::string>() : std::string();
    }

    /// A field that this program does not know how to honour must not be set.
    void requireUnset(std::initializer_list<const char*> keys) const {
        for (const char* key : keys) {
            const auto found = m_config.find(key);
            if (found != m_config.end() && !found->is_null() && *found != false && *found != 0.0 && *found != "none" &&
                !(found->is_structured() && found->empty()))
                throw Error("{}: {} = {} has no counterpart here, so the adapter cannot be read.", m_where, key,
                            quoted(*found));
        }
    }

    std::string savedModule(const TensorFact& fact) const {
        return fmt::format("{}{}.{}", wrapper, m_base.family, roleName(m_base, fact.role, fact.layer));
    }

    const std::vector<std::int64_t>* shapeOf(const std::string& name) const {
        const auto found = m_shapes.find(name);
        return found == m_shapes.end() ? nullptr : &found->second;
    }

    /// PEFT's alpha_pattern: a key names the modules whose names end with it.
    double alphaOf(const std::string& module) const {
        const json patterns = m_config.value("alpha_pattern", json::object());
        for (const auto& [pattern, alpha] : patterns.items()) {
            if (pattern.find_first_of("*+?[](){}|^$\\") != std::string::npos)
                throw Error("{}: the pattern \"{}\" of alpha_pattern is a regular expression, which is not read here.",
                            m_where, pattern);
            if (module.ends_with("." + pattern) || module == pattern)
                return alpha.get<double>();
        }
        return m_config.value("lora_alpha", 8.0);
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
        requireUnset({"lora_bias", "alora_invocation_tokens", "layer_replication", "use_qalora", "use_bdlora",
                      "trainable_token_indices", "target_parameters", "fan_in_fan_out", "kasa_config",
                      "monteclora_config", "velora_config", "arrow_config"});
        const bool dora = m_config.value("use_dora", false);
        std::map<std::pair<int, double>, std::map<Role, Layers>> groups;  // by rank and alpha
        for (const TensorFact& fact : tensorFacts(m_base)) {
            if (fact.kind != TensorKind::Matrix)
                continue;
            const std::string saved = savedModule(fact), own = roleName(m_base, fact.role, fact.layer);
            const auto [down, up] = fact.role == Role::Word ? std::pair(".lora_embedding_A", ".lora_embedding_B")
                                                            : std::pair(".lora_A.weight", ".lora_B.weight");
            const auto* shape = shapeOf(saved + down);
            if (!shape || shape->empty())
                continue;
            groups[{static_cast<int>(shape->front()), alphaOf(own)}][fact.role].push_back(fact.layer);
            m_adapter.tensors[own + ".lora_A.weight"] = {saved + down};
            m_adapter.tensors[own + ".lora_B.weight"] = {saved + up};
            if (dora)
                m_adapter.tensors[own + ".magnitude"] = {saved + ".lora_magnitude_vector"};
        }
        for (const auto& group : groups)
            groupByLayers(group.second, m_base.layers, [&](const std::set<Role>& targets, const LayerSpan& layers) {
                const auto [rank, alpha] = group.first;
                m_adapter.design.parts.emplace_back(
                    "lora", LoraSettings{.rank = rank,
                                         .alpha = alpha == rank ? std::nullopt : std::optional(alpha),
                                         .targets = targets,
                                         .rankScaling = m_config.value("use_rslora", false),
                                         .dora = dora,
                                         .layers = layers});
            });
        requireSome("lora_A");
        readBiases();
    }

    /// `bias`: none, those of the updated products, or all.
    void readBiases() {
        const std::string which = text("bias");
        if (which.empty() || which == "none")
            return;
        if (which != "all" && which != "lora_only")
            throw Error("{}: bias = \"{}\" is not none, all or lora_only.", m_where, which);
        BitFitSettings biases;
        for (const TensorFact& fact : tensorFacts(m_base)) {
            if (fact.kind != TensorKind::Bias)
                continue;
            // The module that is updated keeps its own tensors one level below.
            const std::string updated = savedModule(fact) + ".base_layer.bias";
            const bool isUpdated = shapeOf(updated) != nullptr;
            if (which == "lora_only" && !isUpdated)
                continue;
            if (which == "lora_only")
                biases.products.insert(fact.role);
            m_adapter.tensors[tensorName(m_base, fact)] = {isUpdated ? updated : savedModule(fact) + ".bias"};
        }
        m_adapter.design.parts.emplace_back("bitfit", biases);
    }

    void readPeanut() {
        const std::string activation = text("act_fn").empty() ? "relu" : text("act_fn");
        const auto known = activationFromHiddenAct(activation);
        if (!known)
            throw Error("{}: act_fn = \"{}\" has no counterpart here.", m_where, activation);
        std::map<std::pair<int, int>, std::map<Role, Layers>> groups;  // by width and number of pairs
        for (const TensorFact& fact : tensorFacts(m_base)) {
            const std::string own = roleName(m_base, fact.role, fact.layer) + ".peanut.";
            const std::string saved = savedModule(fact) + ".peanut_";
            const auto* shape = fact.kind == TensorKind::Matrix ? shapeOf(saved + "A.weight") : nullptr;
            if (!shape || shape->empty() || fact.layer < 0)
                continue;
            m_adapter.tensors[own + "A"] = {saved + "A.weight"};
            m_adapter.tensors[own + "B"] = {saved + "B.weight"};
            int pairs = 0;
            while (pairs < mostPairs && shapeOf(fmt::format("{}encoders.{}.weight", saved, pairs))) {
                m_adapter.tensors[fmt::format("{}encoder.{}", own, pairs)] = {
                    fmt::format("{}encoders.{}.weight", saved, pairs)};
                m_adapter.tensors[fmt::format("{}decoder.{}", own, pairs)] = {
                    fmt::format("{}decoders.{}.weight", saved, pairs)};
                ++pairs;
            }
            groups[{static_cast<int>(shape->front()), pairs}][fact.role].push_back(fact.layer);
        }
        for (const auto& group : groups)
            groupByLayers(group.second, m_base.layers, [&](const std::set<Role>& targets, const LayerSpan& layers) {
                m_adapter.design.parts.emplace_back("peanut", PeanutSettings{.rank = group.first.first,
                                                                             .pairs = group.first.second,
                                                                             .activation = *known,
                                                                             .targets = targets,
                                                                             .scale = m_config.value("scaling", 1.0),
                                                                             .layers = layers});
            });
        requireSome("peanut_A");
    }

    /// Vectors that are added to what products give: as biases of theirs.
    void readAddedBiases() {
        BitFitSettings biases;
        for (const TensorFact& fact : tensorFacts(m_base))
            if (const std::string saved = savedModule(fact) + ".beft_bias";
                fact.kind == TensorKind::Bias && fact.layer >= 0 && shapeOf(saved)) {
                biases.products.insert(fact.role);
                m_adapter.tensors[tensorName(m_base, fact)] = {.name = saved, .isAdded = true};
            }
        m_adapter.design.parts.emplace_back("bitfit", biases);
        requireSome("beft_bias");
        m_adapter.notes.emplace_back(
            "The added biases are read as biases of the base's products, which they sum up to.");
    }

    void readIa3() {
        std::map<ScaledStream, Layers> streams;
        const Ia3Settings every{.targets = everyStream()};
        for (const auto& place : every.places(m_base)) {
            const std::string saved = savedModule(place.product) + ".ia3_l";
            const auto* shape = shapeOf(saved);
            // [out, 1] scales what the product gives, [1, in] what it reads.
            if (!shape || shape->size() != 2 || (shape->front() == 1) != place.onInput)
                continue;
            streams[place.stream].push_back(place.product.layer);
            m_adapter.tensors[ia3Tensor(m_base, place)] = {saved};
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
            const std::string own = tensorName(m_base, fact);
            const auto dot = own.rfind('.');
            const std::string saved =
                fmt::format("{}{}.{}.ln_tuning_layers{}", wrapper, m_base.family, own.substr(0, dot), own.substr(dot));
            if (shapeOf(saved))
                m_adapter.tensors[own] = {saved};
            else
                ++left;
        }
        m_adapter.design.parts.push_back(methodNamed("layernorm").defaults.parts.front());
        requireSome("ln_tuning_layers");
        if (left > 0)
            m_adapter.notes.push_back(
                fmt::format("{} LayerNorms are not among the trained ones: they are as in the base, and further "
                            "training would train "
                            "them too.",
                            left / 2));
    }

    void readPrefix() {
        requireUnset({"num_attention_heads_override"});
        const std::int64_t slices = std::int64_t{2} * m_base.layers;
        const auto* shape = shapeOf(promptName);
        if (!shape || shape->size() != 2 || (*shape)[1] != slices * m_base.hidden)
            throw Error("{}: {} is missing, or not of the shape [length, {}] that a prefix of this base has.", m_where,
                        promptName, slices * m_base.hidden);
        m_adapter.design.parts.emplace_back(
            "prefix", PrefixSettings{.length = static_cast<int>(shape->front()), .hidden = 0, .shiftsPositions = true});
        for (int layer = 0; layer < m_base.layers; ++layer)
            for (const bool values : {false, true})
                m_adapter.tensors[prefixTensors(layer) + (values ? "values" : "keys")] = {
                    promptName, std::int64_t{2} * layer + (values ? 1 : 0), slices};
    }

    void readPrompt() {
        const auto* shape = shapeOf(promptName);
        if (!shape || shape->size() != 2 || (*shape)[1] != m_base.hidden)
            throw Error("{}: {} is missing, or not of the shape [length, {}] that a prompt of this base has.", m_where,
                        promptName, m_base.hidden);
        PromptSettings prompt{.length = static_cast<int>(shape->front()), .entry = PromptSettings::Entry::Words};
        const std::string start = text("prompt_tuning_init_text");
        if (text("prompt_tuning_init") == "TEXT" && !trimmed(start).empty()) {
            prompt.init = PromptSettings::Init::Text;
            prompt.text = start;
            m_adapter.notes.emplace_back(
                "PEFT started the prompt as its text with the tokenizer's special tokens; a run of this design starts "
                "it without them.");
        }
        m_adapter.design.parts.emplace_back("prompt", prompt);
        m_adapter.tensors[promptTensors() + "rows"] = {promptName};
    }

    void requireSome(const char* kind) const {
        if (m_adapter.tensors.empty())
            throw Error("{}: no tensor {} belongs to a module of this base.", m_where, kind);
    }

    void readHead() {
        for (const std::string& start : {std::string(wrapper), std::string("base_model.")}) {
            if (!shapeOf(start + "classifier.weight"))
                continue;
            SavedHead head{.weight = start + "classifier.weight", .bias = start + "classifier.bias"};
            head.pooling = m_base.hasPooler ? Pooling::Pooler : Pooling::Cls;
            if (shapeOf(start + "pre_classifier.weight")) {
                head.denseWeight = start + "pre_classifier.weight";
                head.denseBias = start + "pre_classifier.bias";
                head.activation = Activation::Relu;
            }
            m_adapter.head = head;
            return;
        }
    }

    const json& m_config;
    const TensorShapes& m_shapes;
    const BaseConfig& m_base;
    const std::string& m_where;
    SavedAdapter m_adapter;
};

}  // namespace

SavedAdapter readPeftAdapter(const json& config, const TensorShapes& shapes, const BaseConfig& base,
                             const std::string& where) {
    return Reader(config, shapes, base, where).read();
}

}  // namespace adapterscope
