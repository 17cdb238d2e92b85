// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// Throws Error if a file's first bytes are those of a format that holds tables but is not text (spreadsheets, columnar
/// files, archives, documents): it names `file`, what it is, and what to give instead.
void refuseForeign(std::string_view bytes, const std::string& file);

}  // namespace adapterscope
