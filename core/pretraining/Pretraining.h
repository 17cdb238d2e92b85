// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>

#include "core/base/PretrainingOptions.h"

namespace adapterscope {

struct PretrainingProgress {
    std::int64_t step = 0, steps = 0, tokens = 0;
    double seconds = 0;
    std::map<std::string, double> losses;  ///< means since the last report
};

/// Trains and writes the base in Hugging Face layout (float16 weights). Checkpoints let a stopped run continue with the
/// same batches. The teacher (or the masking) works one step ahead in a thread of its own. Throws Error; Cancelled
/// if stopped.
PretrainingProgress pretrain(const PretrainingOptions& options, std::stop_token stop,
                             const std::function<void(const PretrainingProgress&)>& progress);

}  // namespace adapterscope
