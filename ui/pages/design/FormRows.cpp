// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/FormRows.h"

#include <QGridLayout>
#include <QLabel>

namespace adapterscope {

namespace {

constexpr int labelWidth = 112;

}  // namespace

QGridLayout* formGrid(QWidget* owner) {
    auto* grid = new QGridLayout(owner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    return grid;
}

QLabel* labelFor(const QString& text, QWidget* control) {
    auto* label = new QLabel(text);
    label->setBuddy(control);
    label->setMinimumHeight(24);
    label->setFixedWidth(labelWidth);
    label->setWordWrap(true);
    return label;
}

}  // namespace adapterscope
