// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include "core/Error.h"
#include "core/JsonFault.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Benchmark.h"
#include "core/engine/Calls.h"
#include "core/engine/Environment.h"

#ifndef ADAPTERSCOPE_VERSION
#error "ADAPTERSCOPE_VERSION comes from the build"
#endif

namespace adapterscope {
namespace {

using nlohmann::json;
using Answer = json (*)(const json&, const CallContext&);

const std::map<std::string, Answer> answers{{TrainRequest::method, answerTrain},
                                            {"encode", answerEncode},
                                            {"pretrain", answerPretrain},
                                            {"probe", answerProbe},
                                            {"benchmark", answerBenchmark}};

/// Runs in the order they came, at most a number at once.
class Slots {
public:
    explicit Slots(int count) : m_free(count) {}

    /// False where stopped before there was room.
    bool take(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [&] { return m_free > 0; }))
            return false;
        --m_free;
        return true;
    }
    void give() {
        const std::lock_guard lock(m_mutex);
        ++m_free;
        m_changed.notify_one();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_free;
};

}  // namespace

struct Server::Private {
    int input, output, workers;
    Store store;
    Slots slots{workers};
    std::mutex writing;
    std::mutex mutex;
    struct Call {
        std::int64_t id;
        std::string run;
        bool ended = false;
        std::jthread thread;
    };
    std::list<Call> calls;

    void write(const json& message) {
        const auto line = toLine(message);
        const std::lock_guard lock(writing);
        for (std::size_t at = 0; at < line.size();) {
            const auto got = ::write(output, line.data() + at, line.size() - at);
            if (got <= 0)
                return;  // the client is gone; the end of the input follows
            at += static_cast<std::size_t>(got);
        }
    }

    void take(const std::string& line) {
        std::optional<std::int64_t> id;
        try {
            const auto message = parseLine(line);
            id = message.id;
            if (message.kind == RpcMessage::Kind::Request)
                begin(*message.id, message.method, message.params);
            else if (message.kind == RpcMessage::Kind::Notification && message.method == CancelNotice::method)
                cancel(cancelNoticeFromJson(message.params));
        } catch (const Error& error) {
            write(rpcFailure(id, error));
        }
    }

    void begin(std::int64_t id, const std::string& method, const json& params) {
        if (method == HelloRequest::method) {
            requireSameProtocol(helloRequestFromJson(params).protocol, "the client");
            write(rpcResult(id,
                            toJson(HelloAnswer{protocolVersion, ADAPTERSCOPE_VERSION, workers, engineEnvironment()})));
            return;
        }
        const auto found = answers.find(method);
        if (found == answers.end())
            throw Error(fmt::format("The engine knows no method \"{}\".", method));
        const std::lock_guard lock(mutex);
        calls.remove_if([](const Call& call) { return call.ended; });
        auto& call = calls.emplace_back(Call{id, params.value("run", std::string()), false, {}});
        call.thread = std::jthread([this, &call, answer = found->second, isRun = method == TrainRequest::method,
                                    params](const std::stop_token& stop) { run(call, answer, isRun, params, stop); });
    }

    void run(Call& call, Answer answer, bool isRun, const json& params, const std::stop_token& stop) {
        json message;
        const bool room = !isRun || slots.take(stop);
        try {
            if (!room)
                throw Error("Cancelled before it began.", ErrorKind::Cancelled);
            const CallContext context{store, stop, [&](const std::string& method, json body) {
                                          write(rpcNotification(method, std::move(body)));
                                      }};
            message = rpcResult(call.id, answer(params, context));
        } catch (const Error& error) {
            message = rpcFailure(call.id, error);
        } catch (const json::exception& error) {
            message = rpcFailure(call.id,
                                 Error(fmt::format("The engine does not understand this call: {}.", faultOf(error))));
        } catch (const std::bad_alloc&) {
            message = rpcFailure(
                call.id,
                Error("The machine ran out of memory: lower the batch or the number of workers.", ErrorKind::Machine));
        } catch (const std::exception& error) {
            message =
                rpcFailure(call.id, Error(fmt::format("The engine failed: {}", error.what()), ErrorKind::Machine));
        }
        if (isRun && room)
            slots.give();
        write(message);
        const std::lock_guard lock(mutex);
        call.ended = true;
    }

    void cancel(const CancelNotice& notice) {
        const std::lock_guard lock(mutex);
        for (auto& call : calls)
            if ((notice.run && call.run == *notice.run) || (notice.call && call.id == *notice.call))
                call.thread.request_stop();
    }
};

Server::Server(int inputDescriptor, int outputDescriptor, int workers)
    : d(new Private{inputDescriptor, outputDescriptor, workers}) {}

Server::~Server() = default;

void Server::serve() {
    LineBuffer lines;
    std::array<char, 1 << 16> buffer{};
    for (;;) {
        const auto got = ::read(d->input, buffer.data(), buffer.size());
        if (got <= 0)
            break;
        try {
            lines.append({buffer.data(), static_cast<std::size_t>(got)});
            while (const auto line = lines.next())
                d->take(*line);
        } catch (const Error& error) {
            d->write(rpcFailure(std::nullopt, error));
            break;
        }
    }
    {
        const std::lock_guard lock(d->mutex);
        for (auto& call : d->calls)
            call.thread.request_stop();
    }
    for (auto& call : d->calls)
        call.thread.join();
}

}  // namespace adapterscope
