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

using Findings = std::vector<Finding>;

void fault(Findings& findings, const std::string& key, const std::string& sentence) {
    findings.push_back({true, key, sentence});
}

void remark(Findings& findings, const std::string& key, const std::string& sentence) {
    findings.push_back({false, key, sentence});
}

void checkSize(int m, const std::string& where, const BaseConfig* base, Findings& findings) {
    if (m < 1)
        fault(findings, "m",
              fmt::format("m = {}{}: a bottleneck has at least 1 unit; to train without adapters write layers=none, or "
                          "use the method layernorm or head.",
                          m, where));
    else if (m > largestBottleneck)
        fault(findings, "m",
              fmt::format("m = {}{} is larger than any bottleneck can sensibly be; the largest allowed is {}.", m,
                          where, largestBottleneck));
    else if (base && m > base->hidden)
        remark(findings, "m",
               fmt::format(
                   "m = {}{} is larger than the base's hidden size d = {}: the adapter widens instead of narrowing.", m,
                   where, base->hidden));
}

void checkSizes(const AdapterSettings& adapter, const BaseConfig* base, Findings& findings) {
    checkSize(adapter.m, "", base, findings);
    for (auto entry = adapter.layerSizes.begin(); entry != adapter.layerSizes.end(); ++entry) {
        const auto [layer, m] = *entry;
        if (m != adapter.m && (entry == adapter.layerSizes.begin() || std::prev(entry)->second != m))
            checkSize(m, fmt::format(" at layer {}", layer), base, findings);
    }
    if (!base || adapter.layerSizes.empty())
        return;
    if (const int highest = adapter.layerSizes.rbegin()->first; highest >= base->layers)
        fault(findings, "m",
              fmt::format("m names layer {}, but the base has {}, counted from 0.", highest,
                          counted(base->layers, "layer")));
    std::vector<int> unnamed;
    for (int layer = 0; layer < base->layers; ++layer)
        if (adapter.sizeAt(layer) > 0 && !adapter.layerSizes.count(layer))
            unnamed.push_back(layer);
    if (!unnamed.empty() && adapter.m == AdapterSettings{}.m)  // else it was given
        remark(
            findings, "m",
            fmt::format("m does not name the layers {}: they take m = {}.", LayerSpan::of(unnamed).text(), adapter.m));
}

void checkStart(const AdapterSettings& adapter, bool othersTrain, Findings& findings) {
    const bool usesSigma = adapter.init != Init::Lora;
    if (!std::isfinite(adapter.sigma) || adapter.sigma < 0)
        fault(findings, "sigma",
              fmt::format("sigma = {}: a standard deviation is a finite number that is 0 or larger, such as 1e-2.",
                          numberText(adapter.sigma)));
    else if (!usesSigma && adapter.sigma != AdapterSettings{}.sigma)
        remark(findings, "sigma", "sigma has no effect with init=lora, whose start depends on d alone.");
    else if (usesSigma && adapter.sigma == 0)
        remark(findings, "sigma",
               "sigma = 0 starts both projections at 0: " + zeroBranchText(adapter) +
                   ", and of its projections only the bias of the upper one ever gets a gradient.");
    else if (usesSigma && adapter.init != Init::Zero && adapter.sigma > 0.1)
        remark(findings, "sigma",
               fmt::format("sigma = {} is large: above 1e-2 accuracy fell in the paper, and the adapter no longer "
                           "starts near the identity (Houlsby et al. 2019, section 3.6).",
                           numberText(adapter.sigma)));
    if (!std::isfinite(adapter.scale))
        fault(findings, "scale", fmt::format("scale = {}: write a finite number.", numberText(adapter.scale)));
    else if (adapter.scale == 0 && adapter.scaleKind == Scale::Number && !othersTrain)
        fault(findings, "scale",
              "scale = 0 silences the adapter's branch, and with layernorm=none and head=off nothing else is trained.");
    else if (adapter.scale == 0)
        remark(findings, "scale", "scale = 0 silences the adapter's branch, so that its projections get no gradient.");
    if (!(adapter.dropout >= 0 && adapter.dropout < 1))
        fault(findings, "dropout",
              fmt::format("dropout = {}: write a share from 0 to below 1.", numberText(adapter.dropout)));
}

