// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Pass.h"

namespace adapterscope {

/// The forward pass of a family (core/base/Family.h states its tensors).
struct FamilyPass {
    std::string name;                                                      ///< as Family::name
    Tokens (*embed)(const ForwardPass& pass);                              ///< hidden state 0
    Tokens (*layer)(const ForwardPass& pass, int layer, const Tokens& x);  ///< may lengthen the sequences
};

/// The passes, one file each.
FamilyPass bertPass();
FamilyPass distilBertPass();

/// That of a family; a test checks these against families().
const FamilyPass& familyPass(const std::string& name);

}  // namespace adapterscope
