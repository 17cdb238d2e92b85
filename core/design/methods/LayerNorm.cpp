// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/LayerNorm.h"

#include "core/design/methods/Registry.h"

namespace adapterscope {

MethodInfo layerNormMethod() {
    MethodInfo method;
    method.name = "layernorm";
    method.title = "LayerNorms only";
    method.summary =
        "Trains the gain and bias of every LayerNorm, the embeddings' included, and the head: a tiny budget, about 4 "
        "points below full fine-tuning on MNLI (Houlsby et al. 2019, section 3.4).";
    method.look = {"LayerNorm only", Hue::Green, Marker::Diamond, Stroke::Dot, "LayerNorms"};
    // Liu et al. 2022 take 3e-4 for a model of 3 billion parameters; small ones need more.
    method.learningRate = 3e-3;
    method.defaults.parts = {{"layernorm", LayerNormSettings()}};
    method.trained = [](const Part&, const BaseConfig& base, Pooling) { return layerNormTensors(base); };
    return method;
}

}  // namespace adapterscope
