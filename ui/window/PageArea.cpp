// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PageArea.h"

#include <QCoreApplication>
#include <QCursor>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace adapterscope {

KeyboardUse::KeyboardUse(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool KeyboardUse::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::ShortcutOverride:
            if (!std::exchange(m_isNow, true))
                emit began();
            break;
        case QEvent::MouseMove:
        case QEvent::MouseButtonPress:
        case QEvent::Wheel:
            m_isNow = false;
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

PageArea::PageArea(QWidget* bar, QWidget* pages, QWidget* parent)
    : QWidget(parent), m_bar(bar), m_pages(pages), m_keyboard(new KeyboardUse(this)) {
    m_pages->setParent(this);
    for (QWidget* part : {bar, pages})
        part->installEventFilter(this);
    // A message that lies over the pages gets its space.
    connect(m_keyboard, &KeyboardUse::began, this, &PageArea::arrange);
}

void PageArea::keepStatusBar(bool keep) {
    if (m_keepsStatusBar == keep)
        return;
    m_keepsStatusBar = keep;
    if (keep)  // else a message that is shown stays where it is
        arrange();
}

QSize PageArea::sizeHint() const {
    return m_pages->sizeHint() + QSize(0, m_space);
}

QSize PageArea::minimumSizeHint() const {
    return m_pages->minimumSizeHint() + QSize(0, m_space);
}

int PageArea::barHeight() const {
    if (m_bar->isHidden())
        return 0;
    return std::max(m_bar->heightForWidth(width()), m_bar->minimumSizeHint().height());
}

void PageArea::arrange() {
    if (!m_bar)
        return;
    const int wanted = barHeight();
    const QPoint pointer = window()->mapFromGlobal(QCursor::pos());
    const bool isOnBar = m_bar->isVisible() && m_bar->geometry().contains(pointer);
    const bool isPointedAt = !m_keyboard->isNow() && (m_pages->underMouse() || (isOnBar && wanted > m_space));
    if (!isPointedAt || wanted < m_space)  // an empty band would look like a part of every page
        m_space = wanted;
    m_pages->setGeometry(0, 0, width(), height() - m_space);
    const QRect here(mapTo(window(), QPoint()), size());
    QRect place(here.left(), here.bottom() + 1 - wanted, here.width(), wanted);
    if (wanted > m_space) {
        if (!m_keepsStatusBar)
            place.moveBottom(window()->height() - 1);  // the status bar is covered first
        if (place.contains(pointer) && !isOnBar)
            place.moveTop(here.top());
    }
    m_bar->setGeometry(place);
    m_bar->raise();
}

bool PageArea::eventFilter(QObject* watched, QEvent* event) {
    const bool isAboutBar = watched == m_bar && (event->type() == QEvent::Show || event->type() == QEvent::Hide ||
                                                 event->type() == QEvent::LayoutRequest);
    if (isAboutBar || event->type() == QEvent::Leave)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void PageArea::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

}  // namespace adapterscope
