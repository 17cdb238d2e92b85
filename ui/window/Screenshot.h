// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

class MainWindow;

/// Saves the window's picture as soon as the current page shows its content, then ends the application: with 0, or with
/// the error's code and its sentence on standard error if the file cannot be written.
void takeScreenshot(MainWindow& window, const QString& file);

}  // namespace adapterscope
