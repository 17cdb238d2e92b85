// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/look/Glyph.h"

class QPushButton;

namespace adapterscope {

/// What a page shows while it has nothing to show: an icon, one sentence, one button for the next step.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(Glyph glyph, const QString& sentence, const QString& action, QWidget* parent = nullptr);

signals:
    void acted();
};

}  // namespace adapterscope
