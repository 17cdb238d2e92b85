// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace adapterscope {

/// A published design to start from.
struct Preset {
    std::string title;     ///< for people
    std::string design;    ///< canonical text
    std::string sentence;  ///< what it is and where it comes from
};

const std::vector<Preset>& presets();

}  // namespace adapterscope
