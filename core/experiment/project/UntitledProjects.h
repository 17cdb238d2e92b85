// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace adapterscope {

/// Untitled projects have a folder each, open only to this user, in the user's data folder; in the temporary folder if
/// that is impossible (as in earlier versions).

/// A new folder and the name of the project file in it. Throws Error naming the places that were tried.
std::filesystem::path newUntitledFile();

/// The untitled projects of this user, of running and dead processes.
std::vector<std::filesystem::path> untitledFiles();

/// Whether the file is one of those: a plain file in a folder of its own that nobody else can have created.
bool isUntitledFile(const std::filesystem::path& file);

/// An untitled project with runs that a dead process left behind.
struct AbandonedProject {
    std::filesystem::path file;
    std::int64_t runs = 0;
    std::filesystem::file_time_type changed;
};
/// All of them, the last changed at the end; those without runs are removed.
std::vector<AbandonedProject> abandonedProjects();

}  // namespace adapterscope
