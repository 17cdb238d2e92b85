// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "core/model/Tuning.h"

namespace adapterscope {

/// Sees each adapter at work: its input h and its branch a(h) - h, both [tokens, d].
using AdapterObserver = std::function<void(int layer, Site site, const at::Tensor& input, const at::Tensor& branch)>;

/// One pass over a batch: what is read, and how.
struct ForwardPass {
    const Base& base;
    const Tuning* tuning = nullptr;  ///< null = the base alone
    const Batch& batch;
    Precision precision = Precision::F32;
    at::Generator* generator = nullptr;  ///< dropout's; null outside training
    double hiddenDropout = 0;
    double attentionDropout = 0;
    AdapterObserver observer = {};
};

/// The BERT encoder (Devlin et al. 2019; post-LayerNorm). Reads a tensor from the tuning if it is there, else from the
/// base, and calls the tuning at its sites.

/// Sum of word, position and type embeddings, LayerNorm, dropout: hidden state 0, [tokens, d].
at::Tensor embed(const ForwardPass& pass);
/// Layers [first, last) over hidden state `first`; every hidden state on the way is appended to `states` where given.
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
