// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

#include "app/cli/Output.h"

namespace adapterscope::cli {

struct EngineCall {
    std::string method;
    nlohmann::json params = nlohmann::json::object();
    int workers = 1;
    /// A notification that is no `log`, which is said as it is. Called on the caller's thread.
    std::function<void(const std::string& method, const nlohmann::json& params)> onNotification;
};

/// Starts an engine, makes one call and waits for its result. Ctrl-C cancels the call and throws Error (kind
/// Cancelled).
nlohmann::json askEngine(const EngineCall& call, Messages& messages);

}  // namespace adapterscope::cli
