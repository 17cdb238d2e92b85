// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/Torch.h"

namespace adapterscope {

/// Where sequences that follow one another without padding are.
struct Layout {
    std::vector<std::int64_t> offsets;  ///< where each sequence starts, and the end: sequences + 1 entries
    at::Tensor first;                   ///< int64 [sequences]: index of each sequence's first token

    std::int64_t sequences() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
    std::int64_t tokens() const { return offsets.back(); }
    std::int64_t start(std::int64_t sequence) const { return offsets[static_cast<std::size_t>(sequence)]; }
    std::int64_t length(std::int64_t sequence) const { return start(sequence + 1) - start(sequence); }
    std::int64_t longest() const;
    /// The tokens of these sequences, int64.
    at::Tensor tokensOf(const std::vector<std::int64_t>& sequences) const;
    /// The place of each token in its sequence, from 0, int64 [tokens].
    at::Tensor places() const;
    /// The sequence that each token belongs to, int64 [tokens].
    at::Tensor owners() const;
};

/// That of sequences of these lengths; its tensors are on the device.
Layout layoutOf(const std::vector<std::int64_t>& lengths, const at::Device& device);

}  // namespace adapterscope
