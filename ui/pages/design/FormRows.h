// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QGridLayout;
class QLabel;
class QWidget;

// The rows of the form: a label in a column of one width, and its control.
namespace adapterscope {

QGridLayout* formGrid(QWidget* owner);
QLabel* labelFor(const QString& text, QWidget* control);

}  // namespace adapterscope
