// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <set>
#include <utility>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/design/Methods.h"
#include "core/design/methods/BitFit.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/LayerNorm.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Peanut.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"
#include "core/exchange/AdapterFiles.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/PeftConfig.h"
#include "core/exchange/PeftNames.h"
#include "core/exchange/SavedAdapterFolder.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// PEFT keeps one method in a folder; LoRA and (IA)3 may have several parts there.
class PeftWriter {
public:
    /// `parts` are the design's, without named unions.
    PeftWriter(const Design& design, std::vector<Part> parts, Pooling pooling, const BaseConfig& base)
        : m_design(design), m_parts(std::move(parts)), m_pooling(pooling), m_base(base) {}

    /// Without a head, for the family's class.
    AdapterFiles files() {
        if (const auto loras = partsOf<LoraSettings>(); !loras.empty())
            addLora(loras);
        else if (const auto ia3s = partsOf<Ia3Settings>(); !ia3s.empty())
            addIa3(ia3s);
        else
            addSingle();
        if (m_written < m_parts.size())
            refuse(
                "it keeps one method in a folder; several parts of LoRA or of (IA)³, and LoRA with biases, count "
                "as one");
        m_files.config.update({{"task_type", "SEQ_CLS"},
                               {"revision", nullptr},
                               {"auto_mapping", nullptr},
                               {"modules_to_save", {"classifier", "score"}}});
        return std::move(m_files);
    }

private:
    [[noreturn]] void refuse(const Sentence& reason) const { refuseFor("PEFT", m_design, reason); }

    template <typename T>
    std::vector<const T*> partsOf() {
        std::vector<const T*> found;
        for (const Part& part : m_parts)
            if (const T* settings = part.settings.getIf<T>())
                found.push_back(settings);
        m_written += found.size();
        return found;
    }

    std::string module(const TensorFact& fact) const { return roleName(m_base, fact.role, fact.layer); }
    void put(const PeftTensor& tensor) { m_files.tensors.insert(tensor); }

    void addLora(const std::vector<const LoraSettings*>& loras) {
        const LoraSettings& first = *loras.front();
        json targets = json::array(), ranks = json::object(), alphas = json::object();
        std::set<TensorKey> updated;
        for (const LoraSettings* lora : loras) {
            if (lora->gating)
                refuse({"{}: its LoRA has no gates", keyOfMethod("lora", "gating", "on")});
            if (lora->dora != first.dora || lora->rankScaling != first.rankScaling)
                refuse({"its LoRA has {} and {} on everywhere or nowhere", keyOfMethod("lora", "dora"),
                        keyOfMethod("lora", "rank-scaling")});
            const double alpha = lora->alphaInEffect();
            for (const TensorFact& fact : lora->products(m_base, m_pooling)) {
                const PeftLora tensors = peftLora(m_base, fact);
                put(tensors.down);
                put(tensors.up);
                if (lora->dora)
                    put(tensors.magnitude);
                updated.insert({fact.role, fact.layer, TensorKind::Bias});
                targets.push_back(module(fact));
                if (lora->rank != first.rank)
                    ranks[module(fact)] = lora->rank;
                if (alpha != first.alphaInEffect())
                    alphas[module(fact)] = alpha;
            }
        }
        m_files.config = {{"peft_type", "LORA"},
                          {"r", first.rank},
                          {"lora_alpha", first.alphaInEffect()},
                          {"lora_dropout", 0.0},
                          {"bias", biases(updated)},
                          {"fan_in_fan_out", false},
                          {"init_lora_weights", true},
                          {"use_rslora", first.rankScaling},
                          {"use_dora", first.dora},
                          {"target_modules", targets},
                          {"rank_pattern", ranks},
                          {"alpha_pattern", alphas}};
    }

    /// PEFT's `bias`: those of the products that LoRA updates, all, or none.
    std::string biases(const std::set<TensorKey>& updated) {
        const auto bitfits = partsOf<BitFitSettings>();
        if (bitfits.empty())
            return "none";
        bool areUpdated = true;
        for (const auto& [component, fact] : trainedTensors(m_design, m_base, m_pooling)) {
            const bool isUpdated = updated.contains(fact.key());
            put(peftBias(m_base, fact, isUpdated));
            areUpdated = areUpdated && isUpdated;
        }
        if (bitfits.size() == 1 && bitfits.front()->products.empty())
            return "all";
        if (!areUpdated)
            refuse({"beside LoRA it has all biases, or those of the products that LoRA updates ({} names others)",
                    keyOfMethod("bitfit", "biases")});
        return "lora_only";
    }

