// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// A small Transformer beside the frozen encoder, which reads each of its hidden states and takes the place of the last
/// one, so that no gradient passes through the encoder (Sung et al. 2022, LST). The paper starts its layers from pruned
/// weights of the encoder and leaves some of them out; here all are there and drawn at random.
struct LadderSettings {
    /// m, a multiple of the base's attention heads: 48 is the smallest that suits 2, 4, 8, 12 and 16 of them.
    int m = 48;
    bool operator==(const LadderSettings&) const = default;
};

}  // namespace adapterscope
