// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Lora.h"

#include <fmt/format.h>

#include <cmath>

#include "core/common/NumberFromText.h"
#include "core/design/methods/ProductWords.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int largestRank = 65536;

/// r(in + out) of a product, and what magnitudes and a gate add.
std::vector<Summand> summandsOfUpdate(const LoraSettings& settings, const TensorFact& fact) {
    const std::int64_t r = settings.rank;
    const bool square = fact.rows.symbol == fact.columns.symbol;
    const char other = fact.rows.symbol == 'd' ? fact.columns.symbol : fact.rows.symbol;
    std::vector<Summand> summands{{square ? fmt::format("2r{}", fact.rows.symbol) : fmt::format("r(d + {})", other),
                                   square ? fmt::format("2·{}·{}", r, fact.rows.size)
                                          : fmt::format("{}·({} + {})", r, std::min(fact.rows.size, fact.columns.size),
                                                        std::max(fact.rows.size, fact.columns.size)),
                                   r * (fact.rows.size + fact.columns.size)}};
    if (settings.dora)
        summands.push_back(plainSummand(std::string(1, fact.rows.symbol), fact.rows.size));
    if (settings.gating)
        summands.push_back(gateSummand(fact.columns.symbol, fact.columns.size));
    return summands;
}

std::vector<Term> addedByLora(const Part& part, const BaseConfig& base, Pooling pooling) {
    const auto& settings = settingsOf<LoraSettings>(part);
    return termsOfProducts("lora", "low-rank update", settings.products(base, pooling),
                           [&](const TensorFact& fact) { return summandsOfUpdate(settings, fact); });
}

/// An update is merged into its product, unless a gate decides about it text by text.
std::int64_t multiplyAddsOfLora(const Part& part, const BaseConfig& base, Pooling pooling) {
    const auto& settings = settingsOf<LoraSettings>(part);
    if (!settings.gating)
        return 0;
    std::int64_t sum = 0;
    for (const TensorFact& fact : settings.products(base, pooling))
        if (fact.layer >= 0)
            sum += settings.rank * (fact.rows.size + fact.columns.size) + fact.columns.size;
    return sum;
}

std::vector<std::string> places(const Part& part, const BaseConfig& base) {
    std::vector<std::string> all;
    for (const TensorFact& fact : settingsOf<LoraSettings>(part).products(base, Pooling::Pooler))
        all.push_back(fmt::format("a low-rank update of the {}{}", wordOf(matrixWords(), fact.role),
                                  fact.layer < 0 ? std::string() : fmt::format(" of layer {}", fact.layer)));
    return all;
}

void checkLora(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& settings = settingsOf<LoraSettings>(part);
    PartFindings findings(part, all);
    const NamedKey r = findings.key("r"), targets = findings.key("targets");
    if (settings.rank < 1 || settings.rank > largestRank)
        findings.fault("r", {"{} = {}: write a rank from 1 to {}.", r, settings.rank, largestRank});
    else if (base && settings.rank > base->hidden)
        findings.fault("r", {"{} = {} is larger than the base's hidden size d = {}: no update of its products has a "
                             "higher rank than that.",
                             r, settings.rank, base->hidden});
    if (settings.alpha && (!std::isfinite(*settings.alpha) || *settings.alpha == 0))
        findings.fault("alpha", {"{} = {}: write a finite number other than 0, which would silence the update.",
                                 findings.key("alpha"), numberText(*settings.alpha)});
    if (settings.targets.contains(Role::Word) && (settings.dora || settings.gating))
        findings.fault(settings.dora ? "dora" : "gating",
                       {"Magnitudes and gates belong to products, not to the table of words: take words out of {}, or "
                        "write another part for it, as in lora:dora=on & lora:targets=words.",
                        targets});
    for (const auto& [word, role] : matrixWords())
        if (base && settings.targets.contains(role) &&
            factsWhere(*base, [role = role](const TensorFact& fact) { return fact.role == role; }).empty())
            findings.fault("targets",
                           {"{} names {}, which a base of the family {} does not have.", targets, word, base->family});
    if (settings.targets.empty())
        findings.fault("targets",
                       {"No product is updated: write {}, for example.", findings.key("targets", "query+value")});
    checkLayers(settings.layers, base, findings);
}

