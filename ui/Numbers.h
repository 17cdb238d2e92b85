// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace adapterscope {

/// Numbers as the window shows them.
QString withSeparators(std::int64_t number);  ///< 2,379,264
QString percentText(double percent);          ///< 2.81 %, 0.0123 %, 100 %
QString bytesText(std::int64_t bytes);        ///< 540 kB, 18.9 MB (powers of ten)

}  // namespace adapterscope
