// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "ui/session/Choice.h"

namespace adapterscope {

/// A word as a shell takes it: quoted if necessary.
QString shellWord(const QString& word);
/// How a task is read, as the command line's options; empty if its source needs none.
QStringList taskOptions(const TaskSource& task);
/// The command line that trains the chosen design on the chosen task.
QString trainCommand(const Choice& choice);

}  // namespace adapterscope
