// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/ScoreRamp.h"

#include <algorithm>
#include <cmath>

#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

/// Lightness from 0 to 1, green to red, blue to yellow.
struct Oklab {
    double lightness, a, b;
};

constexpr Oklab paleYellow{0.95, 0, 0.06}, darkBlue{0.42, -0.03, -0.12};

double encoded(double linear) {
    const double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return std::clamp(value, 0.0, 1.0);
}

double linearOf(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

QColor inRgb(const Oklab& colour) {
    const auto cone = [&](double a, double b) { return std::pow(colour.lightness + a * colour.a + b * colour.b, 3); };
    const double l = cone(0.3963377774, 0.2158037573), m = cone(-0.1055613458, -0.0638541728),
                 s = cone(-0.0894841775, -1.2914855480);
    return QColor::fromRgbF(static_cast<float>(encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
                            static_cast<float>(encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
                            static_cast<float>(encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)));
}

}  // namespace

QColor scoreGround(double share, const QPalette& palette) {
    const double inside = std::clamp(share, 0.0, 1.0);
    const double blue = theme::isDark(palette) ? 1 - inside : inside;
    const auto between = [blue](double from, double to) { return from + blue * (to - from); };
    return inRgb({between(paleYellow.lightness, darkBlue.lightness), between(paleYellow.a, darkBlue.a),
                  between(paleYellow.b, darkBlue.b)});
}

QColor textOn(const QColor& ground) {
    const double luminance = 0.2126 * linearOf(static_cast<double>(ground.redF())) +
                             0.7152 * linearOf(static_cast<double>(ground.greenF())) +
                             0.0722 * linearOf(static_cast<double>(ground.blueF()));
    // Above it black contrasts more: (L + 0.05) / 0.05 against 1.05 / (L + 0.05).
    return luminance > 0.179 ? Qt::black : Qt::white;
}

}  // namespace adapterscope
