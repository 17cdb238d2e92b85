// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/task/TaskRows.h"

namespace adapterscope {

/// Brings the labels of a task's files to one form: rows with a mark for "no label" are left out, spellings of one
/// label (1 and 1.0, other widths and spaces) become one class, and the files are compared. Remarks report what was
/// done and what is odd. dev and test may have no rows; a test file without any label keeps its rows, their labels
/// empty. Returns the classes in a fixed order: by number if all are numbers, else by their bytes. Throws Error if the
/// training rows have fewer than two, or another file has none of their classes.
std::vector<std::string> settleLabels(TaskRows& train, TaskRows& dev, TaskRows& test, std::vector<Sentence>& remarks);

}  // namespace adapterscope
