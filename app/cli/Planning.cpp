// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Planning.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/cli/Usage.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/runs/RunLimit.h"
#include "core/task/Task.h"
#include "core/task/builtin/BuiltinTasks.h"

namespace adapterscope::cli {

std::vector<PlannedRun> planAll(const std::vector<Sweep>& sweeps) {
    std::vector<PlannedRun> all;
    std::set<std::string> known;
    for (const Sweep& sweep : sweeps) {
        for (PlannedRun& run : plan(sweep))
            if (known.insert(run.id).second)
                all.push_back(std::move(run));
        requireFewRuns(all.size());
        KnownSources::ofUser().add(placesOf(sweep));  // the window does not ask about what was named here
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const PlannedRun& a, const PlannedRun& b) { return a.spec.seed < b.spec.seed; });
    return all;
}

void requireProjectOfFusions(const std::vector<PlannedRun>& planned, const std::string& project) {
    const bool fuses = std::any_of(planned.begin(), planned.end(),
                                   [](const PlannedRun& run) { return !fusedRuns(run.spec.design).empty(); });
    if (!fuses)
        return;
    if (project.empty())
        throw Error("A fusion combines runs of a project: name the project that has them with --project FILE.");
    if (!std::filesystem::exists(project))
        throw Error("A fusion combines runs of a project, and there is no project file {}.", project);
}

std::vector<Sentence> sayRemarks(const std::vector<PlannedRun>& planned, Messages& messages) {
    std::vector<Sentence> remarks = remarksOn(planned);
    for (const Sentence& remark : remarks)
        messages.say(remark.text());
    return remarks;
}

std::string anchored(const std::string& name) {
    const bool isWord = isOwnBaseName(name) || isBuiltinTask(name);
    if (isWord || !std::filesystem::exists(name))
        return name;
    const std::string whole = std::filesystem::absolute(name).lexically_normal().string();
    requireUtf8(whole);  // the folder that the program runs in may not be
    return whole;
}

}  // namespace adapterscope::cli
