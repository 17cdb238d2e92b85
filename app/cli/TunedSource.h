// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/dispatch/export/TunedSource.h"

namespace adapterscope::cli {

/// What `evaluate` and `export` name: `run` is an id, the beginning of one, or empty; `base` may be empty for a run.
/// Throws Error if they do not name one of the two (kind Usage), the run kept no tuning, or its base has changed.
TunedSource tunedSource(const std::string& place, const std::string& run, const std::string& base);

}  // namespace adapterscope::cli
