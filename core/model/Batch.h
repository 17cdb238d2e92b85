// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/Torch.h"
#include "core/text/Tokenizer.h"

namespace adapterscope {

/// Sequences one after the other, without padding: hidden states of a batch are [tokens, d].
struct Batch {
    at::Tensor ids, types, positions;   ///< int64 [tokens]
    std::vector<std::int64_t> offsets;  ///< where each sequence starts, and the end: sequences + 1 entries
    at::Tensor first;                   ///< int64 [sequences]: index of each sequence's first token

    std::int64_t sequences() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
    std::int64_t tokens() const { return offsets.back(); }
    std::int64_t length(std::int64_t sequence) const {
        const auto start = offsets.begin() + sequence;
        return start[1] - start[0];
    }
};

Batch makeBatch(const std::vector<const Encoding*>& sequences);
Batch makeBatch(const std::vector<Encoding>& sequences);

/// Mean of each sequence's rows: [tokens, d] -> [sequences, d]; differentiable.
at::Tensor meanOverTokens(const at::Tensor& hidden, const Batch& batch);
/// Rows of hidden states repeated for each token of their sequence: [sequences, k] -> [tokens, k].
at::Tensor spreadOverTokens(const at::Tensor& rows, const Batch& batch);

}  // namespace adapterscope
