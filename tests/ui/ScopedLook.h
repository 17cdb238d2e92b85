// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QPalette>
#include <QStyle>

namespace adapterscope::test {

/// Style and palette as they were, at its end.
struct ScopedLook {
    const QString style = QApplication::style()->objectName();
    const QPalette palette = QApplication::palette();

    ScopedLook() = default;
    ScopedLook(const ScopedLook&) = delete;
    ScopedLook& operator=(const ScopedLook&) = delete;
    ~ScopedLook() {
        QApplication::setStyle(style);
        QApplication::setPalette(palette);
    }
};

}  // namespace adapterscope::test
