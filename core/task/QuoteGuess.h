// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// What the double quotes around a file's fields are.
enum class Quoting {
    None,      ///< there are none
    Form,      ///< part of the file's form
    Text,      ///< part of the text, as in GLUE
    Likely,    ///< part of the form if the file has a header: every quote stands as a program writes it
    Doubtful,  ///< taken for text, though each closes as a program's would, or some join pieces of rows
    Unclear    ///< many are the form's, but others stand as no program writes them
};

/// Told from all rows of text whose fields `separator` separates: quotes are the form's if they join pieces of rows
/// that are nothing by themselves, or stand around a column throughout; else one that does not close, or stands inside
/// a field, makes all of them text.
Quoting guessQuoting(std::string_view text, const std::string& separator);

}  // namespace adapterscope
