// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Numbers.h"

#include <QLocale>

#include <cmath>

namespace adapterscope {

namespace {

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
    return locale().toString(static_cast<qlonglong>(number));
}

QString percentText(double percent) {
    return threeDigits(percent) + " %";
}

QString bytesText(std::int64_t bytes) {
    const double value = static_cast<double>(bytes);
    if (value < 1000)
        return QString("%1 bytes").arg(bytes);
    if (value < 999.5e3)
        return threeDigits(value / 1e3) + " kB";
    if (value < 999.5e6)
        return threeDigits(value / 1e6) + " MB";
    return threeDigits(value / 1e9) + " GB";
}

}  // namespace adapterscope
