// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace adapterscope {

/// What is wrong with the control beside it, in one line that always has its place: no message moves anything. A text
/// that is too long is shortened at its end, and whole in the tool tip and for screen readers.
class FaultLine : public QWidget {
    Q_OBJECT

public:
    explicit FaultLine(QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

}  // namespace adapterscope
