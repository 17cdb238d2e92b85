// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Registry.h"

#include <fmt/format.h>

#include "core/common/NumberFromText.h"
#include "core/design/Keys.h"

namespace adapterscope {
namespace {

KeyInfo headKey() {
    return switchKey({"head", "Train the head",
                      "Whether the classification head is trained: C(d + 1) parameters for C classes. The paper always "
                      "trains it (Houlsby et al. 2019, section 2.1)."},
                     &Design::head);
}

KeyInfo learningRateKey(double byDefault) {
    KeyInfo key =
        describedKey({"lr", "Learning rate",
                      fmt::format("A learning rate of this design's own; {} by default. Adapters need larger rates "
                                  "than full fine-tuning and mind them less (Houlsby et al. 2019, appendix B).",
                                  numberText(byDefault))},
                     KeyKind::Number);
    key.minimum = 0;
    key.maximum = 10;
    using Rate = std::optional<double>;
    overMember<Design, Rate>(
        key, &Design::learningRate, [](const Rate& rate) { return rate ? numberText(*rate) : std::string(); },
        [](const std::string& value) {
            return value.empty() ? Rate() : Rate(readingKey("lr", value, numberFromText));
        });
    return key;
}

std::vector<MethodInfo> allMethods() {
    std::vector<MethodInfo> all = {
        houlsbyMethod(),    pfeifferMethod(), parallelMethod(),  adapterMethod(), compacterMethod(),
        fullMethod(),       topMethod(),      layerNormMethod(), headMethod(),    bitFitMethod(),
        loraMethod(),       ia3Method(),      peanutMethod(),    prefixMethod(),  promptMethod(),
        invertibleMethod(), ladderMethod(),   mamMethod(),       uniPeltMethod(), fusionMethod(),
    };
    for (auto& method : all) {
        if (method.general.empty())
            method.general = method.name;
        method.keys.push_back(headKey());
        method.keys.push_back(learningRateKey(method.learningRate));
    }
    return all;
}

}  // namespace

const std::vector<MethodInfo>& methods() {
    static const std::vector<MethodInfo> all = allMethods();
    return all;
}

std::vector<TrainedTensor> layerNormTensors(const BaseConfig& base) {
    std::vector<TrainedTensor> tensors;
    for (const TensorFact& fact : factsWhere(base, [](const TensorFact& each) { return isNorm(each.role); }))
        tensors.push_back({"layer_norm", fact});
    return tensors;
}

void addPooler(std::vector<TrainedTensor>& tensors, const BaseConfig& base, Pooling pooling) {
    if (pooling == Pooling::Pooler)
        for (const TensorFact& fact :
             factsWhere(base, [](const TensorFact& each) { return each.role == Role::Pooler; }))
            tensors.push_back({"pooler", fact});
}

}  // namespace adapterscope
