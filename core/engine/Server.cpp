// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Server.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/JsonReader.h"
#include "core/dispatch/Messages.h"
#include "core/engine/Benchmark.h"
#include "core/engine/EngineFault.h"
#include "core/engine/Environment.h"
#include "core/engine/Slots.h"

#ifndef ADAPTERSCOPE_VERSION
#error "ADAPTERSCOPE_VERSION comes from the build"
#endif

namespace adapterscope {
namespace {

using nlohmann::json;

/// Each takes a thread, so their number is limited. A client that asks for more is faulty.
constexpr std::size_t mostOpenCalls = 256;

/// The failure response to the exception being handled.
json currentFailure(const std::optional<RpcId>& id, const std::string& activity,
                    ErrorKind unexpected = ErrorKind::Machine) {
    try {
        throw;
    } catch (const RpcFault& fault) {
        return rpcFailure(fault.id() ? fault.id() : id, fault, fault.code());
    } catch (...) {
        return rpcFailure(id, currentEngineFault(activity, unexpected));
    }
}

}  // namespace

const Answers& protocolAnswers() {
    static const Answers answers{{TrainRequest::method, answerTrain},     {EncodeRequest::method, answerEncode},
                                 {AdapterRequest::method, answerAdapter}, {MergeRequest::method, answerMerge},
                                 {ExportRequest::method, answerExport},   {PretrainRequest::method, answerPretrain},
                                 {ProbeRequest::method, answerProbe},     {BenchmarkRequest::method, answerBenchmark}};
    return answers;
}

struct Server::Private {
    Private(int inputDescriptor, int outputDescriptor, int workerCount, Answers methods)
        : input(inputDescriptor),
          output(outputDescriptor),
          workers(workerCount),
          answers(std::move(methods)),
          slots(workerCount) {}

    struct Call {
        RpcId id;
        std::string run;  ///< of a run: its id
        bool answered = false, ended = false;
        std::jthread thread;
    };

    bool read(LineBuffer& lines);
    void take(LineBuffer& lines);
    void take(const std::string& line);
    void greet(const RpcId& id, const json& params);
    void begin(const RpcId& id, const std::string& method, const json& params);
    void run(Call& call, const std::string& method, const json& params, const std::stop_token& stop,
             std::unique_ptr<Slots::Turn> turn);
    json answerTo(const RpcId& id, const std::string& method, const json& params, const std::stop_token& stop,
                  Slots::Turn* turn);
    void cancel(const CancelNotice& notice);
    void write(const json& message);
    void end();

