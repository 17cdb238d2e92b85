// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SteadyScrollArea.h"

#include <QScrollBar>

namespace adapterscope {

namespace {

/// Invisible while there is nothing to scroll.
class QuietScrollBar : public QScrollBar {
public:
    using QScrollBar::QScrollBar;

protected:
    void paintEvent(QPaintEvent* event) override {
        if (maximum() > minimum())
            QScrollBar::paintEvent(event);
    }
};

}  // namespace

SteadyScrollArea::SteadyScrollArea(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setVerticalScrollBar(new QuietScrollBar(Qt::Vertical));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

}  // namespace adapterscope
