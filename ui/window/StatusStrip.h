// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QLabel;
class QMainWindow;
class QStatusBar;

namespace adapterscope {

class MessageBar;

/// The window's status bar, always as high as a message, which lies over it: a message that comes, goes or changes
/// moves and covers nothing of the pages. What is being worked on stays readable beside it. In a presentation, which
/// has no status bar, the message lies over the lowest lines of the page instead.
class StatusStrip : public QObject {
    Q_OBJECT

public:
    StatusStrip(QMainWindow& window, MessageBar& messages);

    /// What is being worked on; empty for nothing.
    void showWork(const QString& work);
    /// Where the project is kept.
    void showKept(const QString& kept, const QString& toolTip);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();

    QMainWindow& m_window;
    QPointer<QStatusBar> m_bar;  ///< the window may delete these first
    QPointer<MessageBar> m_messages;
    QPointer<QLabel> m_work, m_kept;
    QString m_keptText;
    bool m_isWorking = false;
};

}  // namespace adapterscope
