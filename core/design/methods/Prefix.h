// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// Trained keys and values before those of the text in every layer (Li and Liang 2021, section 4).
struct PrefixSettings {
    int length = 30;      ///< P, keys and values in each layer
    int hidden = 512;     ///< k, width of the MLP that they are computed with; 0 = they are trained themselves
    bool gating = false;  ///< sigmoid(Linear(d, 1)) of the layer's input, averaged over tokens, multiplies both
    bool shiftsPositions = false;  ///< the text's positions start at P, as in PEFT, instead of at 0
    bool operator==(const PrefixSettings&) const = default;
};

}  // namespace adapterscope
