// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/Pass.h"
#include "core/model/Tuning.h"

namespace adapterscope {

/// The encoder of the base's family under a tuning.

/// Hidden state 0.
Tokens embed(const ForwardPass& pass);
/// Layers [first, last) over hidden state `first`; every hidden state on the way is appended to `states` if given. Of
/// all layers, the last hidden state is what a part beside them makes of the states if the tuning has one; it needs
/// them from 0 on, see Tuning::lowestTrained().
Tokens encodeLayers(const ForwardPass& pass, Tokens tokens, int first, int last, std::vector<Tokens>* states = nullptr);
/// Hidden states 0 … L.
std::vector<Tokens> hiddenStates(const ForwardPass& pass);
/// Last hidden state.
Tokens encode(const ForwardPass& pass);

/// What the head reads: [sequences, d].
at::Tensor pool(const ForwardPass& pass, const Tokens& tokens, Pooling pooling);
/// Logits [sequences, classes] of the tuning's head over its pooling.
at::Tensor classify(const ForwardPass& pass, const Tokens& tokens, double headDropout);

}  // namespace adapterscope
