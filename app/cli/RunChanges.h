// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/Parser.h"
#include "core/experiment/project/Project.h"

namespace adapterscope::cli {

/// What `runs` does with the matching runs, instead of listing them.
struct RunChanges {
    bool archive = false, unarchive = false, unnote = false, remove = false, yes = false;
    std::vector<std::string> tag, untag;
    std::optional<std::string> note;

    /// They must live as long as the command.
    void addTo(CLI::App* command);
    bool areWanted() const;
    /// Throws Error if one of the tags cannot be one.
    MarkChange marks() const;
    /// Makes them, and prints what was done. `hasFilter`: the person named these runs; else deleting them needs --yes.
    /// A person at a terminal is asked before runs are deleted.
    void apply(Project& project, const std::vector<RunRecord>& runs, bool hasFilter, bool json) const;

private:
    std::string wordsFor(std::int64_t runs) const;
    bool mayRemove(std::int64_t runs, const std::string& project) const;
};

}  // namespace adapterscope::cli
