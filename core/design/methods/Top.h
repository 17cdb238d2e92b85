// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// The top k layers, the pooler if the head reads it, and the head (Houlsby et al. 2019, section 3.4).
struct TopSettings {
    int k = 1;
    bool operator==(const TopSettings&) const = default;
};

}  // namespace adapterscope
