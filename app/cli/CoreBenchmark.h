// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace adapterscope::cli {

/// What this program does itself, without an engine: microseconds of one count on BERT-large, and seconds of processor
/// time to list a project of ten thousand runs.
nlohmann::json benchmarkCore();

}  // namespace adapterscope::cli
