// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/task/Task.h"

namespace adapterscope {

/// The files of a task; dev and test may be empty.
struct TaskFiles {
    std::filesystem::path train, dev, test;
};

/// Finds the files that a source names: a file, or those of a folder (train, dev or validation, test, with any usual
/// ending; NAME.train and NAME.test; a single file). Throws Error that states what was looked for and lists what is
/// there.
TaskFiles findTaskFiles(const TaskSource& source);

}  // namespace adapterscope
