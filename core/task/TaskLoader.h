// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/task/TaskReader.h"

namespace adapterscope {

/// Throws Error naming the setting if a separator, encoding, yes or no, or limit is invalid, whatever the file holds.
void requireReadable(const TaskSource& source);

/// Reads a built-in task, a file or a folder. Throws Error naming file and line, and what to do; of kind Cancelled soon
/// after a stop is requested.
Task loadTask(const TaskSource& source, const std::stop_token& stop = {});
/// The same, and which columns the task was made from.
ReadTask loadTaskAndColumns(const TaskSource& source, const ReadingWatch& watch = {});
/// Differs once a file that the task is read from has changed. Throws Error if there are no such files.
std::string stateOf(const TaskSource& source);

}  // namespace adapterscope
