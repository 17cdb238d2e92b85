// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

#include "core/model/Encoder.h"

namespace adapterscope {

/// A run's numbers are no longer finite; says at which step and where.
class Diverged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Goes through the pass again, from the embeddings up, and names the first layer whose output is not finite.
std::string whereNotFinite(const ForwardPass& pass, std::int64_t step);
/// Names the first trained tensor whose gradient is not finite.
std::string whichGradientNotFinite(const Tuning& tuning, std::int64_t step);

}  // namespace adapterscope
