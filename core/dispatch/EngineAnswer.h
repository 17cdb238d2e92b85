// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>

#include "core/common/Error.h"

namespace adapterscope {

/// The outcome of a call to an engine: `result`, or `error` as the engine gave it, or `error` with `lost` if no answer
/// can come any more. `unstarted`: because it did not start in time, and another one would not either.
struct EngineAnswer {
    nlohmann::json result;
    std::optional<Error> error;
    bool lost = false;
    bool unstarted = false;
};
using EngineAnswered = std::function<void(EngineAnswer answer)>;
using EngineNotification = std::function<void(const std::string& method, const nlohmann::json& params)>;

}  // namespace adapterscope
