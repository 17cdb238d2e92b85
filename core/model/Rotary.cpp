// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Rotary.h"

#include <algorithm>

namespace adapterscope {

at::Tensor rotated(const at::Tensor& x, const at::Tensor& places, int heads, const Rotary& rotary) {
    const auto width = x.size(1) / heads, half = width / 2;
    // In float64 whatever the type of x: far places times rates lose digits otherwise.
    const auto options = x.options().dtype(at::kDouble);
    const auto rates = at::pow(rotary.theta, at::arange(half, options) * (-2.0 / static_cast<double>(width)));
    const auto angles = places.to(options).unsqueeze(1) * rates;
    const auto cosine = angles.cos().to(x.options()).unsqueeze(1), sine = angles.sin().to(x.options()).unsqueeze(1);
    const auto each = x.reshape({x.size(0), heads, width});
    const auto a = each.narrow(2, 0, half), b = each.narrow(2, half, half);
    return at::cat({a * cosine - b * sine, b * cosine + a * sine}, 2).reshape_as(x);
}

at::Tensor placesOf(const Layout& keys, const Layout& queries) {
    std::vector<std::int64_t> places;
    for (std::int64_t s = 0; s < keys.sequences(); ++s)
        for (auto place = queries.length(s) - keys.length(s); place < queries.length(s); ++place)
            places.push_back(std::max<std::int64_t>(0, place));
    return torch::tensor(places, keys.first.options());
}

}  // namespace adapterscope
