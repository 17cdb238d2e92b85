// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Layout.h"

#include <algorithm>

namespace adapterscope {

std::int64_t Layout::longest() const {
    std::int64_t most = 0;
    for (std::int64_t s = 0; s < sequences(); ++s)
        most = std::max(most, length(s));
    return most;
}

at::Tensor Layout::tokensOf(const std::vector<std::int64_t>& sequences) const {
    std::vector<std::int64_t> tokens;
    for (const std::int64_t s : sequences)
        for (auto token = start(s); token < start(s + 1); ++token)
            tokens.push_back(token);
    return torch::tensor(tokens, first.options());
}

at::Tensor Layout::places() const {
    std::vector<std::int64_t> places;
    for (std::int64_t s = 0; s < sequences(); ++s)
        for (std::int64_t i = 0; i < length(s); ++i)
            places.push_back(i);
    return torch::tensor(places, first.options());
}

at::Tensor Layout::owners() const {
    std::vector<std::int64_t> owner;
    for (std::int64_t s = 0; s < sequences(); ++s)
        owner.insert(owner.end(), static_cast<std::size_t>(length(s)), s);
    return torch::tensor(owner, first.options());
}

Layout layoutOf(const std::vector<std::int64_t>& lengths, const at::Device& device) {
    Layout layout{{0}, {}};
    for (const std::int64_t length : lengths)
        layout.offsets.push_back(layout.tokens() + length);
    layout.first = torch::tensor(std::vector<std::int64_t>(layout.offsets.begin(), layout.offsets.end() - 1),
                                 at::TensorOptions(at::kLong).device(device));
    return layout;
}

}  // namespace adapterscope
