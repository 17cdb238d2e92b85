// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/model/Mask.h"
#include "core/model/Pass.h"
#include "core/model/Rotary.h"

// What the forward passes of all families are built from. Each reads a tensor from the tuning if it is there, else from
// the base, and calls the tuning's parts at its site; no family knows a method.
namespace adapterscope {

/// A tensor as the pass reads it: the tuning's if it has one in effect, else the base's.
at::Tensor tensorInEffect(const ForwardPass& pass, const TensorKey& key);
/// Rows of a table: ids [tokens], laid out as `layout` states -> [tokens, d].
at::Tensor look(const ForwardPass& pass, Role table, const at::Tensor& ids, const Layout& layout);
/// LayerNorm over the last dimension.
at::Tensor norm(const ForwardPass& pass, Role role, int layer, const at::Tensor& x);
/// Dropout on hidden states, only in training.
at::Tensor drop(const ForwardPass& pass, const at::Tensor& x);
/// Hidden state 0 of families with absolute positions: word, position and, if the family has them, type embeddings,
/// summed; LayerNorm, dropout; and what a prompt puts among the words or the states.
Tokens embedded(const ForwardPass& pass, bool hasTypes);
/// x W^T + b of one product of the base, with what the tuning has put in place of W and b or on the product.
/// Besides queriesKeysValues, the only place that knows about either. x [tokens, in] is laid out as `layout` states.
at::Tensor product(const ForwardPass& pass, Role role, int layer, const at::Tensor& x, const Layout& layout);
/// Queries, keys and values side by side, [tokens, 3d]: one fused product unless the tuning overrides one of them.
at::Tensor queriesKeysValues(const ForwardPass& pass, int layer, const Tokens& x);
/// How the layers of a family attend.
struct AttentionRule {
    Mask mask = {};
    std::optional<Rotary> rotary = {};  ///< if positions turn queries and keys
};
/// Attention of queries [tokens, d] over keys and values, [tokens, d] of the base's heads; each sequence may have more
/// of these than queries: the surplus, a prefix, comes first, at no place of the text, and is seen by all.
at::Tensor attend(const ForwardPass& pass, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                  const Layout& queries, const Layout& keys, const AttentionRule& rule = {});
/// The context of a layer's self-attention, [tokens, d]: over the fused product as it is unless positions turn it or a
/// prefix precedes the keys and values.
at::Tensor selfAttention(const ForwardPass& pass, int layer, const Tokens& x, const AttentionRule& rule = {});
/// The end of a sub-layer in families whose LayerNorm follows the skip-add: dropout, part, skip-add, LayerNorm.
Tokens closePost(const ForwardPass& pass, int layer, Site site, Role normRole, const at::Tensor& output,
                 const Tokens& input);
/// The same in families whose LayerNorm precedes the sub-layer: dropout, part, skip-add.
Tokens closePre(const ForwardPass& pass, int layer, Site site, const at::Tensor& output, const Tokens& input);
/// Whether a part beside the layers reads their hidden states in this pass.
bool readsEveryState(const ForwardPass& pass);
/// What that part makes of the hidden states 0 … L: the last one.
Tokens lastState(const ForwardPass& pass, const std::vector<Tokens>& states);
/// Self-attention over all tokens and feed-forward block, each closed by closePost (Devlin et al. 2019).
Tokens postNormLayer(const ForwardPass& pass, int layer, const Tokens& x);

}  // namespace adapterscope
