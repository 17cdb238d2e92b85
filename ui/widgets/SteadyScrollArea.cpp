// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SteadyScrollArea.h"

#include <QApplication>
#include <QFocusEvent>
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

/// QScrollArea itself only follows the Tab key, and only from one of its controls to another.
class FocusFollower : public QObject {
public:
    explicit FocusFollower(QScrollArea& area) : QObject(&area) { qApp->installEventFilter(this); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::FocusIn || !isMoved(static_cast<QFocusEvent*>(event)->reason()))
            return false;
        auto* area = qobject_cast<QScrollArea*>(parent());  // null while it is being destroyed
        if (auto* control = qobject_cast<QWidget*>(watched); area && control)
            area->ensureWidgetVisible(control);  // nothing happens if it is elsewhere
        return false;
    }

private:
    /// What was clicked is in view; if only a menu or another window had the focus, nothing moves.
    static bool isMoved(Qt::FocusReason reason) {
        return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason ||
               reason == Qt::OtherFocusReason;
    }
};

}  // namespace

void scrollToFocus(QScrollArea& area) {
    new FocusFollower(area);
}

SteadyScrollArea::SteadyScrollArea(QWidget* content, QWidget* parent) : QScrollArea(parent) {
    setVerticalScrollBar(new QuietScrollBar(Qt::Vertical));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    scrollToFocus(*this);
}

QSize SteadyScrollArea::sizeHint() const {
    const QSize usual = QScrollArea::sizeHint();
    return {m_mayBeNarrower ? usual.width() : minimumSizeHint().width(), usual.height()};
}

QSize SteadyScrollArea::minimumSizeHint() const {
    const QSize usual = QScrollArea::minimumSizeHint();
    if (!widget() || m_mayBeNarrower)
        return usual;
    const int width = m_ownWidth ? m_ownWidth() : widget()->minimumSizeHint().width();
    return {width + verticalScrollBar()->sizeHint().width(), usual.height()};
}

bool SteadyScrollArea::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace adapterscope
