// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include "ui/models/RunColumns.h"
#include "ui/models/RunRow.h"

namespace adapterscope {

/// The unrounded content of a cell of the run table; nothing if the run does not have it.
QVariant runCellValue(const RunRow& row, RunColumns::Column column);
/// The same as it is shown.
QString runCellText(const RunRow& row, RunColumns::Column column);
/// Lines with what is known about the run.
QString runTip(const RunRow& row);

}  // namespace adapterscope