    void addIa3(const std::vector<const Ia3Settings*>& ia3s) {
        json targets = json::array(), onInput = json::array();
        std::set<TensorKey> scaled;
        for (const Ia3Settings* ia3 : ia3s)
            for (const auto& place : ia3->places(m_base)) {
                if (!scaled.insert(place.product.key()).second)
                    refuse({"it scales what {} reads or what it gives, not both", module(place.product)});
                put(peftScale(m_base, place));
                targets.push_back(module(place.product));
                if (place.onInput)
                    onInput.push_back(module(place.product));
            }
        m_files.config = {{"peft_type", "IA3"},
                          {"fan_in_fan_out", false},
                          {"init_ia3_weights", true},
                          {"target_modules", targets},
                          {"feedforward_modules", onInput}};
    }

    void addSingle() {
        const Part& part = m_parts.front();
        m_written = 1;
        if (const auto* peanut = part.settings.getIf<PeanutSettings>())
            addPeanut(*peanut);
        else if (const auto* bitfit = part.settings.getIf<BitFitSettings>())
            addBiases(*bitfit);
        else if (const auto* prefix = part.settings.getIf<PrefixSettings>())
            addPrefix(*prefix);
        else if (const auto* prompt = part.settings.getIf<PromptSettings>())
            addPrompt(*prompt);
        else if (part.settings.getIf<LayerNormSettings>())
            addNorms();
        else
            refuse({"its format has no place for {}", methodOf(part).title});
    }

    void addPeanut(const PeanutSettings& peanut) {
        json targets = json::array();
        for (const TensorFact& fact : peanut.products(m_base)) {
            targets.push_back(module(fact));
            put(peftPeanut(m_base, fact).first);
            put(peftPeanut(m_base, fact).last);
            for (int pair = 0; pair < peanut.pairs; ++pair) {
                put(peftPeanutPair(m_base, fact, pair).first);
                put(peftPeanutPair(m_base, fact, pair).last);
            }
        }
        m_files.config = {{"peft_type", "PEANUT"},    {"r", peanut.rank},
                          {"depth", peanut.pairs},    {"act_fn", hiddenActOf(peanut.activation)},
                          {"scaling", peanut.scale},  {"init_weights", true},
                          {"target_modules", targets}};
    }

    void addBiases(const BitFitSettings& bitfit) {
        if (bitfit.products.empty())
            refuse({"{} trains those of the LayerNorms too, and it keeps only those of products ({}, for example)",
                    keyOfMethod("bitfit", "biases", "all"), keyOfMethod("bitfit", "biases", "query+intermediate")});
        json targets = json::array();
        for (const auto& [component, fact] : trainedTensors(m_design, m_base, m_pooling)) {
            targets.push_back(module(fact));
            put(peftAddedBias(m_base, fact));
        }
        m_files.config = {{"peft_type", "BEFT"}, {"init_weights", true}, {"target_modules", targets}};
    }

    void addNorms() {
        std::set<std::string> targets;
        for (const auto& [component, fact] : trainedTensors(m_design, m_base, m_pooling)) {
            targets.insert(module(fact));
            put(peftNorm(m_base, fact));
        }
        m_files.config = {{"peft_type", "LN_TUNING"}, {"target_modules", targets}};
    }

    json promptFields(const char* type, int length) const {
        return {{"peft_type", type},
                {"num_virtual_tokens", length},
                {"token_dim", m_base.hidden},
                {"num_transformer_submodules", 1},
                {"num_attention_heads", m_base.heads},
                {"num_layers", m_base.layers}};
    }

    void addPrefix(const PrefixSettings& prefix) {
        if (!prefix.shiftsPositions)
            refuse({"{}: with its prefixes, the text's positions start after them ({})",
                    keyOfMethod("prefix", "positions", "own"), keyOfMethod("prefix", "positions", "shifted")});
        if (prefix.gating)
            refuse({"{}: its prefixes have no gates", keyOfMethod("prefix", "gating", "on")});
        if (const Family& family = familyNamed(m_base.family); !family.takesKeysValues)
            refuse({"its prefixes need a class that takes keys and values from outside, and {} does not",
                    family.className});
        m_files.tensors = peftPrefix(m_base);
        m_files.config = promptFields("PREFIX_TUNING", prefix.length);
        const bool hasMlp = prefix.hidden > 0;
        m_files.config.update(
            {{"encoder_hidden_size", hasMlp ? prefix.hidden : m_base.hidden}, {"prefix_projection", hasMlp}});
    }

    void addPrompt(const PromptSettings& prompt) {
        if (prompt.entry == PromptSettings::Entry::States)
            refuse({"{}: its prompts join the words, before positions and LayerNorm ({})",
                    keyOfMethod("prompt", "entry", "states"), keyOfMethod("prompt", "entry", "words")});
        if (prompt.place == PromptSettings::Place::AfterFirst)
            refuse({"{}: its prompts come before the text", keyOfMethod("prompt", "place", "after-first")});
        put(peftPrompt());
        m_files.config = promptFields("PROMPT_TUNING", prompt.length);
        m_files.config.update({{"prompt_tuning_init", "RANDOM"}, {"prompt_tuning_init_text", nullptr}});
    }

