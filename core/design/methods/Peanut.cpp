// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Peanut.h"

#include <fmt/format.h>

#include <cmath>

#include "core/design/methods/BottleneckKeys.h"
#include "core/design/methods/ProductWords.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int largestRank = 65536;
constexpr int mostPairs = 64;

/// 2r times a product's outputs, and 2r² for each pair of inner layers.
std::vector<Term> addedByPeanut(const Part& part, const BaseConfig& base, Pooling) {
    const auto& s = settingsOf<PeanutSettings>(part);
    const std::int64_t r = s.rank, inner = std::int64_t{2} * s.pairs;
    return termsOfProducts("peanut", "weight-aware update", s.products(base), [&](const TensorFact& fact) {
        std::vector<Summand> summands{
            {fmt::format("2r{}", fact.rows.symbol), fmt::format("2·{}·{}", r, fact.rows.size), 2 * r * fact.rows.size}};
        if (inner > 0)
            summands.push_back({fmt::format("{}r²", inner), fmt::format("{}·{}·{}", inner, r, r), inner * r * r});
        return summands;
    });
}

std::vector<std::string> placesOfPeanut(const Part& part, const BaseConfig& base) {
    std::vector<std::string> all;
    for (const TensorFact& fact : settingsOf<PeanutSettings>(part).products(base))
        all.push_back(
            fmt::format("a weight-aware update of the {} of layer {}", wordOf(productWords(), fact.role), fact.layer));
    return all;
}

void checkPeanut(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& s = settingsOf<PeanutSettings>(part);
    PartFindings findings(part, all);
    const NamedKey r = findings.key("r");
    if (s.rank < 1 || s.rank > largestRank)
        findings.fault("r", {"{} = {}: write a width from 1 to {}.", r, s.rank, largestRank});
    else if (base && s.rank > base->hidden)
        findings.remark(
            "r", {"{} = {} is larger than the base's hidden size d = {}: the network widens instead of narrowing.", r,
                  s.rank, base->hidden});
    if (s.pairs < 0 || s.pairs > mostPairs)
        findings.fault("pairs", {"{} = {}: write a number from 0 to {}.", findings.key("pairs"), s.pairs, mostPairs});
    if (!std::isfinite(s.scale) || s.scale == 0)
        findings.fault("scale",
                       {"{} = {}: write a finite number other than 0.", findings.key("scale"), numberText(s.scale)});
    if (s.targets.empty())
        findings.fault("targets",
                       {"No product is updated: write {}, for example.", findings.key("targets", "query+value")});
    checkLayers(s.layers, base, findings);
}

}  // namespace

std::vector<TensorFact> PeanutSettings::products(const BaseConfig& base) const {
    return factsWhere(base, [&](const TensorFact& fact) {
        return fact.kind == TensorKind::Matrix && targets.contains(fact.role) && layers.contains(fact.layer);
    });
}

MethodInfo peanutMethod() {
    MethodInfo method;
    method.name = "peanut";
    method.title = "PEANuT";
    method.summary =
        "Updates products by what a small network computes from their own frozen weights, so that a nonlinear update "
        "costs as little as LoRA's (Zhong et al. 2024).";
    method.look = {"PEANuT", Hue::Orange, Marker::TriangleDown, Stroke::Dash};
    // Not from its paper: that of LoRA, whose place it takes.
    method.learningRate = 1e-3;
    method.defaults.parts = {{"peanut", PeanutSettings()}};
    KeyInfo targets =
        setKey({"targets", "Products", "Which products of each layer are updated (Zhong et al. 2024, section 4)."},
               &PeanutSettings::targets, productWords(), "product");
    targets.choices = {"query+value", "query+key+value", "query+key+value+output+ffn-in+ffn-out"};
    method.keys = {
        integerKey({"r", "Width r", "The width of the network (Zhong et al. 2024, section 3)."}, &PeanutSettings::rank,
                   1, largestRank),
        integerKey({"pairs", "Inner layers",
                    "Pairs of inner layers, encoder and decoder, r by r each (Zhong et al. 2024, section 3)."},
                   &PeanutSettings::pairs, 0, mostPairs),
        activationKey(&PeanutSettings::activation),
        targets,
        numberKey({"scale", "Scale", "Multiplies the update (Zhong et al. 2024, section 3)."}, &PeanutSettings::scale,
                  -1000, 1000),
        layersKey({"layers", "Layers",
                   "Which layers are updated, counted from 0: all, none, or spans such as 0-3+6 (all of them "
                   "in Zhong et al. 2024, section 4)."},
                  &PeanutSettings::layers)};
    method.added = addedByPeanut;
    method.multiplyAdds = [](const Part&, const BaseConfig&, Pooling) { return std::int64_t{0}; };  // merged
    method.components = {{"peanut", "PEANuT"}};
    method.places = placesOfPeanut;
    method.check = checkPeanut;
    method.marks = [](const Part& part) {
        return productMarks(settingsOf<PeanutSettings>(part).targets, "PEANuT",
                            "A network computes an update from the weights of {}.", "peanut");
    };
    method.sizeKey = "r";
    return method;
}

}  // namespace adapterscope
