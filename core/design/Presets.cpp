// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Presets.h"

namespace adapterscope {

const std::vector<Preset>& presets() {
    static const std::vector<Preset> all = {
        {"Houlsby 2019, m = 64", "houlsby"},   {"Houlsby 2019, m = 8", "houlsby:m=8"},
        {"Pfeiffer 2021, m = 48", "pfeiffer"}, {"He 2022, scaled parallel", "parallel"},
        {"Full fine-tuning", "full"},          {"Top layer", "top"},
        {"LayerNorms only", "layernorm"},      {"Head only", "head"},
    };
    return all;
}

}  // namespace adapterscope