    const Design& m_design;
    std::vector<Part> m_parts;
    Pooling m_pooling;
    const BaseConfig& m_base;
    std::size_t m_written = 0;  ///< parts
    AdapterFiles m_files;
};

/// Whether transformers' class for the family computes the head.
bool isHeadOfClass(const TrainedAdapter& trained, const BaseConfig& base) {
    const HeadFacts& head = trained.head;
    const Family& family = familyNamed(base.family);
    if (!family.hasHeadDense())
        return head.pooling == Pooling::Pooler && head.layers == 1;
    // Two layers with ReLU between them compute what one layer does if they are wide enough.
    const bool fits = head.layers == 2 ? trained.activation == family.headActivation
                                       : 2 * head.classes <= base.hidden && family.headActivation == Activation::Relu;
    return head.pooling == Pooling::Cls && fits;
}

/// PEFT keeps a copy of the class's head.
void addHeadOfClass(AdapterFiles& files, const TrainedAdapter& trained, const BaseConfig& base) {
    const bool isPrompt = files.config.contains("num_virtual_tokens");
    files.head = headOfClass(peftRoot(isPrompt), familyNamed(base.family).hasHeadDense(), base);
    std::string order;
    for (std::size_t i = 0; i < trained.labels.size(); ++i)
        order += fmt::format("{}{} is {}", i == 0 ? "" : ", ", i, trained.labels[i]);
    if (!order.empty())
        files.notes.push_back(fmt::format("PEFT does not keep the names of classes: {}.", order));
}

/// For the encoder by itself: PEFT would look for the head that a class has.
void leaveOutHead(AdapterFiles& files, const TrainedAdapter& trained, const BaseConfig& base) {
    files.config["task_type"] = "FEATURE_EXTRACTION";
    files.config["modules_to_save"] = nullptr;
    for (auto& [own, saved] : files.tensors)
        saved.name = peftNameInEncoder(base, saved.name);
    if (trained.head.classes > 0)
        addHeadApart(files, trained, headApartNote(files.tensorsName, trained.head.pooling));
    files.notes.push_back(fmt::format("The adapter is one for {}Model.", familyNamed(base.family).className));
}

/// How PEFT starts a prompt, as far as it can.
void addPromptStart(const PromptSettings& prompt, ExportedConfig& exported, const std::string& baseName) {
    switch (prompt.init) {
        case PromptSettings::Init::Vocabulary:
            exported.json["prompt_tuning_init"] = "SAMPLE_VOCAB";
            break;
        case PromptSettings::Init::Random:
            exported.notes.push_back("PEFT's prompt starts at normal numbers with sigma 1, not within 0.5.");
            break;
        case PromptSettings::Init::Text:
            exported.json.update({{"prompt_tuning_init", "TEXT"},
                                  {"prompt_tuning_init_text", prompt.text},
                                  {"tokenizer_name_or_path", baseName}});
            exported.notes.push_back(
                "PEFT starts the prompt as its text with the tokenizer's special tokens; a run here starts it without "
                "them.");
    }
}

}  // namespace

AdapterFiles peftFiles(const TrainedAdapter& trained, const BaseConfig& base) {
    AdapterFiles files = PeftWriter(trained.design, keptParts(trained.design), trained.head.pooling, base).files();
    files.tensorsName = peftFileNames().adapter.front();
    files.config.update({{"base_model_name_or_path", trained.base}, {"inference_mode", true}});
    if (trained.head.classes > 0 && isHeadOfClass(trained, base))
        addHeadOfClass(files, trained, base);
    else
        leaveOutHead(files, trained, base);
    return files;
}

ExportedConfig peftConfig(const Design& design, const BaseConfig& base, const std::string& baseName) {
    requireValid(design, base);
    const std::vector<Part> parts = memberParts(design);
    const Family& family = familyNamed(base.family);
    const Pooling pooling = headOfClass("", family.hasHeadDense(), base).pooling;
    try {
        ExportedConfig exported{PeftWriter(design, parts, pooling, base).files().config, {}};
        exported.json.update({{"base_model_name_or_path", baseName}, {"inference_mode", false}});
        if (family.hasHeadDense())
            exported.json["modules_to_save"].push_back(family.headDense);
        if (const auto* prompt = parts.front().settings.getIf<PromptSettings>())
            addPromptStart(*prompt, exported, baseName);
        noteTheRest(design, "a PEFT", exported.notes);
        return exported;
    } catch (const Error& error) {
        throw Error("{} Export the design in the program's own form (json) instead.", error.sentence());
    }
}

}  // namespace adapterscope
