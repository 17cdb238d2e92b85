// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/NumberText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/common/Quantity.h"

namespace adapterscope {

namespace {

struct NumberText {
    Q_DECLARE_TR_FUNCTIONS(NumberText)
};

const QLocale& locale() {
    static const QLocale english(QLocale::English);
    return english;
}

/// Three significant digits, without an exponent.
QString threeDigits(double value) {
    if (value == 0)
        return "0";
    const int before = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
    return locale().toString(value, 'f', std::max(0, 3 - before));
}

}  // namespace

QString withSeparators(std::int64_t number) {
    return QString::fromStdString(grouped(number));
}

QString percentText(double percent) {
    return threeDigits(percent) + " %";
}

QString bytesText(std::int64_t bytes) {
    return bytes < 1000 ? NumberText::tr("%1 byte(s)", nullptr, plural(bytes)).arg(bytes)
                        : QString::fromStdString(byteSize(bytes));
}

QString fraction(double value, int digits) {
    return QString::number(value, 'f', digits);
}

QString spaced(const std::string& name) {
    return QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString capitalised(const QString& text) {
    return text.left(1).toUpper() + text.mid(1);
}

QString scoreName(const std::string& metric, const std::string& split) {
    return NumberText::tr("%1 on %2").arg(capitalised(spaced(metric)), QString::fromStdString(split));
}

QString taskOnBase(const std::string& task, const std::string& base) {
    return NumberText::tr("%1 on %2").arg(QString::fromStdString(task), QString::fromStdString(base));
}

QString magnitude(double value) {
    const double size = std::abs(value);
    if (!std::isfinite(value))
        return NumberText::tr("not finite");
    if (size >= 1000 && size < 10000)
        return QString::number(value, 'f', 0);
    QString text = size >= 1e-3 && size < 1000 ? QString::number(value, 'g', 3) : QString::number(value, 'e', 2);
    if (value == 0)
        text = QStringLiteral("0");
    return text.replace(QLatin1String("e-0"), QLatin1String("e-")).replace(QLatin1String("e+0"), QLatin1String("e"));
}

int plural(std::int64_t number) {
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp<std::int64_t>(number, 0, most));
}

QString duration(double seconds) {
    return QString::fromStdString(durationText(seconds));
}

}  // namespace adapterscope
