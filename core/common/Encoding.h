// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace adapterscope {

/// One text, or pair of texts, as a base reads it: what a tokenizer gives and a model takes.
struct Encoding {
    std::vector<std::int32_t> ids;      ///< with the special tokens
    std::vector<std::int32_t> typeIds;  ///< 0 for the first text, 1 for the second
    std::vector<std::pair<int, int>>
        offsets;  ///< [start, end) in code points of the text a token came from; (0, 0) for special tokens
};

}  // namespace adapterscope
