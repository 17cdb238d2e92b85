// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMainWindow;
class QShortcut;

namespace adapterscope {

/// The window as it is shown to a room: larger text if the screen has space for it, the whole screen, no status bar.
/// Esc ends it. It is not remembered between sessions.
class Presentation : public QObject {
    Q_OBJECT

public:
    explicit Presentation(QMainWindow& window);

    bool isOn() const { return m_on; }
    void set(bool on);

signals:
    void changed(bool on);

private:
    QMainWindow& m_window;
    QShortcut* m_escape;
    bool m_on = false;
    double m_text = 0;  ///< size before
    Qt::WindowStates m_state;
};

}  // namespace adapterscope
