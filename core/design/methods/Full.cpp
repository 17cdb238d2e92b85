// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

struct FullSettings {
    bool operator==(const FullSettings&) const = default;
};

std::vector<TrainedTensor> trainedByFull(const Part&, const BaseConfig& base, Pooling pooling) {
    std::vector<TrainedTensor> tensors;
    for (const TensorFact& fact : factsWhere(base, [](const TensorFact& each) { return each.layer >= 0; }))
        tensors.push_back({"encoder_layers", fact});
    for (const TensorFact& fact : factsWhere(base, [](const TensorFact& each) { return isEmbedding(each.role); }))
        tensors.push_back({"embeddings", fact});
    addPooler(tensors, base, pooling);
    return tensors;
}

}  // namespace

MethodInfo fullMethod() {
    MethodInfo method;
    method.name = "full";
    method.title = "Full fine-tuning";
    method.summary =
        "Trains the whole base, the embeddings included and the pooler if the head reads it, and the head: the usual "
        "way, and the yardstick for adapters (Houlsby et al. 2019, section 3.1).";
    method.look = {"full fine-tuning", Hue::Purple, Marker::Triangle, Stroke::DashDot, "full"};
    method.isYardstick = true;
    // Devlin et al. 2019 take 2e-5 to 5e-5 for BERT-base, Turc et al. 2019 up to 3e-4 for smaller ones.
    method.learningRate = 1e-4;
    method.defaults.parts = {{"full", FullSettings()}};
    method.trained = trainedByFull;
    return method;
}

}  // namespace adapterscope
