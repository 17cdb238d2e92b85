// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVBoxLayout>

#include <initializer_list>

#include "ui/widgets/FlowLayout.h"

namespace adapterscope {

/// From top to bottom in the view: controls in as many rows as they need, the remark, and the figure, which takes what
/// is left.
inline QVBoxLayout* layOut(QWidget* view, std::initializer_list<QWidget*> controls, QWidget* remark, QWidget* figure) {
    auto* bar = new QWidget;
    auto* rows = new FlowLayout(bar);
    for (QWidget* control : controls)
        rows->addWidget(control);
    auto* layout = new QVBoxLayout(view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(bar);
    layout->addWidget(remark);
    layout->addWidget(figure, 1);
    return layout;
}

}  // namespace adapterscope
