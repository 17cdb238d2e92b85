// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/task/Task.h"
#include "core/task/TextTable.h"

namespace adapterscope {

/// Takes the first row of a table as its header: as --header specifies; else if it holds a name that `source` gives,
/// one that the training file's header has (`like`, null for that file itself) or a known one; else if all rows below
/// suggest it, with a remark: its label occurs in none of them, or it has a word where they have numbers. In case of
/// doubt a remark names --header.
void takeHeader(TextTable& table, const TaskSource& source, const std::vector<std::string>* like);

}  // namespace adapterscope
