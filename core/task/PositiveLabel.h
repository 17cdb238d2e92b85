// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/task/Task.h"

namespace adapterscope {

/// Which of a task's two labels F1 is for: the one that `given` names; else, if the metric is f1, the larger of two
/// numbers, the one with a usual name (yes, true, positive, spam, entailment, …), or the rarer one in training; the
/// second one otherwise. Throws Error that lists the labels if `given` is not one of them, or there are not two.
int positiveLabel(const Task& task, const std::string& given);

}  // namespace adapterscope
