// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adapterscope {

/// The colours of plots, which colour-blind people can tell apart too (Okabe and Ito 2008, Color Universal Design).
enum class Hue { Vermilion, Blue, Green, Purple, Orange, Sky, Grey };
enum class Marker { Circle, Square, Diamond, Triangle, TriangleDown };
enum class Stroke { Solid, Dash, Dot, DashDot, DashDotDot };

/// How plots show a method, the same in every plot; no two methods share all three.
struct Look {
    std::string shortTitle;  ///< in legends
    Hue hue = Hue::Grey;
    Marker marker = Marker::Circle;
    Stroke stroke = Stroke::Solid;
    std::string landmark = {};  ///< its name on the ruler of budgets, "top layer"; empty for all that are not on it
};

}  // namespace adapterscope
