// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Parser.h"
#include "core/experiment/tables/FlatTable.h"

namespace adapterscope::cli {

/// `--csv` and `--latex`.
struct TableFormat {
    bool csv = false, latex = false;

    bool isFlat() const { return csv || latex; }
    /// On standard output, in the format that was asked for.
    void print(const FlatTable& table) const;
};

/// Adds them and `--json`, of which a command takes one. The format must live as long as the command.
void addFormats(CLI::App* command, Parser& parser, TableFormat& format);

}  // namespace adapterscope::cli
