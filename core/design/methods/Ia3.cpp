// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Ia3.h"

#include <fmt/format.h>

#include <map>

#include "core/common/Quantity.h"
#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

const Words<ScaledStream> targetWords = {{"query", ScaledStream::Query},   {"key", ScaledStream::Key},
                                         {"value", ScaledStream::Value},   {"context", ScaledStream::Context},
                                         {"output", ScaledStream::Output}, {"ffn-in", ScaledStream::FfnIn},
                                         {"ffn", ScaledStream::Ffn},       {"ffn-out", ScaledStream::FfnOut}};

bool isRead(ScaledStream stream) {
    return stream == ScaledStream::Context || stream == ScaledStream::Ffn;
}

Role productOf(ScaledStream stream) {
    switch (stream) {
        case ScaledStream::Query:
            return Role::Query;
        case ScaledStream::Key:
            return Role::Key;
        case ScaledStream::Value:
            return Role::Value;
        case ScaledStream::Context:
        case ScaledStream::Output:
            return Role::AttentionOut;
        case ScaledStream::FfnIn:
            return Role::FfnIn;
        case ScaledStream::Ffn:
        case ScaledStream::FfnOut:
            break;
    }
    return Role::FfnOut;
}

/// 2d + f for each layer.
std::vector<Term> addedByIa3(const Part& part, const BaseConfig& base, Pooling) {
    const auto places = settingsOf<Ia3Settings>(part).places(base);
    std::map<char, std::int64_t> vectors, sizes;  // of one layer, by the symbol of their length
    std::set<int> layers;
    for (const auto& place : places) {
        layers.insert(place.product.layer);
        sizes[place.extent().symbol] = place.extent().size;
        if (place.product.layer == *layers.begin())
            ++vectors[place.extent().symbol];
    }
    std::vector<Summand> summands;
    for (const auto& [symbol, number] : vectors)
        summands.push_back(number == 1 ? plainSummand(std::string(1, symbol), sizes[symbol])
                                       : Summand{fmt::format("{}{}", number, symbol),
                                                 fmt::format("{}·{}", number, sizes[symbol]), number * sizes[symbol]});
    return {termOf("ia3", "scales of " + counted(std::ssize(layers), "layer"), summands, std::ssize(layers))};
}

std::vector<std::string> placesOfIa3(const Part& part, const BaseConfig& base) {
    std::vector<std::string> all;
    for (const auto& place : settingsOf<Ia3Settings>(part).places(base))
        all.push_back(fmt::format("a scale of the {} stream of layer {}", wordOf(targetWords, place.stream),
                                  place.product.layer));
    return all;
}

void checkIa3(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& settings = settingsOf<Ia3Settings>(part);
    PartFindings findings(part, all);
    if (settings.targets.empty())
        findings.fault("targets",
                       {"Nothing is scaled: write {}, for example.", findings.key("targets", "key+value+ffn")});
    checkLayers(settings.layers, base, findings);
}

/// Beside each sub-layer that has a scaled stream.
std::vector<Mark> marksOfIa3(const Part& part) {
    std::vector<Mark> all;
    for (const Site site : subLayers) {
        std::vector<std::string> names;
        for (const auto& [word, stream] : targetWords)
            if (settingsOf<Ia3Settings>(part).targets.contains(stream) && siteOf(productOf(stream)) == site)
                names.push_back(word);
        if (!names.empty())
            all.push_back({placeBeside(site), "(IA)³",
                           fmt::format("Learned vectors scale the streams {} entry by entry.", listed(names, "and")),
                           "ia3"});
    }
    return all;
}

}  // namespace

std::set<ScaledStream> everyStream() {
    std::set<ScaledStream> all;
    for (const auto& [word, stream] : targetWords)
        all.insert(stream);
    return all;
}

std::string ia3Tensor(const BaseConfig& base, const Ia3Settings::Place& place) {
    return roleName(base, place.product.role, place.product.layer) +
           (place.onInput ? ".ia3_input.scale" : ".ia3.scale");
}

std::vector<Ia3Settings::Place> Ia3Settings::places(const BaseConfig& base) const {
    std::vector<Place> all;
    for (const TensorFact& fact : tensorFacts(base))
        if (fact.kind == TensorKind::Matrix && fact.layer >= 0 && layers.contains(fact.layer))
            for (const ScaledStream stream : targets)
                if (productOf(stream) == fact.role)
                    all.push_back({stream, fact, isRead(stream)});
    return all;
}

MethodInfo ia3Method() {
    MethodInfo method;
    method.name = "ia3";
    method.title = "(IA)³";
    method.summary =
        "Learned vectors scale the keys, the values and the inner activations of every layer (Liu et al. 2022, section "
        "3.3), and the head is trained: about a fifth of the parameters of LoRA with r = 8.";
    method.look = {"(IA)³", Hue::Purple, Marker::Diamond, Stroke::Dash};
    // Liu et al. 2022.
    method.learningRate = 3e-3;
    method.defaults.parts = {{"ia3", Ia3Settings()}};
    KeyInfo targets =
        setKey({"targets", "Scaled",
                "What each layer's vectors scale: keys, values and the activations that the second product of the "
                "feed-forward block reads (Liu et al. 2022, section 3.3). AdapterHub scales what the first product "
                "gives instead: ffn-in."},
               &Ia3Settings::targets, targetWords, "stream that can be scaled");
    targets.choices = {"key+value+ffn", "key+value+ffn-in", "key+value", "ffn",
                       "query+key+value+context+output+ffn-in+ffn+ffn-out"};
    method.keys = {targets, layersKey({"layers", "Layers",
                                       "Which layers have vectors, counted from 0: all, none, or spans such as 0-3+6 "
                                       "(all of them in Liu et al. 2022, section 3.3)."},
                                      &Ia3Settings::layers)};
    method.added = addedByIa3;
    method.multiplyAdds = [](const Part&, const BaseConfig&, Pooling) { return std::int64_t{0}; };  // merged
    method.components = {{"ia3", "(IA)³ scales"}};
    method.places = placesOfIa3;
    method.check = checkIa3;
    method.marks = marksOfIa3;
    return method;
}

}  // namespace adapterscope
