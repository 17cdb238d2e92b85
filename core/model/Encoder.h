// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/Pass.h"
#include "core/model/Tuning.h"

namespace adapterscope {

/// The encoder of the base's family under a tuning.

/// Hidden state 0, [tokens, d].
at::Tensor embed(const ForwardPass& pass);
/// Layers [first, last) over hidden state `first`; every hidden state on the way is appended to `states` if given.
at::Tensor encodeLayers(const ForwardPass& pass, at::Tensor hidden, int first, int last,
                        std::vector<at::Tensor>* states = nullptr);
/// Hidden states 0 … L, each [tokens, d].
std::vector<at::Tensor> hiddenStates(const ForwardPass& pass);
/// Last hidden state [tokens, d].
at::Tensor encode(const ForwardPass& pass);

/// What the head reads: [sequences, d].
at::Tensor pool(const ForwardPass& pass, const at::Tensor& hidden, Pooling pooling);
/// Logits [sequences, classes] of the tuning's head over its pooling.
at::Tensor classify(const ForwardPass& pass, const at::Tensor& hidden, double headDropout);

}  // namespace adapterscope
