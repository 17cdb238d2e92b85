// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/experiment/ExperimentFixtures.h"

namespace adapterscope::test {

RunSpec specOf(const std::string& design, std::uint64_t seed) {
    RunSpec spec;
    spec.design = parseDesign(design);
    spec.base = "builtin";
    spec.baseHash = std::string(64, 'b');
    spec.task.name = "sentiment";
    spec.taskName = "sentiment";
    spec.taskHash = std::string(64, 'a');
    spec.seed = spec.dataSeed = seed;
    return spec;
}

std::string addRun(Project& project, const std::string& design, std::uint64_t seed) {
    const RunSpec spec = specOf(design, seed);
    project.addRuns({spec}, {1000});
    return runId(spec);
}

RunResult resultOf(double dev, Status status) {
    RunResult result;
    result.status = status;
    result.trained = 1000;
    result.metric = "accuracy";
    result.dev = dev;
    result.test = dev - 0.01;
    result.metrics = {{"dev_accuracy", dev}, {"test_accuracy", dev - 0.01}};
    result.bestStep = 20;
    result.steps = 30;
    result.seconds = 1.5;
    return result;
}

CurvePoint pointAt(std::int64_t step, double dev) {
    CurvePoint point;
    point.step = step;
    point.trainLoss = 0.6;
    point.devLoss = 0.5;
    point.dev = dev;
    point.metrics = {{"accuracy", dev}};
    return point;
}

std::vector<PlannedRun> plannedOf(const Sweep& sweep, std::int64_t devRows) {
    PlannedBase base{"builtin", std::string(64, 'b'), {}};
    base.config.hidden = 128;
    base.config.layers = 4;
    base.config.heads = 4;
    base.config.intermediate = 512;
    base.config.defaultPooling = Pooling::Mean;
    PlannedTask task;
    task.source = sweep.tasks.front();
    task.name = "sentiment";
    task.hash = std::string(64, 'a');
    task.trainRows = 320;
    task.devRows = devRows;
    return plan(sweep, {base}, {task});
}

}  // namespace adapterscope::test
