// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/CallEngine.h"

#include <chrono>
#include <future>
#include <utility>

#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds lookAgain{50};  ///< a signal handler can only set a flag

bool stopped(const std::atomic<bool>* stop) {
    return stop && *stop;
}

/// True if the answer has come; false at the deadline or once `stop` is set.
bool waitFor(const std::future<json>& answer, Clock::time_point deadline, const std::atomic<bool>* stop) {
    while (answer.wait_for(lookAgain) != std::future_status::ready)
        if (stopped(stop) || Clock::now() >= deadline)
            return false;
    return true;
}

void greet(EngineConnection& engine, const std::atomic<bool>* stop) {
    std::future<json> hello = engine.greet();
    if (!waitFor(hello, Clock::time_point::max(), stop))
        throw Error("Stopped on request.", ErrorKind::Cancelled);
    hello.get();
}

}  // namespace

json callEngine(const EngineProgram& command, const std::string& method, const json& params,
                EngineConnection::Notification notification, const std::atomic<bool>* stop,
                std::chrono::milliseconds cancelTime) {
    EngineConnection engine(command, std::move(notification), {});
    greet(engine, stop);
    EngineConnection::OpenCall call = engine.open(method, params);
    if (!waitFor(call.answer, Clock::time_point::max(), stop)) {
        engine.notify(CancelNotice::method, toJson(CancelNotice{std::nullopt, call.id}));
        if (!waitFor(call.answer, Clock::now() + cancelTime, nullptr)) {
            engine.end("did not stop in time");
            throw Error("Stopped on request.", ErrorKind::Cancelled);
        }
    }
    return call.answer.get();
}

}  // namespace adapterscope
