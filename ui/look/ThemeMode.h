// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace adapterscope::theme {

enum class Mode { System, Light, Dark };

/// Where the person's choice is stored between sessions.
inline constexpr auto settingsKey = "window/colours";

/// Sets style and palette of the application; System follows the desktop's palette.
void apply(Mode mode);
/// What the desktop prefers; takes effect at once if the mode is System.
void setSystemDark(bool dark);
/// The one applied last.
Mode mode();
/// Of the dark mode, whatever is applied.
QPalette darkPalette();

}  // namespace adapterscope::theme
