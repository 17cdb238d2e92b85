// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string_view>
#include <vector>

namespace adapterscope {

/// Writes a file that a person asked for; all are written here. It gets its name once it is whole (NewFile), so a link
/// of that name is replaced, not followed, and a file of that name stays as it is if writing fails. Throws Error
/// naming the file: kind Machine if the disk is full, Input if it cannot be written there or is a folder, a pipe or a
/// device.
void writeOutputFile(const std::filesystem::path& file, const std::function<void(std::ostream& stream)>& write);
void writeOutputFile(const std::filesystem::path& file, std::string_view bytes);

/// Makes the folder for such files, with those above it; returns those that were missing, the innermost first. Throws
/// Error naming it, and then leaves none.
std::vector<std::filesystem::path> makeOutputFolder(const std::filesystem::path& folder);
/// Takes back such folders, except those that hold something.
void removeEmptyFolders(const std::vector<std::filesystem::path>& made);

/// Throws what writeOutputFile would if it is already clear that the file cannot be written: called before long work.
void requireOutputFile(const std::filesystem::path& file);

}  // namespace adapterscope
