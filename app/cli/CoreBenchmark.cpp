// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CoreBenchmark.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/experiment/project/Project.h"

namespace adapterscope::cli {

namespace {

/// The best of five rounds: whatever else runs on the machine only makes one longer.
double countMicroseconds() {
    BaseConfig bertLarge;
    bertLarge.layers = 24;
    bertLarge.hidden = 1024;
    bertLarge.heads = 16;
    bertLarge.intermediate = 4096;
    const Design design = parseDesign("adapter:m=64@0-5+16@6-11,gating=on");
    constexpr int counts = 1000;
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        const auto from = std::chrono::steady_clock::now();
        std::int64_t sum = 0;
        for (int i = 0; i < counts; ++i)
            sum += count(design, bertLarge, 2, Pooling::Mean).trained;
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - from;
        if (sum <= 0)
            throw Error("Counting counts nothing.", ErrorKind::Machine);  // and so nothing is optimised away
        best = round == 0 ? took.count() / counts : std::min(best, took.count() / counts);
    }
    return best;
}

/// A hundred designs with a hundred seeds each.
double listSeconds() {
    const auto project = Project::untitled();
    std::vector<RunSpec> specs;
    for (int m = 1; m <= 100; ++m) {
        RunSpec spec;
        spec.design = parseDesign("houlsby:m=" + std::to_string(m));
        spec.base = builtinBaseName;
        spec.baseHash = "base";
        spec.task.name = spec.taskName = "sentiment";
        spec.taskHash = "task";
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            specs.push_back(spec);
            specs.back().seed = seed;
        }
    }
    project->addRuns(specs, std::vector<std::int64_t>(specs.size(), 1));
    const std::clock_t from = std::clock();
    if (project->runs().size() != specs.size())
        throw Error("The project does not list the runs that it has.", ErrorKind::Machine);
    return static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
}

}  // namespace

nlohmann::json benchmarkCore() {
    return {{"count_microseconds", countMicroseconds()}, {"list_ten_thousand_runs_seconds", listSeconds()}};
}

}  // namespace adapterscope::cli
