// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/BaseConfig.h"

namespace adapterscope {

/// Throws Error if the head is to read a pooler that the base does not have.
void requirePooler(Pooling pooling, const BaseConfig& base, const std::string& baseName);

}  // namespace adapterscope
