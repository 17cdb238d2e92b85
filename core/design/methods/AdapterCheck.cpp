// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <cmath>
#include <iterator>

#include "core/common/Quantity.h"
#include "core/common/Text.h"
#include "core/design/Keys.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/AdapterStart.h"

namespace adapterscope {
namespace {

void checkSize(int m, const std::string& where, const BaseConfig* base, PartFindings& findings) {
    const NamedKey key = findings.key("m");
    if (m < 1)
        findings.fault("m", {"{} = {}{}: a bottleneck has at least 1 unit; to train without adapters write {}, or use "
                             "the method layernorm or head.",
                             key, m, where, findings.key("layers", "none")});
    else if (m > largestBottleneck)
        findings.fault("m", {"{} = {}{} is larger than any bottleneck can sensibly be; the largest allowed is {}.", key,
                             m, where, largestBottleneck});
    else if (base && m > base->hidden)
        findings.remark("m", {"{} = {}{} is larger than the base's hidden size d = {}: the adapter widens instead of "
                              "narrowing.",
                              key, m, where, base->hidden});
}

void checkSizes(const AdapterSettings& adapter, const BaseConfig* base, PartFindings& findings) {
    checkSize(adapter.m, "", base, findings);
    for (auto entry = adapter.layerSizes.begin(); entry != adapter.layerSizes.end(); ++entry) {
        const auto [layer, m] = *entry;
        if (m != adapter.m && (entry == adapter.layerSizes.begin() || std::prev(entry)->second != m))
            checkSize(m, fmt::format(" at layer {}", layer), base, findings);
    }
    if (!base || adapter.layerSizes.empty())
        return;
    const NamedKey key = findings.key("m");
    if (const int highest = adapter.layerSizes.rbegin()->first; highest >= base->layers)
        findings.fault("m", {"{} names layer {}, but the base has {}, counted from 0.", key, highest,
                             Counted{base->layers, "layer"}});
    std::vector<int> unnamed;
    for (int layer = 0; layer < base->layers; ++layer)
        if (adapter.sizeAt(layer) > 0 && !adapter.layerSizes.count(layer))
            unnamed.push_back(layer);
    if (!unnamed.empty() && adapter.m == AdapterSettings{}.m)  // else it was given
        findings.remark("m", {"{} does not name the layers {}: they take {} = {}.", key, LayerSpan::of(unnamed).text(),
                              key, adapter.m});
}

void checkSigma(const AdapterSettings& adapter, PartFindings& findings) {
    const NamedKey key = findings.key("sigma");
    const bool usesSigma = adapter.init != Init::Lora;
    if (!std::isfinite(adapter.sigma) || adapter.sigma < 0)
        findings.fault("sigma", {"{} = {}: a standard deviation is a finite number that is 0 or larger, such as 1e-2.",
                                 key, numberText(adapter.sigma)});
    else if (!usesSigma && adapter.sigma != AdapterSettings{}.sigma)
        findings.remark(
            "sigma", {"{} has no effect with {}, whose start depends only on d.", key, findings.key("init", "lora")});
    else if (usesSigma && adapter.sigma == 0)
        findings.remark("sigma", {"{} = 0 starts both projections at 0: {}, and of its projections only the bias of "
                                  "the upper one ever gets a gradient.",
                                  key, zeroBranchText(adapter)});
    else if (usesSigma && adapter.init != Init::Zero && adapter.sigma > 0.1)
        findings.remark("sigma", {"{} = {} is large: above 1e-2 accuracy fell in the paper, and the adapter no longer "
                                  "starts near the identity (Houlsby et al. 2019, section 3.6).",
                                  key, numberText(adapter.sigma)});
}

void checkScale(const AdapterSettings& adapter, bool othersTrain, PartFindings& findings) {
    const NamedKey key = findings.key("scale");
    if (!std::isfinite(adapter.scale))
        findings.fault("scale", {"{} = {}: write a finite number.", key, numberText(adapter.scale)});
    else if (adapter.scale == 0 && adapter.scaleKind == Scale::Number && !othersTrain)
        findings.fault("scale", {"{} = 0 silences the adapter's branch, and with {} and {} nothing else is trained.",
                                 key, findings.key("layernorm", "none"), findings.key("head", "off")});
    else if (adapter.scale == 0)
        findings.remark("scale",
                        {"{} = 0 silences the adapter's branch, so that its projections get no gradient.", key});
    if (!(adapter.dropout >= 0 && adapter.dropout < 1))
        findings.fault("dropout", {"{} = {}: write a share from 0 to below 1.", findings.key("dropout"),
                                   numberText(adapter.dropout)});
}

void checkParallel(const AdapterSettings& adapter, PartFindings& findings) {
    const NamedKey sequential = findings.key("form", "sequential");
    if (adapter.originalLayerNormBefore)
        findings.fault("original-layernorm",
                       {"{} needs {}: a parallel adapter reads the sub-layer's input, to which the layer's LayerNorm "
                        "is never applied first.",
                        findings.key("original-layernorm", "before"), sequential});
    if (!adapter.skip)
        findings.fault("skip", {"{} needs {}: a parallel adapter only adds to the sub-layer's output and has no skip "
                                "of its own.",
                                findings.key("skip", "off"), sequential});
    if (adapter.residual != Residual::Output)
        findings.fault("residual", {"{} needs {}: a parallel adapter has no skip of its own.", findings.key("residual"),
                                    sequential});
}

void checkForm(const AdapterSettings& adapter, PartFindings& findings) {
    if (adapter.sites.empty())
        findings.fault("sites", {"No site has an adapter: write {}, {} or {}.", findings.key("sites", "attention"),
                                 findings.key("sites", "ffn"), findings.key("sites", "attention+ffn")});
    const bool parallel = adapter.form == Form::Parallel;
    if (parallel)
        checkParallel(adapter, findings);
    if (!adapter.originalLayerNormAfter)
        findings.remark("layer-end",
                        {"{} leaves out the skip-add and the LayerNorm that the layers above were trained on.",
                         findings.key("layer-end", "off")});
    if (!parallel && !adapter.skip)
        findings.remark("skip",
                        "Without its skip connection an adapter does not start near the identity: small projections "
                        "lose the sub-layer's output (Houlsby et al. 2019, section 2.1).");
    if (adapter.ownLayerNorm == OwnLayerNorm::After && !branchStartsAtZero(adapter))
        findings.remark("own-layernorm",
                        {"{} enlarges the branch, up to 316 times and at most to unit size: the adapter starts near "
                         "the identity only from a much smaller {} than without it.",
                         findings.key("own-layernorm", "after"), findings.key("sigma")});
    if (adapter.ownLayerNorm == OwnLayerNorm::Before && adapter.originalLayerNormBefore)
        findings.remark("own-layernorm",
                        {"{} follows {}: two LayerNorms in a row, the second of which is of little use.",
                         findings.key("own-layernorm", "before"), findings.key("original-layernorm", "before")});
}

void checkWhichLayers(const AdapterSettings& adapter, bool head, const BaseConfig* base, PartFindings& findings) {
    const NamedKey drop = findings.key("drop");
    if (adapter.drop < 0)
        findings.fault("drop",
                       {"{} = {}: write the number of lowest layers without adapters, 0 or more.", drop, adapter.drop});
    bool any = adapter.layers.isAll() || !adapter.layers.listed().empty();
    Sentence why("{}", findings.key("layers", "none"));
    if (base) {
        checkLayers(adapter.layers, base, findings);
        if (adapter.drop >= base->layers)
            findings.fault("drop", {"{} = {} leaves no layer with an adapter: the base has {}.", drop, adapter.drop,
                                    Counted{base->layers, "layer"}});
        if (any) {
            any = false;
            for (int layer = 0; layer < base->layers; ++layer)
                any = any || (layer >= adapter.drop && adapter.layers.contains(layer));
            why = {"{} with {}", findings.key("layers", adapter.layers.text()),
                   findings.key("drop", std::to_string(adapter.drop))};
        }
    }
    if (any)
        return;
    if (adapter.layerNorm || head)
        findings.remark("layers",
                        {"{}: no layer has an adapter; {} trained.", why,
                         adapter.layerNorm ? (head ? "the LayerNorms and the head are" : "only the LayerNorms are")
                                           : "only the head is"});
    else
        findings.fault("layers", {"{} with {} and {} trains nothing.", why, findings.key("layernorm", "none"),
                                  findings.key("head", "off")});
}

}  // namespace

void checkAdapters(const Design& design, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    PartFindings findings(part, all);
    checkSizes(adapter, base, findings);
    checkSigma(adapter, findings);
    checkScale(adapter, adapter.layerNorm || design.head || design.parts.size() > 1, findings);
    checkForm(adapter, findings);
    checkWhichLayers(adapter, design.head || design.parts.size() > 1, base, findings);
}

}  // namespace adapterscope
