// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/task/Task.h"
#include "core/task/TextTable.h"

namespace adapterscope {

struct GuessedForm {
    TableForm form;
    Quoting quoting = Quoting::None;  ///< Form if `form` has quotes
    std::size_t start = 0;            ///< where the rows start: after a spreadsheet's "sep=;" line
    int firstLine = 1;
    std::vector<Sentence> remarks = {};
};

/// A separator as typed: one character, or tab, comma, semicolon, pipe, space. Throws Error naming it.
std::string separatorFromText(const std::string& text);
/// "tabs", "commas", …
std::string separatorName(const std::string& separator);

/// How text is split into fields, worked out from all of its rows: the separator that gives the same number of fields
/// in most of them (`source` or a "sep=" line may name it), and whether quotes are syntax. `like` is the layout of the
/// training file, null for that file itself. Throws Error naming the file and --separator if no separator, or more than
/// one, is plausible.
GuessedForm guessForm(std::string_view text, const std::filesystem::path& file, const TaskSource& source,
                      const TableLayout* like);

}  // namespace adapterscope
