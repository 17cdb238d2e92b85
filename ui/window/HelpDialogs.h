// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;
class QWidget;

namespace adapterscope {

void showAbout(QWidget* window);
/// Every action of the menus with its shortcut, made from the menus themselves.
void showShortcuts(QMenuBar* menus, QWidget* window);

}  // namespace adapterscope
