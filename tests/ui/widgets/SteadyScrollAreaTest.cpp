// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFocusEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>
#include <catch2/catch.hpp>

#include "tests/ui/Ui.h"
#include "ui/widgets/SteadyScrollArea.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A column of lines, of which about a third is in view.
struct ScrolledForm {
    QWidget* content = new QWidget;
    QList<QLineEdit*> lines;
    SteadyScrollArea area{content};

    ScrolledForm() {
        auto* column = new QVBoxLayout(content);
        for (int i = 0; i < 30; ++i) {
            lines << new QLineEdit;
            column->addWidget(lines.last());
        }
        area.resize(300, content->sizeHint().height() / 3);
        area.show();
        REQUIRE(becomes([this] { return area.verticalScrollBar()->maximum() > 0; }));
    }
    static void focus(QWidget& widget, Qt::FocusReason reason) {
        QFocusEvent event(QEvent::FocusIn, reason);
        QCoreApplication::sendEvent(&widget, &event);
    }
    bool isInView(const QWidget& widget) const {
        return area.viewport()->rect().contains(QRect(widget.mapTo(area.viewport(), QPoint()), widget.size()));
    }
};

}  // namespace

TEST_CASE("A scroll area scrolls to what gets the focus by a key or from the program") {
    ScrolledForm form;
    for (const auto reason :
         {Qt::TabFocusReason, Qt::BacktabFocusReason, Qt::ShortcutFocusReason, Qt::OtherFocusReason})
        for (QLineEdit* line : {form.lines.last(), form.lines.first()}) {
            CAPTURE(reason);
            CHECK_FALSE(form.isInView(*line));
            ScrolledForm::focus(*line, reason);
            CHECK(form.isInView(*line));
        }
}

TEST_CASE("A scroll area stays where it is after a click, a menu, another window and what is beside it") {
    ScrolledForm form;
    for (const auto reason :
         {Qt::MouseFocusReason, Qt::ActiveWindowFocusReason, Qt::PopupFocusReason, Qt::MenuBarFocusReason})
        ScrolledForm::focus(*form.lines.last(), reason);
    QLineEdit beside;
    ScrolledForm::focus(beside, Qt::TabFocusReason);
    CHECK(form.area.verticalScrollBar()->value() == 0);
}
