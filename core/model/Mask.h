// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace adapterscope {

/// Which keys a query sees, by their places in the text. What precedes the text's own keys (a prefix) is seen by every
/// query.
struct Mask {
    enum class Kind {
        None,    ///< every key
        Causal,  ///< those up to the query's own place
        Window   ///< those at most half the window away, on either side (ModernBERT's local attention)
    };
    Kind kind = Kind::None;
    std::int64_t window = 0;  ///< tokens

    static Mask causal() { return {Kind::Causal}; }
    static Mask local(std::int64_t window) { return {Kind::Window, window}; }

    /// Places [first, end) of the keys that the query at a place of a text of that many tokens sees.
    struct Seen {
        std::int64_t first, end;
    };
    Seen seenFrom(std::int64_t place, std::int64_t tokens) const {
        switch (kind) {
            case Kind::None:
                break;
            case Kind::Causal:
                return {0, place + 1};
            case Kind::Window:
                return {std::max<std::int64_t>(0, place - window / 2), std::min(tokens, place + window / 2 + 1)};
        }
        return {0, tokens};
    }
};

}  // namespace adapterscope
