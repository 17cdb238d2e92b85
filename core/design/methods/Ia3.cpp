// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Ia3.h"

#include <fmt/format.h>

#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

const Words<ScaledStream> targetWords = {{"query", ScaledStream::Query},  {"key", ScaledStream::Key},
                                         {"value", ScaledStream::Value},  {"output", ScaledStream::Output},
                                         {"ffn-in", ScaledStream::FfnIn}, {"ffn", ScaledStream::Ffn}};

Role productOf(ScaledStream stream) {
    switch (stream) {
        case ScaledStream::Query:
            return Role::Query;
        case ScaledStream::Key:
            return Role::Key;
        case ScaledStream::Value:
            return Role::Value;
        case ScaledStream::Output:
            return Role::AttentionOut;
        case ScaledStream::FfnIn:
            return Role::FfnIn;
        case ScaledStream::Ffn:
            return Role::FfnOut;
    }
    return Role::FfnOut;
}

/// 2d + f for each layer.
std::vector<Term> added(const Part& part, const BaseConfig& base) {
    std::vector<Summand> summands;
    for (const auto& place : settingsOf<Ia3Settings>(part).places(base)) {
        if (place.product.layer > 0)
            continue;
        const Extent& extent = place.extent();
        const auto same = std::find_if(summands.begin(), summands.end(),
                                       [&](const Summand& other) { return other.symbols.back() == extent.symbol; });
        Summand& summand =
            same == summands.end() ? summands.emplace_back(plainSummand(std::string(1, extent.symbol), 0)) : *same;
        summand.value += extent.size;
        const std::int64_t vectors = summand.value / extent.size;
        summand.symbols = (vectors > 1 ? std::to_string(vectors) : "") + extent.symbol;
        summand.numbers = vectors > 1 ? fmt::format("{}·{}", vectors, extent.size) : std::to_string(extent.size);
    }
    return {termOf("ia3", fmt::format("scales of {} layers", base.layers), summands, base.layers)};
}

std::vector<std::string> placesOf(const Part& part, const BaseConfig& base) {
    std::vector<std::string> all;
    for (const ScaledStream stream : settingsOf<Ia3Settings>(part).targets)
        for (int layer = 0; layer < base.layers; ++layer)
            all.push_back(fmt::format("a scale of the {} stream of layer {}", wordOf(targetWords, stream), layer));
    return all;
}

void check(const Design&, const Part& part, const BaseConfig*, std::vector<Finding>& findings) {
    if (settingsOf<Ia3Settings>(part).targets.empty())
        findings.push_back({true, "targets", "Nothing is scaled: write targets=key+value+ffn, for example."});
}

}  // namespace

std::vector<Ia3Settings::Place> Ia3Settings::places(const BaseConfig& base) const {
    std::vector<Place> all;
    for (const TensorFact& fact : tensorFacts(base))
        if (fact.kind == TensorKind::Matrix && fact.layer >= 0)
            for (const ScaledStream stream : targets)
                if (productOf(stream) == fact.role)
                    all.push_back({fact, stream == ScaledStream::Ffn});
    return all;
}

MethodInfo ia3Method() {
    MethodInfo method;
    method.name = "ia3";
    method.title = "(IA)³";
    method.summary =
        "Learned vectors scale the keys, the values and the inner activations of every layer, and the head is trained: "
        "ten times fewer parameters than LoRA (Liu et al. 2022, section 3.3).";
    method.look = {"(IA)³", Hue::Purple, Marker::Diamond, Stroke::Dash};
    method.learningRate = 3e-3;
    method.defaults.parts = {{"ia3", Ia3Settings()}};
    KeyInfo targets =
        setKey({"targets", "Scaled",
                "What each layer's vectors scale: keys, values and the activations that the second product of the "
                "feed-forward block reads (Liu et al. 2022, section 3.3). AdapterHub scales what the first product "
                "gives instead: ffn-in."},
               &Ia3Settings::targets, targetWords, "stream that can be scaled");
    targets.choices = {"key+value+ffn", "key+value+ffn-in", "key+value", "ffn", "query+key+value+output+ffn-in+ffn"};
    method.keys = {targets};
    method.added = added;
    method.places = placesOf;
    method.check = check;
    return method;
}

}  // namespace adapterscope
