// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineCalls.h"

#include <chrono>
#include <future>
#include <memory>
#include <utility>

#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds helloTime{120};      ///< loading LibTorch from a cold, slow disk
constexpr std::chrono::seconds cancelTime{20};      ///< for the step that is under way
constexpr std::chrono::milliseconds lookAgain{50};  ///< a signal handler can only set a flag

struct OpenCall {
    std::int64_t id;
    std::future<json> answer;
};

OpenCall begin(EngineConnection& engine, const std::string& method, const json& params) {
    auto promise = std::make_shared<std::promise<json>>();
    OpenCall call{0, promise->get_future()};
    call.id = engine.call(method, params, [promise](EngineConnection::Answer answer) {
        if (answer.error)
            promise->set_exception(std::make_exception_ptr(*answer.error));
        else
            promise->set_value(std::move(answer.result));
    });
    return call;
}

bool stopped(const std::atomic<bool>* stop) {
    return stop && *stop;
}

/// True where the answer is there; false at the deadline or once `stop` is set.
bool waitFor(const std::future<json>& answer, Clock::time_point deadline, const std::atomic<bool>* stop) {
    while (answer.wait_for(lookAgain) != std::future_status::ready)
        if (stopped(stop) || Clock::now() >= deadline)
            return false;
    return true;
}

void greet(EngineConnection& engine, const std::atomic<bool>* stop) {
    OpenCall hello = begin(engine, HelloRequest::method, toJson(HelloRequest{}));
    if (!waitFor(hello.answer, Clock::now() + helloTime, stop)) {
        if (stopped(stop))
            throw Error("Stopped on request.", ErrorKind::Cancelled);
        throw Error("The engine did not answer when it was started.", ErrorKind::Machine);
    }
    requireSameProtocol(helloAnswerFromJson(hello.answer.get()).protocol, "The engine");
}

}  // namespace

json callEngine(const EngineCommand& command, const std::string& method, const json& params,
                EngineConnection::Notification notification, const std::atomic<bool>* stop) {
    EngineConnection engine(command, std::move(notification), {});
    greet(engine, stop);
    OpenCall call = begin(engine, method, params);
    if (!waitFor(call.answer, Clock::time_point::max(), stop)) {
        engine.notify(CancelNotice::method, toJson(CancelNotice{std::nullopt, call.id}));
        if (!waitFor(call.answer, Clock::now() + cancelTime, nullptr))
            throw Error("Stopped on request.", ErrorKind::Cancelled);
    }
    return call.answer.get();
}

}  // namespace adapterscope
