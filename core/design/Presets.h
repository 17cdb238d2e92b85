// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace adapterscope {

/// A published design under the name that people know it by.
struct Preset {
    std::string title;
    std::string design;  ///< canonical text
};

/// From the papers' own settings, cheapest ideas last.
const std::vector<Preset>& presets();

}  // namespace adapterscope
