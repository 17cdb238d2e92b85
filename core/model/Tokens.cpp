// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Tokens.h"

#include <algorithm>

namespace adapterscope {
namespace {

/// Where the text's own tokens are once n rows are inserted into each sequence after its first `after` tokens.
at::Tensor ownAfter(const Tokens& tokens, std::int64_t n, std::int64_t after) {
    std::vector<std::int64_t> moved;
    for (std::int64_t s = 0; s < tokens.layout.sequences(); ++s)
        for (std::int64_t i = 0; i < tokens.layout.length(s); ++i)
            moved.push_back(tokens.layout.start(s) + i + n * (i < after ? s : s + 1));
    const auto places = torch::tensor(moved, tokens.layout.first.options());
    return tokens.own.defined() ? places.index_select(0, tokens.own) : places;
}

}  // namespace

Tokens inserted(const at::Tensor& rows, const Tokens& tokens, std::int64_t after) {
    const Layout& layout = tokens.layout;
    const bool differ = rows.dim() > 2;
    const std::int64_t n = rows.size(differ ? 1 : 0);
    std::vector<at::Tensor> states;
    std::vector<std::int64_t> lengths;
    for (std::int64_t s = 0; s < layout.sequences(); ++s) {
        const std::int64_t first = std::min(after, layout.length(s));
        states.push_back(tokens.hidden.narrow(0, layout.start(s), first));
        states.push_back(differ ? rows[s] : rows);
        states.push_back(tokens.hidden.narrow(0, layout.start(s) + first, layout.length(s) - first));
        lengths.push_back(n + layout.length(s));
    }
    return {at::cat(states), layoutOf(lengths, tokens.hidden.device()), ownAfter(tokens, n, after)};
}

at::Tensor ownStates(const Tokens& tokens) {
    return tokens.own.defined() ? tokens.hidden.index_select(0, tokens.own) : tokens.hidden;
}

at::Tensor spreadOverTokens(const at::Tensor& rows, const Layout& layout) {
    return rows.index_select(0, layout.owners());
}

}  // namespace adapterscope
