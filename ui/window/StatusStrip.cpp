// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusStrip.h"

#include <QEvent>
#include <QLabel>
#include <QMainWindow>
#include <QStatusBar>

#include "ui/look/Breakable.h"
#include "ui/window/MessageBar.h"

namespace adapterscope {

StatusStrip::StatusStrip(QMainWindow& window, MessageBar& messages)
    : QObject(&window),
      m_window(window),
      m_bar(window.statusBar()),
      m_messages(&messages),
      m_work(new QLabel),
      m_kept(new QLabel) {
    m_work->setObjectName("workStatus");
    m_work->setWordWrap(true);
    m_work->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);  // its text never widens the window
    m_kept->setObjectName("keptStatus");
    m_bar->addWidget(m_work, 1);
    m_bar->addPermanentWidget(m_kept);
    for (QWidget* part :
         {static_cast<QWidget*>(&window), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(&messages)})
        part->installEventFilter(this);
    showWork({});
}

void StatusStrip::showWork(const QString& work) {
    m_isWorking = !work.isEmpty();
    m_work->setText(m_isWorking ? work : tr("Ready"));
    arrange();
}

void StatusStrip::showKept(const QString& kept, const QString& toolTip) {
    m_keptText = kept;
    m_kept->setToolTip(toolTip);
    arrange();
}

void StatusStrip::arrange() {
    if (!m_bar || !m_messages || !m_work || !m_kept)
        return;
    const int height = m_messages->heightOfLines();
    if (m_bar->minimumHeight() != height)
        m_bar->setFixedHeight(height);
    const bool hasBar = !m_bar->isHidden();
    const bool isShared = hasBar && m_isWorking && !m_messages->isHidden();
    const int forWork = isShared ? m_window.width() / 3 : 0;
    m_work->setMaximumWidth(isShared ? forWork - 12 : QWIDGETSIZE_MAX);
    m_kept->setVisible(!isShared);
    const int mostForKept = m_window.width() * 2 / 3;  // the rest is for the work
    m_kept->setMaximumWidth(mostForKept);
    const bool isWrapped = m_kept->fontMetrics().horizontalAdvance(m_keptText) > mostForKept;
    m_kept->setWordWrap(isWrapped);
    m_kept->setMinimumWidth(isWrapped ? mostForKept : 0);        // else a wrapped text is given a narrow place
    for (qsizetype letters = 80; letters >= 20; letters -= 4) {  // the name is whole in the tool tip
        m_kept->setText(breakable(shortened(m_keptText, letters)));
        if (m_kept->heightForWidth(mostForKept) <= height)
            break;
    }
    QRect place = hasBar ? m_bar->geometry() : QRect(0, m_window.height() - height, m_window.width(), height);
    place.setLeft(place.left() + forWork);
    m_messages->setGeometry(place);
    m_messages->raise();
}

bool StatusStrip::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::Resize:
        case QEvent::Move:
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::FontChange:
        case QEvent::StyleChange:
            arrange();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace adapterscope
