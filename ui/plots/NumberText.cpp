// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/NumberText.h"

#include <algorithm>
#include <cmath>

#include "ui/Numbers.h"

namespace adapterscope {

QString fraction(double value, int digits) {
    return QString::number(value, 'f', digits);
}

QString scoreName(const std::string& metric, const std::string& split) {
    QString name = QString::fromStdString(metric);
    name.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name + QStringLiteral(" on ") + QString::fromStdString(split);
}

QString magnitude(double value) {
    const double size = std::abs(value);
    if (!std::isfinite(value))
        return QStringLiteral("not finite");
    if (size >= 1000 && size < 10000)
        return QString::number(value, 'f', 0);
    QString text = size >= 1e-3 && size < 1000 ? QString::number(value, 'g', 3) : QString::number(value, 'e', 2);
    if (value == 0)
        text = QStringLiteral("0");
    return text.replace(QLatin1String("e-0"), QLatin1String("e-")).replace(QLatin1String("e+0"), QLatin1String("e"));
}

QString counted(std::int64_t number, const QString& one, const QString& many) {
    return withSeparators(number) + QLatin1Char(' ') + (number == 1 ? one : many);
}

QString duration(double seconds) {
    const auto total = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
    if (total < 60)
        return QStringLiteral("%1 s").arg(total);
    if (total < 3600)
        return QStringLiteral("%1 min %2 s").arg(total / 60).arg(total % 60);
    return QStringLiteral("%1 h %2 min").arg(total / 3600).arg(total / 60 % 60);
}

}  // namespace adapterscope
