// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "core/common/Error.h"

namespace adapterscope {

/// What a request asks for, as the start of a sentence: "Training houlsby:m=8 over builtin on sentiment". For any
/// parameters, even bad ones; never throws for them.
std::string activityOf(const std::string& method, const nlohmann::json& params);

/// currentFault (core/common/Fault.h) that also knows what LibTorch and oneDNN throw. Call this in a catch block.
Error currentEngineFault(const std::string& activity, ErrorKind unexpected = ErrorKind::Machine);

/// From now on, an exception that nobody catches is logged and reported in one plain line on standard error before the
/// process aborts.
void logUncaughtExceptions();

}  // namespace adapterscope
