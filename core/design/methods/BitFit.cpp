// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

enum class Biases { All, QueryAndIntermediate };

/// Which biases are trained (Ben Zaken et al. 2022, sections 3 and 4).
struct BitFitSettings {
    Biases biases = Biases::All;
    bool operator==(const BitFitSettings&) const = default;
};

std::vector<TrainedTensor> trained(const Part& part, const BaseConfig& base, Pooling pooling) {
    const bool all = settingsOf<BitFitSettings>(part).biases == Biases::All;
    const auto isTrained = [&](const TensorFact& fact) {
        if (fact.kind != TensorKind::Bias)
            return false;
        if (fact.role == Role::Pooler)
            return all && pooling == Pooling::Pooler;
        return all || fact.role == Role::Query || fact.role == Role::FfnIn;
    };
    std::vector<TrainedTensor> tensors;
    for (const TensorFact& fact : factsWhere(base, isTrained))
        tensors.push_back({"biases", fact});
    return tensors;
}

std::vector<Mark> marks(const Part& part) {
    const bool all = settingsOf<BitFitSettings>(part).biases == Biases::All;
    return {{Mark::Place::Attention, "biases",
             all ? "The biases of all four products, and those of the LayerNorms." : "The biases of the queries.",
             "biases"},
            {Mark::Place::Ffn, "biases",
             all ? "The biases of both products, and those of the LayerNorms." : "The biases of the first product.",
             "biases"}};
}

}  // namespace

MethodInfo bitFitMethod() {
    MethodInfo method;
    method.name = "bitfit";
    method.title = "BitFit";
    method.summary =
        "Trains the biases of the base alone, those of the LayerNorms and of a pooler that the head reads included, "
        "and "
        "the head: about 0.1 % of the base (Ben Zaken et al. 2022).";
    method.look = {"BitFit", Hue::Green, Marker::Square, Stroke::Dash};
    method.learningRate = 1e-3;
    method.defaults.parts = {{"bitfit", BitFitSettings()}};
    method.keys = {choiceKey<BitFitSettings, Biases>(
        {"biases", "Biases",
         "Which biases are trained: all, or those of the queries and of the feed-forward block's first product alone, "
         "half as many with nearly the same accuracy (Ben Zaken et al. 2022, section 4)."},
        &BitFitSettings::biases, {{"all", Biases::All}, {"query+intermediate", Biases::QueryAndIntermediate}})};
    method.trained = trained;
    method.marks = marks;
    return method;
}

}  // namespace adapterscope
