// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Theme.h"

#include <QWidget>

#include <array>

namespace adapterscope::theme {

namespace {

QColor pick(const QPalette& palette, QRgb onLight, QRgb onDark) {
    return QColor::fromRgb(isDark(palette) ? onDark : onLight);
}

}  // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor categorical(int index) {
    static constexpr std::array<QRgb, 4> colours{0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7};
    return QColor::fromRgb(colours[static_cast<std::size_t>(index) % colours.size()]);
}

QColor plainText(const QPalette& palette) {
    return palette.color(QPalette::WindowText);
}

QColor quietText(const QPalette& palette) {
    return pick(palette, 0x5a636e, 0xa3abb5);
}

QColor fault(const QPalette& palette) {
    return pick(palette, 0xb3261e, 0xff8a80);
}

QColor warning(const QPalette& palette) {
    return pick(palette, 0x8a5a00, 0xf2b84b);
}

QColor good(const QPalette& palette) {
    return pick(palette, 0x00704f, 0x4cc9a0);
}

QColor line(const QPalette& palette) {
    return pick(palette, 0xd9dde3, 0x363c44);
}

QColor card(const QPalette& palette) {
    return pick(palette, 0xffffff, 0x26292e);
}

void emphasise(QWidget& button, const QPalette& palette) {
    QPalette colours = palette;
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        colours.setColor(group, QPalette::Button, palette.color(QPalette::Active, QPalette::Highlight));
        colours.setColor(group, QPalette::ButtonText, palette.color(QPalette::Active, QPalette::HighlightedText));
    }
    button.setPalette(colours);
}

bool isEmphasised(const QPalette& palette) {
    return palette.color(QPalette::Button) == palette.color(QPalette::Active, QPalette::Highlight);
}

}  // namespace adapterscope::theme
