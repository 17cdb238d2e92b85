// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

/// The size of the window's text, in points. Widgets, drawings and plots follow the application's font.
namespace adapterscope::textsize {

/// Where the person's choice is stored between sessions; nothing is stored for the desktop's own size.
inline constexpr auto settingsKey = "window/textSize";
inline constexpr double smallest = 7, largest = 28;

/// The desktop's, as it was when this was first called.
double normal();
double current();
/// Sets the application's font; the size is clamped to the smallest and the largest.
void apply(double points);

/// How much larger a widget's text is than the 12 pixels that the window was laid out with.
double growth(const QWidget& widget);
/// Pixels that grow with the text of a widget: this many at that size.
int scaled(const QWidget& widget, double pixels);

/// Keeps a widget exactly, or at most, that many scaled pixels wide, whatever the size becomes.
void fixWidth(QWidget& widget, int pixels);
void limitWidth(QWidget& widget, int pixels);

/// Keeps a widget's text at this factor of the size, whatever the size becomes.
void scale(QWidget& widget, double factor);

}  // namespace adapterscope::textsize