KeyInfo alphaKey() {
    KeyInfo key = describedKey({"alpha", "Alpha",
                                "The update is scaled by alpha/r, so that a change of r needs no new learning rate; "
                                "\"r\" scales it by 1 (Hu et al. 2022, section 4.1)."},
                               KeyKind::Number);
    key.choices = {"r"};
    key.minimum = -1000;
    key.maximum = 1000;
    overPart(
        key,
        [](const Part& part) {
            const auto& alpha = settingsOf<LoraSettings>(part).alpha;
            return alpha ? numberText(*alpha) : std::string("r");
        },
        [](Part& part, const std::string& value) {
            settingsOf<LoraSettings>(part).alpha =
                value == "r" ? std::nullopt : std::optional(readingKey("alpha", value, numberFromText));
        });
    return key;
}

KeyInfo targetsKey() {
    KeyInfo key =
        setKey({"targets", "Products",
                "Which products of each layer are updated: at least those of the queries and the values "
                "(Hu et al. 2022, section 7.1), the attention's output, those of the feed-forward block, a pooler "
                "that the head reads, and the table of words."},
               &LoraSettings::targets, matrixWords(), "product");
    key.choices = {"query+value",
                   "query",
                   "value",
                   "query+key+value",
                   "query+key+value+output",
                   "ffn-in+ffn-out",
                   "query+key+value+output+ffn-in+ffn-out"};
    return key;
}

}  // namespace

double LoraSettings::scale() const {
    const double a = alphaInEffect();
    return rankScaling ? a / std::sqrt(static_cast<double>(rank)) : a / rank;
}

std::vector<TensorFact> LoraSettings::products(const BaseConfig& base, Pooling pooling) const {
    return factsWhere(base, [&](const TensorFact& fact) {
        return fact.kind == TensorKind::Matrix && targets.contains(fact.role) &&
               (fact.layer < 0 || layers.contains(fact.layer)) &&
               (fact.role != Role::Pooler || pooling == Pooling::Pooler);
    });
}

MethodInfo loraMethod() {
    MethodInfo method;
    method.name = "lora";
    method.title = "LoRA";
    method.summary =
        "Adds an update of low rank to products of the frozen base, and trains the head: as accurate as full "
        "fine-tuning at a fraction of the parameters, and mergeable into the base afterwards (Hu et al. 2022).";
    method.look = {"LoRA", Hue::Orange, Marker::Diamond, Stroke::Solid};
    // Hu et al. 2022 take 2e-4 to 5e-4 for RoBERTa and GPT-3, Liu et al. 2022 3e-3.
    method.learningRate = 1e-3;
    method.defaults.parts = {{"lora", LoraSettings()}};
    method.keys = {
        integerKey({"r", "Rank r",
                    "The rank of each update: 2rd parameters for a product from d to d (Hu et al. 2022, "
                    "section 4.1). Ranks of 1 to 8 are often enough (section 7.2)."},
                   &LoraSettings::rank, 1, largestRank),
        alphaKey(),
        targetsKey(),
        switchKey({"rank-scaling", "Scale by root of r",
                   "Scales the update by alpha/√r instead of the alpha/r of Hu et al. 2022, which keeps large ranks "
                   "learning (Kalajdzievski 2023, rsLoRA)."},
                  &LoraSettings::rankScaling),
        switchKey({"dora", "Train magnitudes",
                   "Trains the norm of each row of the product's matrix apart from its direction, which LoRA updates: "
                   "one more number per output (Liu et al. 2024, DoRA, section 4)."},
                  &LoraSettings::dora),
        switchKey({"gating", "Gate",
                   "A learned gate, sigmoid(Linear(in, 1)) of what the product reads averaged over tokens, multiplies "
                   "the update (Mao et al. 2022, UniPELT, section 3.2)."},
                  &LoraSettings::gating),
        layersKey({"layers", "Layers",
                   "Which layers are updated, counted from 0: all, none, or spans such as 0-3+6 (all of them in Hu et "
                   "al. 2022, section 4.2)."},
                  &LoraSettings::layers)};
    method.added = addedByLora;
    method.multiplyAdds = multiplyAddsOfLora;
    method.components = {{"lora", "LoRA"}};
    method.places = places;
    method.check = checkLora;
    method.marks = [](const Part& part) {
        const auto& settings = settingsOf<LoraSettings>(part);
        return productMarks(settings.targets, settings.dora ? "DoRA" : "LoRA",
                            fmt::format("An update of rank {} of {{}}.", settings.rank), "lora");
    };
    method.sizeKey = "r";
    return method;
}

}  // namespace adapterscope
