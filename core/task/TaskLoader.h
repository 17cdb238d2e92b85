// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task/TaskReader.h"

namespace adapterscope {

/// loadTask, and which columns the task was made from.
ReadTask loadTaskAndColumns(const TaskSource& source, const ReadingWatch& watch = {});

}  // namespace adapterscope
