// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/experiment/RunResult.h"

namespace adapterscope {

/// "✓", "▶", … : a sign for each status, so that colour is never the only one.
QString statusSign(Status status);
/// The word for people.
QString statusWord(Status status);
/// Ground of a cell; invalid where it is the table's own.
QColor statusGround(Status status, const QPalette& palette);

}  // namespace adapterscope
