// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Top.h"

#include "core/common/Quantity.h"
#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

std::vector<TrainedTensor> trainedByTop(const Part& part, const BaseConfig& base, Pooling pooling) {
    const int first = base.layers - settingsOf<TopSettings>(part).k;
    std::vector<TrainedTensor> tensors;
    for (const TensorFact& fact :
         factsWhere(base, [first](const TensorFact& each) { return each.layer >= 0 && each.layer >= first; }))
        tensors.push_back({"encoder_layers", fact});
    addPooler(tensors, base, pooling);
    return tensors;
}

void checkTop(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const int k = settingsOf<TopSettings>(part).k;
    PartFindings findings(part, all);
    if (k < 1)
        findings.fault("k", {"{} = {}: write the number of upper layers to train, 1 or more; to train only the head "
                             "use the method head.",
                             findings.key("k"), k});
    else if (base && k > base->layers)
        findings.fault("k", {"{} = {}: the base has only {}.", findings.key("k"), k, Counted{base->layers, "layer"}});
}

}  // namespace

MethodInfo topMethod() {
    MethodInfo method;
    method.name = "top";
    method.title = "Top layers";
    method.summary =
        "Trains the k upper layers of the base as they are, the pooler if the head reads it, and the head: variable "
        "fine-tuning (Houlsby et al. 2019, section 3.4).";
    method.look = {"top layers", Hue::Blue, Marker::Square, Stroke::Dash, "top layer"};
    // That of full fine-tuning: the same tensors are trained. Above it accuracy falls (Houlsby et al. 2019, appendix
    // B).
    method.learningRate = 1e-4;
    method.defaults.parts = {{"top", TopSettings()}};
    method.keys = {integerKey(
        {"k", "Layers k", "How many of the upper layers are trained (Houlsby et al. 2019, section 3.4, figure 4)."},
        &TopSettings::k, 1, 1000)};
    method.keys.front().countsLayers = true;
    method.trained = trainedByTop;
    method.check = checkTop;
    method.sizeKey = "k";
    return method;
}

}  // namespace adapterscope
