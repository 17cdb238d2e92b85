// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Answers.h"

namespace adapterscope {

/// The performance figures of this machine, as ratios within one call: the share of its measured matrix-product rate
/// that adapter training reaches, run-steps a second with one and two workers, and the memory of one more concurrent
/// run. Over the built-in base, and MiniLM if it is available. And what the distance from the identity costs: a probe
/// of one and of ten sigmas on two threads, and the share that it takes of a training run.
nlohmann::json answerBenchmark(const nlohmann::json& params, const CallContext& context);

}  // namespace adapterscope
