// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineConnection.h"

#include <utility>

#include "core/dispatch/EngineConversation.h"
#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// Hands an answer to whoever waits for it.
EngineConnection::Answered into(std::shared_ptr<std::promise<json>> promise) {
    return [promise = std::move(promise)](EngineConnection::Answer answer) {
        if (answer.error)
            promise->set_exception(std::make_exception_ptr(*answer.error));
        else
            promise->set_value(std::move(answer.result));
    };
}

}  // namespace

EngineConnection::EngineConnection(const EngineProgram& command, Notification notification,
                                   std::function<void(const Sentence& why)> lost, EnginePatience patience)
    : d(std::make_unique<EngineConversation>(command, std::move(notification), std::move(lost), patience)) {}

EngineConnection::~EngineConnection() {
    {
        const std::scoped_lock lock(d->mutex);
        d->closing = true;
    }
    d->alive = false;
    d->ring();
    d->thread.join();
}

void EngineConnection::greet(Answered answered) {
    call(HelloRequest::method, toJson(HelloRequest{}), [answered = std::move(answered)](Answer answer) {
        try {
            if (!answer.error)
                requireSameProtocol(helloAnswerFromJson(answer.result).protocol, "The engine");
        } catch (const Error& error) {
            answer.error = error;
        }
        answered(std::move(answer));
    });
}

std::future<json> EngineConnection::greet() {
    auto promise = std::make_shared<std::promise<json>>();
    std::future<json> future = promise->get_future();
    greet(into(std::move(promise)));
    return future;
}

std::future<json> EngineConnection::call(const std::string& method, json params) {
    return open(method, std::move(params)).answer;
}

EngineConnection::OpenCall EngineConnection::open(const std::string& method, json params) {
    auto promise = std::make_shared<std::promise<json>>();
    std::future<json> future = promise->get_future();
    const std::int64_t id = call(method, std::move(params), into(std::move(promise)));
    return {id, std::move(future)};
}

std::int64_t EngineConnection::call(const std::string& method, json params, Answered answered) {
    std::unique_lock lock(d->mutex);
    const std::int64_t id = ++d->lastId;
    if (d->over) {
        const Error error(d->reason, ErrorKind::Machine);
        lock.unlock();
        answered({json(), error, true});
        return id;
    }
    d->open[id] = std::move(answered);
    d->start.noteCall();
    d->outgoing += toLine(rpcRequest(id, method, std::move(params)));
    lock.unlock();
    d->ring();
    return id;
}

void EngineConnection::notify(const std::string& method, json params) {
    {
        const std::scoped_lock lock(d->mutex);
        d->outgoing += toLine(rpcNotification(method, std::move(params)));
    }
    d->ring();
}

void EngineConnection::end(const Sentence& why) {
    {
        const std::scoped_lock lock(d->mutex);
        d->givenUp = why;
    }
    d->ring();
}

bool EngineConnection::alive() const {
    return d->alive;
}

int EngineConnection::pid() const {
    return d->child->pid();
}

}  // namespace adapterscope
