// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adapterscope {

/// Why this process has too little address space left (RLIMIT_AS, `ulimit -v`) to train even the built-in base; empty
/// if it has enough or there is no limit. Beyond that limit libraries do not fail: their threads wait for ever.
std::string addressSpaceFault();

}  // namespace adapterscope
