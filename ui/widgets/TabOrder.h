// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidgetList>

namespace adapterscope {

/// The visible controls of a window that the Tab key reaches, in the order in which they are read: from top to bottom,
/// from left to right within a row, and one card or column after the other, as the layouts have them.
QWidgetList controlsAsSeen(QWidget& window);

/// Makes the Tab key go through them in that order. Controls that are made later, such as those of another method,
/// would come last; so this is called when the key is pressed (QWidget::focusNextPrevChild).
void orderTabsAsSeen(QWidget& window);

}  // namespace adapterscope
