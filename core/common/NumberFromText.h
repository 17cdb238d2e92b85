// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace adapterscope {

/// The whole text as a finite number. Throws Error naming the text.
double numberFromText(std::string_view text);
/// The whole text as a whole number, with an optional sign. Throws Error naming the text.
int wholeNumberFromText(std::string_view text);

}  // namespace adapterscope