void checkForm(const AdapterSettings& adapter, Findings& findings) {
    if (adapter.sites.empty())
        fault(findings, "sites", "No site has an adapter: write sites=attention, sites=ffn or sites=attention+ffn.");
    const bool parallel = adapter.form == Form::Parallel;
    if (parallel && adapter.originalLayerNormBefore)
        fault(findings, "original-layernorm",
              "original-layernorm=before needs form=sequential: a parallel adapter reads the sub-layer's input, to "
              "which the layer's LayerNorm is never applied first.");
    if (parallel && !adapter.skip)
        fault(findings, "skip",
              "skip=off needs form=sequential: a parallel adapter only adds to the sub-layer's output and has no skip "
              "of its own.");
    if (parallel && adapter.residual != Residual::Output)
        fault(findings, "residual", "residual needs form=sequential: a parallel adapter has no skip of its own.");
    if (!adapter.originalLayerNormAfter)
        remark(findings, "layer-end",
               "layer-end=off leaves out the skip-add and the LayerNorm that the layers above were trained on.");
    if (!parallel && !adapter.skip)
        remark(findings, "skip",
               "Without its skip connection an adapter does not start near the identity: small projections lose the "
               "sub-layer's output (Houlsby et al. 2019, section 2.1).");
    if (adapter.ownLayerNorm == OwnLayerNorm::After && !branchStartsAtZero(adapter))
        remark(findings, "own-layernorm",
               "own-layernorm=after enlarges the branch, up to 316 times and at most to unit size: the adapter starts "
               "near the identity only from a much smaller sigma than without it.");
    if (adapter.ownLayerNorm == OwnLayerNorm::Before && adapter.originalLayerNormBefore)
        remark(findings, "own-layernorm",
               "own-layernorm=before follows original-layernorm=before: two LayerNorms in a row, the second of which "
               "is of little use.");
}

void checkWhichLayers(const AdapterSettings& adapter, bool head, const BaseConfig* base, Findings& findings) {
    if (adapter.drop < 0)
        fault(findings, "drop",
              fmt::format("drop = {}: write the number of lowest layers without adapters, 0 or more.", adapter.drop));
    bool any = adapter.layers.isAll() || !adapter.layers.listed().empty();
    std::string why = "layers=none";
    if (base) {
        checkLayers(adapter.layers, base, findings);
        if (adapter.drop >= base->layers)
            fault(findings, "drop",
                  fmt::format("drop = {} leaves no layer with an adapter: the base has {}.", adapter.drop,
                              counted(base->layers, "layer")));
        if (any) {
            any = false;
            for (int layer = 0; layer < base->layers; ++layer)
                any = any || (layer >= adapter.drop && adapter.layers.contains(layer));
            why = fmt::format("layers={} with drop={}", adapter.layers.text(), adapter.drop);
        }
    }
    if (any)
        return;
    if (adapter.layerNorm || head)
        remark(findings, "layers",
               fmt::format("{}: no layer has an adapter; {} trained.", why,
                           adapter.layerNorm ? (head ? "the LayerNorms and the head are" : "the LayerNorms alone are")
                                             : "the head alone is"));
    else
        fault(findings, "layers", fmt::format("{} with layernorm=none and head=off trains nothing.", why));
}

}  // namespace

void checkAdapters(const Design& design, const Part& part, const BaseConfig* base, Findings& findings) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    checkSizes(adapter, base, findings);
    checkStart(adapter, adapter.layerNorm || design.head || design.parts.size() > 1, findings);
    checkForm(adapter, findings);
    checkWhichLayers(adapter, design.head || design.parts.size() > 1, base, findings);
}

}  // namespace adapterscope
