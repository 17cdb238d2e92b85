// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"

namespace adapterscope {

/// What flows through a pass: a state for each token, and where the sequences are among them. A pass may lengthen the
/// sequences; the text's own tokens stay in order.
struct Tokens {
    at::Tensor hidden;  ///< [tokens, d]
    Layout layout;
    at::Tensor own = {};  ///< int64: which tokens are the text's own; undefined if all are

    /// The same tokens in another state.
    Tokens with(at::Tensor state) const { return {std::move(state), layout, own}; }
};

/// Rows put into each sequence, after its first `after` tokens: the same [n, d] everywhere, or [sequences, n, d].
Tokens inserted(const at::Tensor& rows, const Tokens& tokens, std::int64_t after = 0);
/// The states of the text's own tokens, without those that a pass has put among them.
at::Tensor ownStates(const Tokens& tokens);
/// Rows of hidden states repeated for each token of their sequence: [sequences, k] -> [tokens, k].
at::Tensor spreadOverTokens(const at::Tensor& rows, const Layout& layout);

}  // namespace adapterscope
