// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace adapterscope {

/// The element at a signed index, the index type of Qt and thus of a plot's marks.
template <typename Container>
auto& at(Container& container, std::ptrdiff_t index) {
    return container[static_cast<std::size_t>(index)];
}

}  // namespace adapterscope
