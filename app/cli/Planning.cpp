// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Planning.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "app/cli/Table.h"
#include "core/data/Bases.h"

namespace adapterscope::cli {

std::vector<PlannedRun> planAll(const std::vector<Sweep>& sweeps) {
    std::vector<PlannedRun> all;
    std::set<std::string> known;
    for (const Sweep& sweep : sweeps)
        for (PlannedRun& run : plan(sweep))
            if (known.insert(run.id).second)
                all.push_back(std::move(run));
    std::stable_sort(all.begin(), all.end(),
                     [](const PlannedRun& a, const PlannedRun& b) { return a.spec.seed < b.spec.seed; });
    return all;
}

void addTo(Project& project, const std::vector<PlannedRun>& planned) {
    std::vector<RunSpec> specs;
    std::vector<std::int64_t> parameters;
    for (const PlannedRun& run : planned) {
        specs.push_back(run.spec);
        parameters.push_back(run.parameters);
    }
    project.addRuns(specs, parameters);
}

void sayRemarks(const std::vector<PlannedRun>& planned, Messages& messages) {
    std::map<std::string, BaseConfig> configs;
    std::set<std::string> seen;
    std::vector<std::pair<std::string, std::vector<std::string>>> remarks;  // sentence, designs
    for (const PlannedRun& run : planned) {
        const std::string design = toText(run.spec.design);
        auto config = configs.find(run.spec.base);
        if (config == configs.end())
            config = configs.emplace(run.spec.base, readBaseConfig(resolveBase(run.spec.base).folder)).first;
        if (!seen.insert(run.spec.base + " " + design).second)
            continue;
        for (const Finding& finding : validate(run.spec.design, config->second)) {
            auto remark = std::find_if(remarks.begin(), remarks.end(),
                                       [&](const auto& other) { return other.first == finding.sentence; });
            if (remark == remarks.end())
                remark = remarks.insert(remarks.end(), {finding.sentence, {}});
            remark->second.push_back(design);
        }
    }
    for (const auto& [sentence, designs] : remarks)
        messages.say(designs.front() + (designs.size() > 1 ? " and " + counted(std::ssize(designs) - 1, "other") : "") +
                     ": " + sentence);
}

std::string anchored(const std::string& name) {
    std::vector<std::string> words = builtinTasks();
    words.insert(words.end(), {"builtin", "minilm"});
    const bool isWord = std::find(words.begin(), words.end(), name) != words.end();
    return isWord || !std::filesystem::exists(name) ? name
                                                    : std::filesystem::absolute(name).lexically_normal().string();
}

}  // namespace adapterscope::cli
