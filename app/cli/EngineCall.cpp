// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EngineCall.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "app/cli/Interrupt.h"
#include "core/Error.h"
#include "core/dispatch/EngineConnection.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

namespace {

/// What the connection's thread brings, for the thread that waits.
class Mailbox {
public:
    using Notifications = std::vector<std::pair<std::string, nlohmann::json>>;

    void put(const std::string& method, const nlohmann::json& params) {
        const std::lock_guard lock(m_mutex);
        m_notifications.emplace_back(method, params);
        m_changed.notify_all();
    }
    void put(EngineConnection::Answer answer) {
        const std::lock_guard lock(m_mutex);
        m_answer = std::move(answer);
        m_changed.notify_all();
    }
    /// What came in the meantime, after at most a fifth of a second, in which Ctrl-C waits.
    std::pair<Notifications, std::optional<EngineConnection::Answer>> take() {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(200),
                           [this] { return m_answer.has_value() || !m_notifications.empty(); });
        return {std::exchange(m_notifications, {}), std::exchange(m_answer, std::nullopt)};
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Notifications m_notifications;
    std::optional<EngineConnection::Answer> m_answer;
};

}  // namespace

nlohmann::json askEngine(const EngineCall& call, Messages& messages) {
    const Interrupt interrupt;
    Mailbox mailbox;
    EngineConnection engine(
        EngineCommand::local(call.workers),
        [&](const std::string& method, const nlohmann::json& params) { mailbox.put(method, params); },
        [](const std::string&) {});  // the open call's answer says why
    const auto greeting = helloAnswerFromJson(engine.call(HelloRequest::method, toJson(HelloRequest{})).get());
    requireSameProtocol(greeting.protocol, "the engine");
    const std::int64_t id =
        engine.call(call.method, call.params, [&](EngineConnection::Answer answer) { mailbox.put(std::move(answer)); });
    for (bool cancelled = false;;) {
        auto [notifications, answer] = mailbox.take();
        for (const auto& [method, params] : notifications) {
            if (method == LogNotice::method)
                messages.say(logNoticeFromJson(params).message);
            else if (call.onNotification)
                call.onNotification(method, params);
        }
        if (answer && answer->error)
            throw Error(*answer->error);
        if (answer)
            return std::move(answer->result);
        if (interrupt.asked() && !std::exchange(cancelled, true)) {
            messages.say("Stopping. Ctrl-C again ends at once.");
            CancelNotice cancel;
            cancel.call = id;
            engine.notify(CancelNotice::method, toJson(cancel));
        }
    }
}

}  // namespace adapterscope::cli
