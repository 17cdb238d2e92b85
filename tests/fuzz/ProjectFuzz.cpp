// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Project files: opened to read, and everything read.
#include <cstdlib>

#include "core/experiment/project/Project.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    ::setenv("XDG_STATE_HOME", folder.path().c_str(), 1);  // where SQLite's messages about damage are logged
    return fuzz::tryTo(data, size, [&](std::string_view content) {
        const auto project = Project::openForReading(folder.write("p.adapterscope", content));
        std::vector<UnreadableRun> unreadable;
        for (const RunRecord& run : project->runs(&unreadable))
            project->curve(run.id);
    });
}
