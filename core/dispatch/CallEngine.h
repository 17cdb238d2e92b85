// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <string>

#include "core/dispatch/EngineConnection.h"

namespace adapterscope {

/// One call for which an engine is started and closed again: it sends hello, calls `method`, waits and returns the
/// result. Notifications that come meanwhile go to `notification`, from another thread. Once `stop` is set (a signal
/// handler may do so) the call is cancelled, and an engine that has not answered `cancelTime` later is ended. Throws
/// Error: the engine's own, kind Cancelled after a stop, kind Machine if the engine is lost, speaks another protocol or
/// does not start in time.
nlohmann::json callEngine(const EngineProgram& command, const std::string& method, const nlohmann::json& params,
                          EngineConnection::Notification notification = {}, const std::atomic<bool>* stop = nullptr,
                          std::chrono::milliseconds cancelTime = std::chrono::seconds{1});

}  // namespace adapterscope
