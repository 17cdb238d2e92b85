// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tokens.h"

namespace adapterscope {

Tokens prepended(const at::Tensor& rows, const Tokens& tokens) {
    const Layout& layout = tokens.layout;
    std::vector<at::Tensor> states;
    std::vector<std::int64_t> lengths;
    for (std::int64_t s = 0; s < layout.sequences(); ++s) {
        states.push_back(rows);
        states.push_back(tokens.hidden.narrow(0, layout.start(s), layout.length(s)));
        lengths.push_back(rows.size(0) + layout.length(s));
    }
    return {at::cat(states), layoutOf(lengths, tokens.hidden.device())};
}

at::Tensor ownStates(const Tokens& tokens, const Layout& text) {
    if (tokens.layout.offsets == text.offsets)
        return tokens.hidden;
    std::vector<at::Tensor> states;
    for (std::int64_t s = 0; s < text.sequences(); ++s)
        states.push_back(tokens.hidden.narrow(0, tokens.layout.start(s + 1) - text.length(s), text.length(s)));
    return at::cat(states);
}

at::Tensor spreadOverTokens(const at::Tensor& rows, const Layout& layout) {
    return rows.index_select(0, layout.owners());
}

}  // namespace adapterscope
