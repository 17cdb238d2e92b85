// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Presentation.h"

#include <QMainWindow>
#include <QScreen>
#include <QShortcut>
#include <QStatusBar>

#include <algorithm>

#include "ui/look/TextSize.h"

namespace adapterscope {

namespace {

constexpr double factor = 1.4, least = 14;  // points
constexpr double heights = 38;              // of text, that the screen has space for

/// Larger than the size before by that factor, but not so large that a small screen shows too little.
double presented(double points, const QScreen& screen) {
    const double most = screen.geometry().height() * 72.0 / screen.logicalDotsPerInchY() / heights;
    return std::max(points, std::min(std::max(factor * points, least), most));
}

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
    textsize::apply(on ? presented(m_text, *m_window.screen()) : m_text);
    m_window.statusBar()->setVisible(!on);
    m_window.setWindowState(on ? m_state | Qt::WindowFullScreen : m_state);
    emit changed(on);
}

}  // namespace adapterscope
