// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fabricated.h"

#include <cmath>

#include "core/experiment/plan/Sweep.h"

namespace adapterscope::test {

RunRecord fabricatedRun(const std::string& design, std::uint64_t seed, double dev, std::int64_t parameters,
                        Status status) {
    RunRecord run;
    run.spec.design = parseDesign(design);
    run.spec.base = "builtin";
    run.spec.baseHash = "base-hash";
    run.spec.task.name = run.spec.taskName = "sentiment";
    run.spec.taskHash = "task-hash";
    run.spec.seed = run.spec.dataSeed = seed;
    run.id = runId(run.spec);
    run.parameters = parameters;
    run.result.status = status;
    run.result.trained = parameters;
    run.result.metric = "accuracy";
    run.result.attempts = status == Status::Waiting ? 0 : 1;
    if (status == Status::Done) {
        run.result.dev = dev;
        run.result.test = dev - 0.01;
        run.result.bestStep = 200;
        run.result.steps = 300;
        run.result.seconds = 12.5;
    } else if (status != Status::Waiting) {
        run.result.message = "The loss became NaN at step 17.";
    }
    return run;
}

std::vector<RunRecord> fabricatedSweep() {
    struct Planned {
        const char* design;
        double mean, spread;  ///< of the seeds; differences of equal ones have no spread
        std::int64_t parameters;
    };
    static constexpr Planned designs[] = {{"head", 0.70, 0.0042, 258},          {"layernorm", 0.80, 0.0038, 2562},
                                          {"houlsby:m=2", 0.84, 0.004, 7714},   {"houlsby:m=8", 0.88, 0.004, 20050},
                                          {"houlsby:m=32", 0.90, 0.004, 69394}, {"top:k=1", 0.86, 0.0036, 198658},
                                          {"full", 0.91, 0.004, 4752514}};
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed)
        for (const Planned& planned : designs) {
            const bool diverged = seed == 2 && (planned.parameters == 7714 || planned.parameters == 20050);
            const double dev = planned.mean + (static_cast<double>(seed) - 1) * planned.spread;
            runs.push_back(fabricatedRun(planned.design, seed, dev, planned.parameters,
                                         diverged ? Status::Diverged : Status::Done));
        }
    return runs;
}

std::vector<RunRecord> fabricatedSigmaSweep() {
    struct Planned {
        const char* text;
        double sigma, with, without;  ///< and the mean scores
    };
    static constexpr Planned sigmas[] = {
        {"0", 0, 0.80, 0.50}, {"1e-3", 1e-3, 0.82, 0.52}, {"1e-2", 1e-2, 0.84, 0.60}, {"1", 1, 0.60, 0.50}};
    std::vector<RunRecord> runs;
    for (std::uint64_t seed = 0; seed < 3; ++seed)
        for (const Planned& planned : sigmas)
            for (const bool skip : {true, false}) {
                const std::string design =
                    std::string("houlsby:m=16,sigma=") + planned.text + (skip ? "" : ",skip=off");
                const double dev = (skip ? planned.with : planned.without) + (static_cast<double>(seed) - 1) * 0.01;
                RunRecord run = fabricatedRun(design, seed, dev, 37000,
                                              !skip && planned.sigma == 1 ? Status::Diverged : Status::Done);
                for (int point = 0; point <= 3; ++point) {
                    const double start = skip ? 2 * planned.sigma * planned.sigma : 1;
                    const double distance = start + 0.05 * point * (1 + 0.1 * static_cast<double>(seed));
                    CurvePoint made{std::int64_t{100} * point, 0.7, 0.7, dev, {}, {}};
                    for (int layer = 0; layer < 2; ++layer) {
                        made.identity.push_back({layer, Site::Attention, distance, distance, distance});
                        made.identity.push_back({layer, Site::Ffn, distance, distance, distance});
                    }
                    run.result.curve.push_back(made);
                }
                runs.push_back(run);
            }
    return runs;
}

void fill(Project& project, const std::vector<RunRecord>& runs) {
    std::vector<PlannedRun> planned;
    for (const RunRecord& run : runs) {
        PlannedRun& plan = planned.emplace_back();
        plan.spec = run.spec;
        plan.parameters = run.parameters;
        plan.isPilot = run.isPilot;
        plan.tried = run.tried;
    }
    project.addRuns(planned);
    for (const RunRecord& run : runs) {
        if (run.result.status == Status::Waiting)
            continue;
        project.begin(run.id);
        for (int point = 1; point <= 3 && run.result.dev && run.result.curve.empty(); ++point)
            project.addPoint(run.id, {std::int64_t{100} * point,
                                      0.7 / point,
                                      0.75 / point,
                                      *run.result.dev - 0.02 * std::abs(point - 2),
                                      {},
                                      {}});
        project.finish(run.id, run.result, nullptr);
    }
    std::map<std::string, RunMarks> marks;
    for (const RunRecord& run : runs)
        if (run.marks != RunMarks())
            marks[run.id] = run.marks;
    project.setMarks(marks);
}

std::unique_ptr<Project> filledProject(const std::filesystem::path& file, const std::vector<RunRecord>& runs) {
    auto project = Project::open(file);
    fill(*project, runs);
    return project;
}

}  // namespace adapterscope::test
