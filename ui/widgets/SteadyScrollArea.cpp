// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SteadyScrollArea.h"

#include <QEvent>
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
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

QSize SteadyScrollArea::sizeHint() const {
    const QSize usual = QScrollArea::sizeHint();
    return {m_mayBeNarrower ? usual.width() : minimumSizeHint().width(), usual.height()};
}

QSize SteadyScrollArea::minimumSizeHint() const {
    const QSize usual = QScrollArea::minimumSizeHint();
    if (!widget() || m_mayBeNarrower)
        return usual;
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), usual.height()};
}

bool SteadyScrollArea::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace adapterscope
