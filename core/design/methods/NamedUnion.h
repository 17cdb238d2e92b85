// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/design/Methods.h"

namespace adapterscope {

/// A key of one of a union's parts.
struct PartKey {
    std::size_t part;
    std::string key;
};

/// The row of a union that has a name of its own: the named keys of its parts, and what the parts do. Title, look,
/// summary and learning rate are left to fill in.
MethodInfo namedUnion(const std::string& name, const std::vector<std::pair<MethodInfo, Part>>& members,
                      const std::vector<PartKey>& keys);

}  // namespace adapterscope
