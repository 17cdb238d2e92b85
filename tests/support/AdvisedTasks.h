// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/task/Task.h"

namespace adapterscope::test {

/// Files with something amiss, and the sentence that advises a setting, as the command line and as the window have it.
/// Every sentence of core/task that names a setting is among them.
struct AdvisedTask {
    std::vector<std::pair<std::string, std::string>> files;  ///< relative name and content
    TaskSource source;                                       ///< its name is relative, too
    std::string onCommandLine, inWindow;                     ///< file names without the folder
};

std::vector<AdvisedTask> advisedTasks();

/// Writes the files into the folder; the source with its full name.
TaskSource writeAdvised(const AdvisedTask& task, const std::filesystem::path& folder);

/// Why the task cannot be read, else its remarks that advise a setting.
std::vector<Sentence> adviceOn(const TaskSource& source);

/// The text without the folder's name before those of its files.
std::string withoutFolder(std::string text, const std::filesystem::path& folder);

}  // namespace adapterscope::test
