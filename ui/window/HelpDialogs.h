// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;
class QWidget;

namespace adapterscope {

void showAbout(QWidget* window);
/// Every action of the menus with its shortcut, made from the menus themselves.
void showShortcuts(QMenuBar* menus, QWidget* window);
/// What the pointer would show over the control with the keyboard focus, or over its current item; false if that is
/// nothing.
bool showTipOfFocus();

}  // namespace adapterscope
