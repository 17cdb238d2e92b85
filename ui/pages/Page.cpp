// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/Page.h"

#include "ui/widgets/TabOrder.h"

namespace adapterscope {

bool Page::focusNextPrevChild(bool next) {
    orderTabsAsSeen(*window());
    return QWidget::focusNextPrevChild(next);
}

}  // namespace adapterscope
