// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Trainer.h"
#include "tests/core/training/TinyTask.h"

namespace adapterscope::test {

/// A spec for the tiny task, to be trained within a second.
inline RunSpec specOf(const std::string& design) {
    RunSpec spec;
    spec.design = parseDesign(design);
    spec.pooling = Pooling::Mean;
    spec.hyperparameters.batch = 8;
    spec.hyperparameters.epochs = 10;
    spec.hyperparameters.learningRate = 2e-2;
    return spec;
}

inline TrainingData dataOf(FrozenStatesCache* cache = nullptr, int wrong = 0) {
    return {tinyBase(at::kFloat), tinyTask(wrong), cache, "tiny"};
}

inline Trained run(const RunSpec& spec, const TrainingData& data, const std::stop_token& stop = {}) {
    return train(spec, data, stop, {});
}

}  // namespace adapterscope::test
