// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <vector>

namespace adapterscope {

/// A spin box for numbers of any magnitude: reads and shows 1e-7 and 0.5 alike, steps by factors, and accepts and keeps
/// any text, so that what is wrong with it can be shown beside it.
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit NumberBox(QWidget* parent = nullptr);

    /// The values that the arrows step through.
    void setSteps(std::vector<double> steps) { m_steps = std::move(steps); }

    /// Whether the text is not a number; value() is then the last one.
    bool isUnread() const { return !m_unread.isEmpty(); }
    /// Shows a number instead of whatever is typed, without a signal.
    void showValue(double value);

    void stepBy(int steps) override;
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;

signals:
    /// The text as it is typed, a number or not.
    void typed(const QString& text);

private:
    std::vector<double> m_steps;
    QString m_unread;
};

}  // namespace adapterscope
