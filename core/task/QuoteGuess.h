// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// What the double quotes around a file's fields are.
enum class Quoting {
    None,      ///< there are none
    Form,      ///< syntax of the file
    Text,      ///< part of the text, as in GLUE
    Likely,    ///< syntax if the file has a header: every quote is where a program writes one
    Doubtful,  ///< taken for text, although each closes as a program's would, or some join pieces of rows
    Unclear    ///< many are syntax, but others are where no program writes them
};

/// Guessed from all rows of text whose fields `separator` separates: quotes are syntax if they join pieces of rows
/// that are not rows by themselves, or surround a column throughout; else one that is not closed, or is inside
/// a field, makes all of them text.
Quoting guessQuoting(std::string_view text, const std::string& separator);

}  // namespace adapterscope
