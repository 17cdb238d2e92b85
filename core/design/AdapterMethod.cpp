// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/AdapterMethod.h"

#include <set>
#include <utility>

#include "core/design/Keys.h"

namespace adapterscope {
namespace {

/// 2md + d + m, and what scale, LayerNorm and gate add (papers.md section 8).
std::int64_t adapterParameters(const AdapterSettings& adapter, std::int64_t m, std::int64_t d) {
    std::int64_t parameters = 2 * m * d + d + m;
    if (adapter.scaleKind == Scale::Learned)
        parameters += 1;
    if (adapter.scaleKind == Scale::Channel)
        parameters += d;
    if (adapter.ownLayerNorm != OwnLayerNorm::None)
        parameters += 2 * d;
    if (adapter.gating)
        parameters += d + 1;
    return parameters;
}

void countAdapters(const Design& design, const BaseConfig& base, Pooling, Budget& budget) {
    const auto& adapter = settingsOf<AdapterSettings>(design);
    const int sites = (adapter.attention ? 1 : 0) + (adapter.ffn ? 1 : 0);
    std::int64_t sum = 0;
    std::set<std::int64_t> sizes;
    for (int layer = 0; layer < base.layers; ++layer) {
        const int m = adapter.sizeAt(layer);
        if (m == 0 || sites == 0)
            continue;
        const auto parameters = adapterParameters(adapter, m, base.hidden);
        sizes.insert(parameters);
        sum += sites * parameters;
        budget.adapters += sites;
    }
    budget.perAdapter = sizes.size() == 1 ? *sizes.begin() : 0;
    budget.components.push_back({"adapters", sum});
    if (adapter.layerNorm)
        budget.components.push_back({"layer_norm", base.layerNormParameters()});
}

/// Both sites and each alone, on all layers, the upper half and the upper quarter.
std::vector<Design> adapterShapes(const Design& defaults, const BaseConfig& base) {
    std::vector<Design> shapes;
    std::set<int> firsts = {0, base.layers / 2, base.layers - (base.layers + 3) / 4};
    for (const int first : firsts) {
        std::vector<int> layers;
        for (int layer = first; layer < base.layers; ++layer)
            layers.push_back(layer);
        for (const auto& [attention, ffn] : {std::pair(true, true), std::pair(true, false), std::pair(false, true)}) {
            Design shape = defaults;
            auto& adapter = settingsOf<AdapterSettings>(shape);
            adapter.attention = attention;
            adapter.ffn = ffn;
            adapter.layers = first == 0 ? LayerSpan() : LayerSpan::of(layers);
            if (shape != defaults)
                shapes.push_back(std::move(shape));
        }
    }
    return shapes;
}

/// The row of a NAME whose keys end with `lastKey`, in the order of cli.md.
MethodInfo adapterMethod(const std::string& name, const std::string& title, const std::string& summary,
                         const AdapterSettings& defaults, const std::string& lastKey) {
    MethodInfo method;
    method.name = name;
    method.title = title;
    method.summary = summary;
    method.learningRate = 1e-3;
    method.defaults.name = name;
    method.defaults.settings = defaults;
    for (auto& key : adapterKeys(name == "adapter")) {
        const bool last = key.name == lastKey;
        method.keys.push_back(std::move(key));
        if (last)
            break;
    }
    method.count = countAdapters;
    method.check = checkAdapters;
    method.sizeKey = "m";
    method.shapes = adapterShapes;
    return method;
}

}  // namespace

std::vector<MethodInfo> adapterMethods() {
    AdapterSettings pfeiffer;
    pfeiffer.m = 48;
    pfeiffer.attention = false;
    pfeiffer.activation = Activation::Relu;
    pfeiffer.layerNorm = false;
    pfeiffer.originalLayerNormBefore = true;

    AdapterSettings parallel;
    parallel.m = 256;
    parallel.attention = false;
    parallel.form = Form::Parallel;
    parallel.activation = Activation::Relu;
    parallel.init = Init::Lora;
    parallel.scale = 4;
    parallel.layerNorm = false;

    return {
        adapterMethod(
            "houlsby", "Houlsby adapters",
            "Two bottleneck adapters a layer, after the attention's output projection and after the feed-forward "
            "block, trained with all LayerNorms and the head over a frozen base (Houlsby et al. 2019, section 2.1).",
            AdapterSettings{}, "dropout"),
        adapterMethod(
            "pfeiffer", "Pfeiffer adapters",
            "One adapter a layer, after the feed-forward block, behind the layer's own LayerNorm; about as accurate as "
            "Houlsby's at half the parameters (Pfeiffer et al. 2021, AdapterFusion, section 2.2).",
            pfeiffer, "original-layernorm"),
        adapterMethod("parallel", "Parallel adapters",
                      "One adapter a layer beside the feed-forward block: it reads the block's input and adds to its "
                      "output, scaled by 4 (He et al. 2022, section 4.6).",
                      parallel, "dropout"),
        adapterMethod("adapter", "Adapter, every setting",
                      "A bottleneck adapter with every setting open, Houlsby's values to start from: m by layers, "
                      "LayerNorms, gating, dropped layers (Houlsby et al. 2019, sections 2.1 and 3.6).",
                      AdapterSettings{}, "drop"),
    };
}

}  // namespace adapterscope
