// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/NumberBox.h"

#include <QLineEdit>

#include <limits>

#include "core/common/Text.h"
#include "ui/widgets/StepSlider.h"

namespace adapterscope {

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(15);
    setRange(-1e300, 1e300);
    setLocale(QLocale::c());
    connect(lineEdit(), &QLineEdit::textEdited, this, [this](QString text) {
        int position = 0;
        const bool isNumber = validate(text, position) == QValidator::Acceptable;
        m_unread = isNumber || text.trimmed().isEmpty() ? QString() : text;
        emit typed(text);
    });
}

void NumberBox::showValue(double value) {
    const QSignalBlocker quiet(this);
    m_unread.clear();
    setValue(value);
}

void NumberBox::stepBy(int steps) {
    m_unread.clear();
    double next = value();
    for (int i = 0; i < std::abs(steps); ++i)
        next = neighbourStep(m_steps, next, steps > 0);
    setValue(next);
    selectAll();
}

QString NumberBox::textFromValue(double value) const {
    // The box rewrites its text when it is left; text that is not a number stays.
    if (isUnread())
        return m_unread;
    return QString::fromStdString(numberText(value));
}

double NumberBox::valueFromText(const QString& text) const {
    return text.trimmed().toDouble();
}

QValidator::State NumberBox::validate(QString& text, int&) const {
    bool isNumber = false;
    const double value = text.trimmed().toDouble(&isNumber);
    return isNumber && value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

}  // namespace adapterscope
