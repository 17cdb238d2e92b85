// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace adapterscope {

/// A finished run whose adapters a design fuses.
struct FusedRun {
    std::string id;
    std::string design;            ///< text
    std::filesystem::path tuning;  ///< its tensors, a safetensors file
    bool operator==(const FusedRun&) const = default;
};

}  // namespace adapterscope