    int input, output, workers;
    Answers answers;
    Store store;
    Slots slots;
    std::mutex writing;
    std::mutex mutex;  // guards the calls
    std::list<Call> calls;
};

void Server::Private::write(const json& message) {
    const auto line = toLine(message);
    const std::lock_guard lock(writing);
    for (std::size_t at = 0; at < line.size();) {
        const auto got = ::write(output, line.data() + at, line.size() - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;  // the client is gone; the end of the input follows
        at += static_cast<std::size_t>(got);
    }
}

/// False at the end of the input.
bool Server::Private::read(LineBuffer& lines) {
    std::array<char, 1 << 16> buffer{};
    ssize_t got = 0;
    do {
        got = ::read(input, buffer.data(), buffer.size());
    } while (got < 0 && errno == EINTR);
    if (got > 0)
        lines.append({buffer.data(), static_cast<std::size_t>(got)});
    return got > 0;
}

void Server::Private::take(LineBuffer& lines) {
    for (;;) {
        try {
            const auto line = lines.next();
            if (!line)
                return;
            take(*line);
        } catch (...) {  // a line that is too long; what follows it is still read
            write(currentFailure(std::nullopt, "Reading a message"));
        }
    }
}

void Server::Private::take(const std::string& line) {
    std::optional<RpcId> id;
    try {
        const auto message = parseLine(line);
        if (message.kind == RpcMessage::Kind::Request) {
            id = message.id;
            begin(*message.id, message.method, message.params);
        } else if (message.kind == RpcMessage::Kind::Notification && message.method == CancelNotice::method) {
            cancel(cancelNoticeFromJson(message.params));
        } else if (message.kind != RpcMessage::Kind::Notification) {  // its id belongs to no call to this engine
            throw Error("The engine asked nothing, so there is nothing to answer.", ErrorKind::Machine);
        }
    } catch (...) {
        write(currentFailure(id, "A call to the engine"));
    }
}

void Server::Private::greet(const RpcId& id, const json& params) {
    requireSameProtocol(paramsAs(helloRequestFromJson, params).protocol, "the client");
    write(rpcResult(id, toJson(HelloAnswer{protocolVersion, ADAPTERSCOPE_VERSION, workers, engineEnvironment()})));
}

void Server::Private::begin(const RpcId& id, const std::string& method, const json& params) {
    if (method == HelloRequest::method)
        return greet(id, params);
    if (!answers.contains(method))
        throw RpcFault(RpcCode::UnknownMethod, Sentence("The engine knows no method \"{}\".", excerpt(method)), id,
                       ErrorKind::Input);
    const bool isRun = method == TrainRequest::method;
    const std::lock_guard lock(mutex);
    calls.remove_if([](const Call& call) { return call.ended; });
    if (std::any_of(calls.begin(), calls.end(), [id](const Call& call) { return call.id == id && !call.answered; }))
        throw Error(Sentence("Call {} is not answered yet: give each call an id of its own.", quoted(id.json())),
                    ErrorKind::Machine);
    if (calls.size() >= mostOpenCalls)
        throw Error(Sentence("The engine has {} open calls, and takes no more until some are answered.", calls.size()),
                    ErrorKind::Machine);
    // Registered only once its thread runs: a call without one cannot be waited for.
    std::list<Call> fresh;
    auto& call = fresh.emplace_back(id);
    if (const auto name = params.find("run"); isRun && name != params.end() && name->is_string())
        call.run = name->get<std::string>();
    auto turn = isRun ? std::make_unique<Slots::Turn>(slots) : nullptr;
    call.thread =
        std::jthread([this, &call, method, params, turn = std::move(turn)](const std::stop_token& stop) mutable {
            run(call, method, params, stop, std::move(turn));
        });
    calls.splice(calls.end(), fresh);
}

json Server::Private::answerTo(const RpcId& id, const std::string& method, const json& params,
                               const std::stop_token& stop, Slots::Turn* turn) {
    try {
        if (turn && !turn->wait(stop))
            throw Error("Cancelled before it began.", ErrorKind::Cancelled);
        const CallContext context{
            store, stop, [this](const std::string& name, json body) { write(rpcNotification(name, std::move(body))); }};
        return rpcResult(id, answers.at(method)(params, context));
    } catch (...) {
        return currentFailure(id, activityOf(method, params), turn ? ErrorKind::Run : ErrorKind::Machine);
    }
}

void Server::Private::run(Call& call, const std::string& method, const json& params, const std::stop_token& stop,
                          std::unique_ptr<Slots::Turn> turn) {
    const json message = answerTo(call.id, method, params, stop, turn.get());
    turn.reset();  // the next run starts, whether or not the client reads
    {
        const std::lock_guard lock(mutex);
        call.answered = true;
    }
    try {
        write(message);
    } catch (...) {  // an answer larger than the memory
        write(currentFailure(call.id, activityOf(method, params)));
    }
    const std::lock_guard lock(mutex);
    call.ended = true;
}

void Server::Private::cancel(const CancelNotice& notice) {
    const std::lock_guard lock(mutex);
    for (auto& call : calls)
        if ((notice.run && call.run == *notice.run) || (notice.call && call.id == *notice.call))
            call.thread.request_stop();
}

void Server::Private::end() {
    {
        const std::lock_guard lock(mutex);
        for (auto& call : calls)
            call.thread.request_stop();
    }
    for (auto& call : calls)
        call.thread.join();
}

Server::Server(int inputDescriptor, int outputDescriptor, int workers, Answers answers)
    : d(new Private(inputDescriptor, outputDescriptor, workers, std::move(answers))) {}

Server::~Server() = default;

void Server::serve() {
    LineBuffer lines;
    while (d->read(lines))
        d->take(lines);
    d->end();
}

}  // namespace adapterscope
