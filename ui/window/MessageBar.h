// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimer>

#include "ui/session/Message.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace adapterscope {

class SignLabel;

/// One sentence below the page, never modal, with at most one action and a way to close it. A question is shown until
/// it is answered, closed or settled, and the next question after it; else the newest message is shown, and when it is
/// closed the warnings and faults before it come back. Information disappears by itself after a while, unless the
/// pointer is on it. A longer sentence than there are lines scrolls.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void post(const Message& message);
    /// Removes the messages on that topic.
    void settle(const QString& topic);
    void clear();
    QString sentence() const;
    /// The height at which a few lines of a sentence and the button are seen, whatever is shown.
    int heightOfLines() const;
    /// How long information is shown; with a button twice as long.
    void setReadingTime(int milliseconds) { m_readingTime = milliseconds; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showFirst();
    void dismiss();
    /// Removes what has been shown long enough, unless it is being looked at.
    void expire();

    QList<Message> m_messages;
    QTimer m_age;
    int m_readingTime = 8000;
    SignLabel* m_sign;
    QLabel* m_text;
    QScrollArea* m_scroll;  ///< of the text
    QLabel* m_others;
    QPushButton* m_action;
    QToolButton* m_close;
};

}  // namespace adapterscope
