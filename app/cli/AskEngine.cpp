// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/AskEngine.h"

#include "app/cli/Interrupt.h"
#include "core/dispatch/CallEngine.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

nlohmann::json askEngine(const std::string& method, const nlohmann::json& params, Messages& messages, int workers,
                         const std::function<void(const nlohmann::json& notice)>& onNotification,
                         std::chrono::milliseconds cancelTime) {
    const Interrupt interrupt;
    auto onEvery = [&](const std::string& notice, const nlohmann::json& content) {
        if (notice == LogNotice::method)
            messages.say(logNoticeFromJson(content).message.text());
        else if (onNotification)
            onNotification(content);
    };
    return callEngine(EngineProgram::local(workers), method, params, onEvery, &interrupt.flag(), cancelTime);
}

}  // namespace adapterscope::cli
