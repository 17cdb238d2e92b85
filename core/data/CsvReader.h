// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/data/TextTable.h"

namespace adapterscope {

/// Appends the rows of comma-separated text (RFC 4180; semicolons or tabs where the first row has those instead) to the
/// table. A row with text behind a closing quote is refused. Throws Error naming the line of a quote that never closes.
void parseCsv(std::string_view text, TextTable& table);

}  // namespace adapterscope
