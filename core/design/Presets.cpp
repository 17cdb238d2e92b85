// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Presets.h"

namespace adapterscope {

const std::vector<Preset>& presets() {
    static const std::vector<Preset> all = {
        {"Houlsby, as published", "houlsby",
         "Two adapters a layer, m = 64, sigma = 1e-2, with all LayerNorms and the head trained (Houlsby et al. 2019)."},
        {"Houlsby, as in the code", "houlsby:activation=gelu-tanh,sigma=0.001",
         "The defaults of the authors' code, adapter-bert: sigma = 1e-3, ten times smaller than in the paper, and GELU "
         "in its tanh form."},
        {"Pfeiffer", "pfeiffer",
         "One adapter a layer after the feed-forward block, m = 48, ReLU, LayerNorms frozen (Pfeiffer et al. 2021, "
         "AdapterFusion)."},
        {"Parallel", "parallel",
         "One adapter beside each feed-forward block, m = 256, scaled by 4, starting as the identity (He et al. "
         "2022)."},
        {"LayerNorms only", "layernorm",
         "Every LayerNorm and the head: 40 thousand parameters on BERT-base (Houlsby et al. 2019, section 3.4)."},
        {"Top layer", "top", "The uppermost layer and the head, as they are (Houlsby et al. 2019, section 3.4)."},
        {"Top two layers", "top:k=2",
         "The two uppermost layers and the head, as they are (Houlsby et al. 2019, section 3.4)."},
        {"Head only", "head", "The classification head over the frozen base: the lower bound."},
        {"Full fine-tuning", "full", "Every parameter of the base and the head: the yardstick."},
    };
    return all;
}

}  // namespace adapterscope
