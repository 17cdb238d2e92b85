// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace adapterscope {

/// The program that a word of a command line names: a word with a slash is a path; any other is looked up in the
/// folders that PATH names absolutely, so that no file of the current folder is ever started by its name. Empty if
/// there is no such program.
std::filesystem::path findProgram(const std::string& word);

}  // namespace adapterscope
