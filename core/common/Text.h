// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapterscope {

/// The shortest decimal text that reads back as the same number: 0.01, 1e-7, 4.
std::string numberText(double value);

/// The pieces between the separators, without the white space around them; at least one, which may be empty.
std::vector<std::string> split(std::string_view text, char separator);
std::string trimmed(std::string_view text);
/// With ASCII capitals in lower case.
std::string inSmallLetters(std::string text);

/// "a, b or c".
std::string listed(const std::vector<std::string>& words, const std::string& last = "or");

/// Asks, after a blank, whether the choice nearest to a misspelt word was meant; empty if none is near.
std::string suggestion(std::string_view word, const std::vector<std::string>& choices);

}  // namespace adapterscope
