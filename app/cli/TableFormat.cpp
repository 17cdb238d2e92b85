// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TableFormat.h"

#include <iostream>

namespace adapterscope::cli {

void TableFormat::print(const FlatTable& table) const {
    std::cout << (csv ? toCsv(table) : toLatex(table));
}

void addFormats(CLI::App* command, Parser& parser, TableFormat& format) {
    CLI::Option* csv = command->add_flag("--csv", format.csv, "Print comma-separated values");
    CLI::Option* latex = command->add_flag("--latex", format.latex, "Print a LaTeX table")->excludes(csv);
    parser.addJson(command);
    command->get_option("--json")->excludes(csv)->excludes(latex);
}

}  // namespace adapterscope::cli
