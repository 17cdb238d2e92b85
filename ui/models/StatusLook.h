// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/experiment/runs/RunResult.h"

namespace adapterscope {

/// "✓", "▶", … : a symbol for each status, so that colour is never the only cue.
QString statusSign(Status status);
/// The word for people.
QString statusWord(Status status);
/// Background of a cell; invalid for the table's own.
QColor statusGround(Status status, const QPalette& palette);

}  // namespace adapterscope
