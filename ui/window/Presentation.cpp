// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Presentation.h"

#include <QMainWindow>
#include <QShortcut>
#include <QStatusBar>

#include <algorithm>

#include "ui/look/TextSize.h"

namespace adapterscope {

namespace {

constexpr double factor = 1.4, least = 14;  // points

}  // namespace

Presentation::Presentation(QMainWindow& window)
    : QObject(&window), m_window(window), m_escape(new QShortcut(Qt::Key_Escape, &window)) {
    m_escape->setEnabled(false);  // else it would take the key from everything in the window
    connect(m_escape, &QShortcut::activated, this, [this] { set(false); });
}

void Presentation::set(bool on) {
    if (on == m_on)
        return;
    m_on = on;
    m_escape->setEnabled(on);
    if (on) {
        m_text = textsize::current();
        m_state = m_window.windowState();
    }
    textsize::apply(on ? std::max(factor * m_text, least) : m_text);
    m_window.statusBar()->setVisible(!on);
    m_window.setWindowState(on ? m_state | Qt::WindowFullScreen : m_state);
    emit changed(on);
}

}  // namespace adapterscope
