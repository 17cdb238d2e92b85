// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// Every LayerNorm of the base and the head (Houlsby et al. 2019, section 3.4).
struct LayerNormSettings {
    bool operator==(const LayerNormSettings&) const = default;
};

}  // namespace adapterscope
