// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/session/Message.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace adapterscope {

/// One sentence above the page, never modal, with at most one action and a way to close it. The newest is shown; when
/// it is closed, the warnings and faults before it come back.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void post(const Message& message);
    /// Removes the messages on that topic.
    void settle(const QString& topic);
    void clear();
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showFirst();
    void dismiss();

    QList<Message> m_messages;
    QLabel *m_sign, *m_text;
    QPushButton* m_action;
    QToolButton* m_close;
};

}  // namespace adapterscope
