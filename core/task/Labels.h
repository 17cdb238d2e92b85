// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace adapterscope {

/// How often each label occurs in a training file.
using LabelCounts = std::map<std::string, std::size_t>;

/// The labels in a fixed order: by number if all are numbers, else by their bytes. Throws Error that names `file`
/// and `column` if there is only one label, if they are scores (regression), or if hardly any recurs.
std::vector<std::string> sortedLabels(const LabelCounts& counts, const std::string& file, const std::string& column);

}  // namespace adapterscope
