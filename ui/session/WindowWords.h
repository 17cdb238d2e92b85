// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace adapterscope {

/// A sentence about a task in the words of the window: if it advises an option of the command line, the entry of
/// the menu beside the task is advised instead.
QString inWindowWords(QString sentence);
/// Remarks in the same words. They start with a name, which is left as it is.
QStringList inWindowWords(const std::vector<std::string>& remarks);

}  // namespace adapterscope
