// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/ThemeMode.h"

#include <QApplication>

#include <optional>

#include "ui/look/Style.h"
#include "ui/look/Theme.h"

namespace adapterscope::theme {

namespace {

struct Shades {
    QRgb window, base, alternate, text, button, highlight, link, placeholder, light, mid, dark, shadow, toolTip;
};
constexpr Shades lightShades{0xfff4f5f7, 0xffffffff, 0xfff0f2f5, 0xff1c2127, 0xfffbfbfc, 0xff0f62a8, 0xff0a5a9c,
                             0xff6b7480, 0xffffffff, 0xffc3c9d1, 0xffa3abb5, 0xff7d8590, 0xffffffff};
constexpr Shades darkShades{0xff1f2226, 0xff17191c, 0xff22262b, 0xffe6e8eb, 0xff2d3238, 0xff2876ba, 0xff6cb6f2,
                            0xff939ba6, 0xff3b4149, 0xff3a4048, 0xff14161a, 0xff0c0d0f, 0xff2d3238};

QPalette paletteOf(const Shades& shades) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb colour) { palette.setColor(role, QColor::fromRgba(colour)); };
    set(QPalette::Window, shades.window);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Text, shades.text);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, 0xffffffff);
    set(QPalette::Button, shades.button);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, 0xffffffff);
    set(QPalette::Link, shades.link);
    set(QPalette::LinkVisited, shades.link);
    set(QPalette::PlaceholderText, shades.placeholder);
    set(QPalette::Light, shades.light);
    set(QPalette::Midlight, shades.alternate);
    set(QPalette::Mid, shades.mid);
    set(QPalette::Dark, shades.dark);
    set(QPalette::Shadow, shades.shadow);
    set(QPalette::ToolTipBase, shades.toolTip);
    set(QPalette::ToolTipText, shades.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgba(shades.placeholder));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgba(shades.mid));
    return palette;
}

Mode applied = Mode::System;
std::optional<bool> systemIsDark;

}  // namespace

Mode mode() {
    return applied;
}

QPalette darkPalette() {
    return paletteOf(darkShades);
}

void apply(Mode mode) {
    // Queried once, before our first palette hides it.
    if (!systemIsDark)
        systemIsDark = isDark(QApplication::palette());
    applied = mode;
    const bool dark = mode == Mode::Dark || (mode == Mode::System && *systemIsDark);
    QApplication::setPalette(paletteOf(dark ? darkShades : lightShades));
    // After the palette: widgets with a style sheet take their colours when a style is set, and then only.
    QApplication::setStyle(new Style);
}

void setSystemDark(bool dark) {
    const bool changes = systemIsDark != dark;
    systemIsDark = dark;
    if (changes && applied == Mode::System)
        apply(Mode::System);
}

}  // namespace adapterscope::theme
