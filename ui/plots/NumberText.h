// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

/// 0.8381 as the plots and tables say it: "0.838".
QString fraction(double value, int digits = 3);
/// 75 -> "1 min 15 s".
QString duration(double seconds);

}  // namespace adapterscope
