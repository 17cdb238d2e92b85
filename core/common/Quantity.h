// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace adapterscope {

/// With separators of thousands: 2,379,264.
std::string grouped(std::int64_t number);
/// In its two largest units: "42 s", "1 min 15 s", "2 h 1 min".
std::string durationText(double seconds);

}  // namespace adapterscope
