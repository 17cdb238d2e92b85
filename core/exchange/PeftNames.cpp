// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/PeftNames.h"

#include <fmt/format.h>

#include "core/design/PartNames.h"

namespace adapterscope {
namespace {

std::string ownModule(const BaseConfig& base, const TensorFact& fact) {
    return roleName(base, fact.role, fact.layer);
}

/// `base_model.model.bert.`
std::string peftEncoder(const BaseConfig& base) {
    return fmt::format("{}{}.", peftRoot(false), base.family);
}

/// `base_model.model.bert.encoder.layer.0.attention.self.query`
std::string peftModule(const BaseConfig& base, const TensorFact& fact) {
    return peftEncoder(base) + ownModule(base, fact);
}

}  // namespace

std::string peftRoot(bool isPrompt) {
    return isPrompt ? "base_model." : "base_model.model.";
}

std::string peftNameInEncoder(const BaseConfig& base, const std::string& name) {
    const std::string start = peftEncoder(base);
    return name.starts_with(start) ? peftRoot(false) + name.substr(start.size()) : name;
}

PeftLora peftLora(const BaseConfig& base, const TensorFact& matrix) {
    const std::string own = ownModule(base, matrix), saved = peftModule(base, matrix);
    const bool isTable = matrix.role == Role::Word;
    return {{own + ".lora_A.weight", {saved + (isTable ? ".lora_embedding_A" : ".lora_A.weight")}},
            {own + ".lora_B.weight", {saved + (isTable ? ".lora_embedding_B" : ".lora_B.weight")}},
            {own + ".magnitude", {saved + ".lora_magnitude_vector"}}};
}

PeftTensor peftBias(const BaseConfig& base, const TensorFact& bias, bool isUpdated) {
    return {tensorName(base, bias), {peftModule(base, bias) + (isUpdated ? ".base_layer.bias" : ".bias")}};
}

PeftTensor peftAddedBias(const BaseConfig& base, const TensorFact& bias) {
    return {tensorName(base, bias),
            {.name = peftModule(base, bias) + ".beft_bias", .isAdded = true, .form = SavedTensor::Form::Row}};
}

PeftTensor peftScale(const BaseConfig& base, const Ia3Settings::Place& place) {
    return {ia3Tensor(base, place),
            {.name = peftModule(base, place.product) + ".ia3_l",
             .form = place.onInput ? SavedTensor::Form::Row : SavedTensor::Form::Column}};
}

PeftTensor peftNorm(const BaseConfig& base, const TensorFact& fact) {
    return {tensorName(base, fact),
            {fmt::format("{}.ln_tuning_layers.{}", peftModule(base, fact),
                         fact.kind == TensorKind::Gain ? "weight" : "bias")}};
}

PeftPeanut peftPeanut(const BaseConfig& base, const TensorFact& matrix) {
    const std::string own = ownModule(base, matrix) + ".peanut.", saved = peftModule(base, matrix) + ".peanut_";
    return {{own + "A", {saved + "A.weight"}}, {own + "B", {saved + "B.weight"}}};
}

PeftPeanut peftPeanutPair(const BaseConfig& base, const TensorFact& matrix, int number) {
    const std::string own = ownModule(base, matrix) + ".peanut.", saved = peftModule(base, matrix) + ".peanut_";
    return {{fmt::format("{}encoder.{}", own, number), {fmt::format("{}encoders.{}.weight", saved, number)}},
            {fmt::format("{}decoder.{}", own, number), {fmt::format("{}decoders.{}.weight", saved, number)}}};
}

PeftTensor peftPrompt() {
    return {promptTensors() + "rows", {"prompt_embeddings"}};
}

SavedTensors peftPrefix(const BaseConfig& base) {
    SavedTensors all;
    for (int layer = 0; layer < base.layers; ++layer)
        for (const bool values : {false, true})
            all[prefixTensors(layer) + (values ? "values" : "keys")] = {
                .name = peftPrompt().second.name,
                .slice = std::int64_t{2} * layer + (values ? 1 : 0),
                .slices = std::int64_t{2} * base.layers};
    return all;
}

}  // namespace adapterscope
