// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/BitFit.h"

#include "core/design/methods/ProductWords.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

/// What the paper calls its smaller half.
constexpr auto halfWord = "query+intermediate";
const std::set<Role> half = {Role::Query, Role::FfnIn};

std::vector<TrainedTensor> trainedByBitFit(const Part& part, const BaseConfig& base, Pooling pooling) {
    const auto& products = settingsOf<BitFitSettings>(part).products;
    std::vector<TrainedTensor> tensors;
    for (const TensorFact& fact : tensorFacts(base)) {
        const bool isChosen =
            products.empty() ? fact.role != Role::Pooler || pooling == Pooling::Pooler : products.contains(fact.role);
        if (fact.kind == TensorKind::Bias && isChosen)
            tensors.push_back({"biases", fact});
    }
    return tensors;
}

std::vector<Mark> marksOfBitFit(const Part& part) {
    std::set<Role> products = settingsOf<BitFitSettings>(part).products;
    const bool all = products.empty();
    for (const auto& [word, role] : productWords())
        if (all)
            products.insert(role);
    return productMarks(products, "biases",
                        all ? "The biases of {}, and those of the LayerNorms." : "The biases of {}.", "biases");
}

KeyInfo biasesKey() {
    KeyInfo key =
        describedKey({"biases", "Biases",
                      "Which biases are trained: all, or only those of the queries and of the feed-forward "
                      "block's first product, half as many with nearly the same accuracy (Ben Zaken et al. 2022, "
                      "section 4), or those of other products, with + between."},
                     KeyKind::Choice);
    key.choices = {"all", halfWord};
    const KeyInfo list = setKey({"biases", {}, {}}, &BitFitSettings::products, productWords(), "product");
    key.read = [list](const Design& design, std::size_t part) -> std::string {
        const auto& products = settingsOf<BitFitSettings>(design.parts.at(part)).products;
        return products.empty() ? "all" : products == half ? halfWord : list.read(design, part);
    };
    key.write = [list](Design& design, std::size_t part, const std::string& value) {
        if (value == "none")
            throw Error("biases=none trains no bias: write all, {}, or products such as query+value.", halfWord);
        auto& products = settingsOf<BitFitSettings>(design.parts.at(part)).products;
        if (value == "all")
            products.clear();
        else if (value == halfWord)
            products = half;
        else
            list.write(design, part, value);
    };
    return key;
}

}  // namespace

MethodInfo bitFitMethod() {
    MethodInfo method;
    method.name = "bitfit";
    method.title = "BitFit";
    method.summary =
        "Trains only the biases of the base, those of the LayerNorms and of a pooler that the head reads included, "
        "and the head: about 0.1 % of the base (Ben Zaken et al. 2022).";
    method.look = {"BitFit", Hue::Green, Marker::Square, Stroke::Dash};
    // As the code of Ben Zaken et al. 2022; Hu et al. 2022 take 1.6e-3.
    method.learningRate = 1e-3;
    method.defaults.parts = {{"bitfit", BitFitSettings()}};
    method.keys = {biasesKey()};
    method.trained = trainedByBitFit;
    method.components = {{"biases", "Biases"}};
    method.marks = marksOfBitFit;
    return method;
}

}  // namespace adapterscope
