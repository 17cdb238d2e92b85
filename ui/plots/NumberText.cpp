// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/NumberText.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace adapterscope {

QString fraction(double value, int digits) {
    return QString::number(value, 'f', digits);
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
