// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/common/Encoding.h"

namespace adapterscope {

/// Turns text into token ids exactly as the base's own tokenizer does. Immutable after construction; safe to share
/// between threads.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// UTF-8 in; bytes that are not UTF-8 count as U+FFFD. `pair` may be null; an empty one counts as null, as in
    /// transformers. maxLength counts the special tokens; 0 = no limit; truncates the longest first. Throws Error if
    /// maxLength leaves no room for the special tokens.
    virtual Encoding encode(std::string_view text, const std::string_view* pair, int maxLength) const = 0;
    /// Token ids of a plain text without special tokens and without offsets (for corpora).
    virtual std::vector<std::int32_t> encodePlain(std::string_view text) const = 0;
    /// Number of ids, those of added tokens included.
    virtual int vocabularySize() const = 0;
    /// The largest id that a text can have without spelling out a token for padding or masks.
    virtual int largestWrittenId() const = 0;
    /// The token of an id; empty if it has none.
    virtual std::string token(int id) const = 0;
    /// Id of a token of the vocabulary such as "[MASK]"; -1 if there is none.
    virtual int tokenId(std::string_view token) const = 0;
};

}  // namespace adapterscope
