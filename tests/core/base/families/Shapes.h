// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/BaseTensors.h"

namespace adapterscope::test {

/// By the tensors' names.
using Shapes = std::map<std::string, std::vector<std::int64_t>>;

inline Shapes shapesOf(const BaseConfig& config) {
    Shapes shapes;
    for (const auto& [name, fact] : encoderTensors(config))
        shapes[name] = fact.shape();
    return shapes;
}

}  // namespace adapterscope::test
