// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MarkNavigation.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollArea>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

namespace adapterscope {

std::optional<int> MarkedArea::markBy(int key, int from) const {
    const int first = std::min(0, markCount() - 1);
    switch (key) {
        case Qt::Key_Right:
            return from + 1;
        case Qt::Key_Left:
            return std::max(from - 1, first);
        case Qt::Key_Home:
            return first;
        case Qt::Key_End:
            return markCount() - 1;
        default:
            return {};
    }
}

int MarkedArea::firstMark(Qt::FocusReason reason) const {
    return reason == Qt::MouseFocusReason ? -1 : 0;
}

MarkNavigation::MarkNavigation(QWidget& widget, MarkedArea& area, Pointer pointer)
    : m_widget(widget), m_area(area), m_pointer(pointer) {
    widget.setFocusPolicy(Qt::StrongFocus);
    widget.setMouseTracking(true);
    widget.installEventFilter(this);
}

int MarkNavigation::current() const {
    if (m_pointer == Pointer::Highlights)
        return m_selected;
    return m_hovered >= 0 ? m_hovered : m_byKeyboard ? m_selected : -1;
}

void MarkNavigation::select(int mark) {
    m_selected = std::clamp(mark, -1, m_area.markCount() - 1);
    refresh();
}

void MarkNavigation::renumber(int selected, int hovered) {
    m_hovered = hovered;
    select(selected);
}

void MarkNavigation::refresh() {
    // Compared with the widget's, not with the last ones: a widget may have set it for all of its marks.
    if (const QString words = m_area.wordsOf(current()); words != m_widget.accessibleDescription()) {
        m_widget.setAccessibleDescription(words);
        emit described(words);
    }
    emit changed();
    m_widget.update();
}

void MarkNavigation::hover(int mark) {
    if (mark == m_hovered)
        return;
    const bool isClickable = mark >= 0 && m_area.isClickable(mark);
    if (isClickable != (m_widget.cursor().shape() == Qt::PointingHandCursor))
        m_widget.setCursor(isClickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_hovered = mark;
    refresh();
}

void MarkNavigation::moved(const QMouseEvent& event) {
    const bool isDrag = m_pointer == Pointer::Describes && event.buttons() != Qt::NoButton;
    if (!isDrag)
        hover(m_area.markAt(event.position()));
}

bool MarkNavigation::pressed(const QKeyEvent& event) {
    m_byKeyboard = true;
    const int key = event.key();
    const std::optional<int> next = m_area.markBy(key, current());
    const bool activates = key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!next && !(activates && m_area.activate(current())))
        return false;
    if (next) {
        if (m_pointer == Pointer::Describes)
            m_hovered = -1;  // what the keyboard came to is described, until the pointer moves again
        select(*next);
        scrollIntoView();
    }
    emit reachedByKey(current());
    return true;
}

void MarkNavigation::focused(Qt::FocusReason reason) {
    m_byKeyboard = true;
    select(m_selected < 0 ? m_area.firstMark(reason) : m_selected);
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason)
        scrollIntoView();
}

/// All of the widget if there is space for it; else its mark, as QScrollArea does it for what the Tab key leads to.
void MarkNavigation::scrollIntoView() {
    for (QWidget* around = m_widget.parentWidget(); around; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around)) {
            const QRect place(m_widget.mapTo(area->widget(), QPoint()), m_widget.size());
            const QSize room = area->viewport()->size();
            if (place.width() > room.width() || place.height() > room.height()) {
                area->ensureWidgetVisible(&m_widget);
                continue;
            }
            area->ensureVisible(place.right() + 1, place.bottom() + 1, 0, 0);
            area->ensureVisible(place.left(), place.top(), 0, 0);
        }
}

void MarkNavigation::showTip(QHelpEvent& event) {
    if (const QString tip = m_area.tipOf(m_area.markAt(event.pos())); tip.isEmpty()) {
        QToolTip::hideText();
        event.ignore();
    } else
        QToolTip::showText(event.globalPos(), tip, &m_widget);
}

bool MarkNavigation::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseMove:
            if (m_widget.isEnabled())
                moved(*static_cast<QMouseEvent*>(event));
            break;
        case QEvent::Leave:
            hover(-1);
            break;
        case QEvent::FocusIn:
            focused(static_cast<QFocusEvent*>(event)->reason());
            break;
        case QEvent::FocusOut:
            m_byKeyboard = m_widget.hasFocus();  // a menu that pops up takes the focus from none
            refresh();
            break;
        case QEvent::KeyPress:
            return m_widget.isEnabled() && pressed(*static_cast<QKeyEvent*>(event));
        case QEvent::ToolTip:
            showTip(*static_cast<QHelpEvent*>(event));
            return true;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace adapterscope
