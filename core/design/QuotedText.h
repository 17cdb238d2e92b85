// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

// Texts in quotation marks inside the text of a design, so that they may hold what separates its settings. They are
// written as JSON writes a string: \" is a quotation mark, \\ a backslash, \n a new line.
namespace adapterscope {

std::string quotedText(const std::string& text);
/// Whether it starts as a text in quotation marks.
bool isInQuotes(std::string_view text);
/// The text between the marks. Throws Error if it is not written as above.
std::string withoutQuotes(const std::string& quoted);

/// Without that text wherever it is outside quotation marks.
std::string withoutOutsideQuotes(std::string_view text, std::string_view removed);

/// As split(), except that what is in quotation marks stays together. Throws Error if a mark is not closed.
std::vector<std::string> splitOutsideQuotes(std::string_view text, char separator);

}  // namespace adapterscope
