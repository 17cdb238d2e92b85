// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"

namespace adapterscope {

/// What flows through a pass: a state for each token, and where the sequences lie among them. A pass may lengthen the
/// sequences: what it adds stands before the text, whose own tokens stay last and in order.
struct Tokens {
    at::Tensor hidden;  ///< [tokens, d]
    Layout layout;

    /// The same tokens in another state.
    Tokens with(at::Tensor state) const { return {std::move(state), layout}; }
};

/// The same rows [n, d] before each sequence.
Tokens prepended(const at::Tensor& rows, const Tokens& tokens);
/// The states of the text's own tokens, without those that a pass has put before them: [text.tokens(), d].
at::Tensor ownStates(const Tokens& tokens, const Layout& text);
/// Rows of hidden states repeated for each token of their sequence: [sequences, k] -> [tokens, k].
at::Tensor spreadOverTokens(const at::Tensor& rows, const Layout& layout);

}  // namespace adapterscope
