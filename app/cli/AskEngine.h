// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <string>

#include "app/cli/Output.h"

namespace adapterscope::cli {

/// One call to an engine of its own, which Ctrl-C cancels. What the engine logs is printed; any other notification goes
/// to `onNotification`, from another thread than the caller's, which waits. An engine that does not end the call within
/// `cancelTime` is ended itself.
nlohmann::json askEngine(const std::string& method, const nlohmann::json& params, Messages& messages, int workers = 1,
                         const std::function<void(const nlohmann::json& notice)>& onNotification = {},
                         std::chrono::milliseconds cancelTime = std::chrono::seconds{1});

}  // namespace adapterscope::cli
