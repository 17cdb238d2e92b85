// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QToolTip>

#include "tests/support/Support.h"
#include "ui/look/PlainTip.h"
#include "ui/window/WrappedTips.h"

using namespace adapterscope;

TEST_CASE("Long tool tips wrap and keep their letters, short ones and those with markup stay as they are") {
    const WrappedTips tips;
    QLineEdit widget;
    widget.show();
    const auto shown = [&](const QString& tip) {
        widget.setToolTip(tip);
        QHelpEvent question(QEvent::ToolTip, {1, 1}, widget.mapToGlobal(QPoint(1, 1)));
        QApplication::sendEvent(&widget, &question);
        CHECK(question.isAccepted());
        return QToolTip::text();
    };
    const QString longTip =
        "Alternatives joined by |, as in a<b, and so on, until the line is longer than anybody reads";
    CHECK(shown(longTip) == wrappedTip(longTip));
    CHECK(shown("short") == "short");
    const QString marked = "<p>A tip that has markup of its own, which is longer than a line but wraps by itself</p>";
    CHECK(shown(marked) == marked);
    QToolTip::hideText();
}
