// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace adapterscope {

/// What a run's numbers and speed depend on besides its spec: CPU, instruction set, and the libraries really loaded.
std::map<std::string, std::string> engineEnvironment();

}  // namespace adapterscope
