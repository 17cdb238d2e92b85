// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/WholeMethods.h"

#include "core/design/Keys.h"

namespace adapterscope {
namespace {

/// The pooler's dense layer, where the head reads it.
void countPooler(const BaseConfig& base, Pooling pooling, Budget& budget) {
    if (pooling == Pooling::Pooler)
        budget.components.push_back({"pooler", base.poolerParameters()});
}

MethodInfo wholeMethod(const std::string& name, const std::string& title, const std::string& summary,
                       double learningRate, const MethodSettings& settings) {
    MethodInfo method;
    method.name = name;
    method.title = title;
    method.summary = summary;
    method.learningRate = learningRate;
    method.defaults.name = name;
    method.defaults.settings = settings;
    method.check = [](const Design&, const BaseConfig*, std::vector<Finding>&) {};
    return method;
}

MethodInfo fullMethod() {
    MethodInfo method =
        wholeMethod("full", "Full fine-tuning",
                    "Trains the whole base, the embeddings included and the pooler where the head reads "
                    "it, and the head: the usual way, and the yardstick of adapters (Houlsby et al. "
                    "2019, section 3.1).",
                    1e-4, FullSettings{});
    method.count = [](const Design&, const BaseConfig& base, Pooling pooling, Budget& budget) {
        budget.components.push_back({"encoder_layers", base.layers * base.layerParameters()});
        budget.components.push_back({"embeddings", base.embeddingParameters()});
        countPooler(base, pooling, budget);
    };
    return method;
}

void checkTop(const Design& design, const BaseConfig* base, std::vector<Finding>& findings) {
    const int k = settingsOf<TopSettings>(design).k;
    if (k < 1)
        findings.push_back({true, "k",
                            fmt::format("k = {}: write the number of upper layers to train, 1 or more; to train the "
                                        "head alone use the method head.",
                                        k)});
    else if (base && k > base->layers)
        findings.push_back({true, "k", fmt::format("k = {}: the base has only {} layers.", k, base->layers)});
}

MethodInfo topMethod() {
    MethodInfo method = wholeMethod("top", "Top layers",
                                    "Trains the k upper layers of the base as they are, the pooler where the head "
                                    "reads it, and the head: variable fine-tuning (Houlsby et al. 2019, section 3.4).",
                                    1e-4, TopSettings{});
    method.keys = {integerKey(
        {"k", "Layers k", "How many of the upper layers are trained (Houlsby et al. 2019, section 3.4, figure 4)."},
        &TopSettings::k, 1, 1000)};
    method.count = [](const Design& design, const BaseConfig& base, Pooling pooling, Budget& budget) {
        budget.components.push_back({"encoder_layers", settingsOf<TopSettings>(design).k * base.layerParameters()});
        countPooler(base, pooling, budget);
    };
    method.check = checkTop;
    method.sizeKey = "k";
    return method;
}

MethodInfo layerNormMethod() {
    MethodInfo method =
        wholeMethod("layernorm", "LayerNorms only",
                    "Trains the gain and bias of every LayerNorm, the embeddings' included, and the head: a tiny "
                    "budget, about 4 points below full fine-tuning on MNLI (Houlsby et al. 2019, section 3.4).",
                    3e-3, LayerNormSettings{});
    method.count = [](const Design&, const BaseConfig& base, Pooling, Budget& budget) {
        budget.components.push_back({"layer_norm", base.layerNormParameters()});
    };
    return method;
}

MethodInfo headMethod() {
    MethodInfo method = wholeMethod("head", "Head only",
                                    "Trains the classification head alone over the frozen base: the least that can be "
                                    "trained (Pfeiffer et al. 2021, section 4).",
                                    1e-2, HeadSettings{});
    method.count = [](const Design&, const BaseConfig&, Pooling, Budget&) {};
    method.check = [](const Design& design, const BaseConfig*, std::vector<Finding>& findings) {
        if (!design.head)
            findings.push_back({true, "head", "The method head with head=off trains nothing; write head=on."});
    };
    return method;
}

}  // namespace

std::vector<MethodInfo> wholeMethods() {
    return {fullMethod(), topMethod(), layerNormMethod(), headMethod()};
}

}  // namespace adapterscope
