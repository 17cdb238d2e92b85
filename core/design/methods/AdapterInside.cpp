// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Text.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/AdapterStart.h"
#include "core/design/methods/BottleneckKeys.h"

namespace adapterscope {
namespace {

std::vector<std::string> stepsBefore(const AdapterSettings& adapter) {
    std::vector<std::string> steps;
    if (adapter.originalLayerNormBefore)
        steps.emplace_back("+ its input, LayerNorm");
    if (hasNormBefore(adapter.ownLayerNorm))
        steps.emplace_back("LayerNorm");
    return steps;
}

std::vector<std::string> stepsAfter(const AdapterSettings& adapter) {
    std::vector<std::string> steps;
    if (const std::string scale = scaleText(adapter); scale != "1")
        steps.push_back("× " + scale);
    if (adapter.dropout > 0)
        steps.push_back("dropout " + numberText(adapter.dropout));
    if (adapter.gating)
        steps.emplace_back("gate");
    if (hasNormAfter(adapter.ownLayerNorm))
        steps.emplace_back("LayerNorm");
    return steps;
}

}  // namespace

Bottleneck bottleneckOfAdapters(const Part& part, const BaseConfig& base) {
    const auto& adapter = settingsOf<AdapterSettings>(part);
    Bottleneck bottleneck{.component = "adapters",
                          .sites = adapter.sites,
                          .sizes = {},
                          .m = adapter.m,
                          .isSizedByLayer = !adapter.layerSizes.empty(),
                          .isBeside = adapter.form == Form::Parallel,
                          .hasSkip = adapter.skip && adapter.form == Form::Sequential,
                          .before = stepsBefore(adapter),
                          .after = stepsAfter(adapter),
                          .activation = wordOf(bottleneckActivations(), adapter.activation),
                          .start = startText(adapter)};
    for (int layer = 0; layer < base.layers; ++layer)
        bottleneck.sizes.push_back(adapter.sizeAt(layer));
    if (const std::vector<int> layers = bottleneck.layers(); !layers.empty())
        bottleneck.m = adapter.sizeAt(layers.front());
    return bottleneck;
}

}  // namespace adapterscope
