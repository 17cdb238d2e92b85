// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adapterscope {

/// Names that columns of published data sets have, in the form of nameForm, the likelier first.
const std::vector<std::string_view>& textColumnNames();
const std::vector<std::string_view>& labelColumnNames();
/// A text and the second text that goes with it.
const std::vector<std::pair<std::string_view, std::string_view>>& pairColumnNames();

/// One of those names, or that of a column that is neither (id, index).
bool isKnownColumn(const std::string& field);

}  // namespace adapterscope
