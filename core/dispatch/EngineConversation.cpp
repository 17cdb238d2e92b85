// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineConversation.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "core/common/Fault.h"
#include "core/common/FaultLog.h"
#include "core/common/JsonReader.h"
#include "core/common/SystemError.h"
#include "core/dispatch/EngineLimits.h"
#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int longestSleep = 1000;  // milliseconds: a wake-up that could not be written costs no more than this

/// The message in a line of the engine's output; if it is a trace, it goes to the log that the Error names.
RpcMessage messageIn(const std::string& line) {
    try {
        return parseLine(line);
    } catch (const Error& error) {
        if (!isTrace(line))
            throw;
        throw Error(Sentence("{} {}", error.sentence(), logFault("The engine's output", line)), ErrorKind::Machine);
    }
}

/// How its process ended by itself.
Sentence endSentence(const ChildProcess::End& end, bool hadStarted) {
    if (hadStarted)
        return end.killed ? Sentence("The engine {}; the machine may have run out of memory.", end.how)
                          : Sentence("The engine {}.", end.how);
    return end.killed
               ? Sentence("The engine {} before it had started; the machine may have run out of memory.", end.how)
               : Sentence("The engine {} before it had started.", end.how);
}

}  // namespace

EngineConversation::EngineConversation(const EngineProgram& command, EngineNotification notify,
                                       std::function<void(const Sentence& why)> lose, EnginePatience wait)
    : notification(std::move(notify)),
      lost(std::move(lose)),
      patience(wait),
      start(wait),
      wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!wake)
        throw Error(
            "Too many open files; the engine cannot be started. Close other programs, or raise the limit on open "
            "files (ulimit -n).",
            ErrorKind::Machine);
    std::promise<void> promise;
    std::future<void> started = promise.get_future();
    // The thread that talks to the engine starts it, because the engine does not outlive the thread that starts it.
    thread = std::thread(
        [this, words = command.words, promise = std::move(promise)]() mutable { run(words, std::move(promise)); });
    try {
        started.get();
    } catch (...) {
        thread.join();
        throw;
    }
}

void EngineConversation::ring() const {
    const std::uint64_t one = 1;
    // If this fails, the thread wakes a little later.
    [[maybe_unused]] const ssize_t ignored = ::write(wake.number(), &one, sizeof one);
}

void EngineConversation::run(const std::vector<std::string>& words, std::promise<void> started) {
    try {
        child.emplace(words);
    } catch (...) {
        return started.set_exception(std::current_exception());
    }
    started.set_value();
    const Ending ending = converse();
    alive = false;
    endChild(ending);
    finish(ending, explain(ending, child->reap()));
}

EngineConversation::Ending EngineConversation::converse() {
    try {
        for (;;) {
            const int left = start.millisecondsLeft([this](const Sentence& sentence) {
                if (notification)
                    notification(LogNotice::method, toJson(LogNotice{sentence}));
            });
            if (left == 0)
                return {Ending::Kind::Unstarted, {}};
            if (const auto ending = step(left < 0 ? longestSleep : std::min(left, longestSleep)))
                return *ending;
        }
    } catch (...) {
        return {Ending::Kind::Rubbish, currentFault("Reading what the engine sends").sentence()};
    }
}

/// Waits until something can be done, at most `timeout` milliseconds, and does it.
std::optional<EngineConversation::Ending> EngineConversation::step(int timeout) {
    bool toSend = false;
    {
        const std::scoped_lock lock(mutex);
        toSend = !outgoing.empty();
    }
    std::array<pollfd, 5> polled = {{{wake.number(), POLLIN, 0},
                                     {child->output(), POLLIN, 0},
                                     {child->errors(), POLLIN, 0},
                                     {child->ended(), POLLIN, 0},
                                     {toSend ? child->input() : -1, POLLOUT, 0}}};
    const int ready = ::poll(polled.data(), polled.size(), timeout);
    if (ready <= 0)
        return ready == 0 ? asked() : std::nullopt;
    const std::optional<Ending> unsent = polled[4].revents ? flush() : std::nullopt;
    if (polled[2].revents)
        readErrors();
    if (polled[3].revents) {
        // What it wrote before it ended is still in the pipe, which holds at most 1 MB; a descendant may keep writing
        // to it.
        for (int i = 0; i < 16; ++i)
            readErrors();
        for (int i = 0; i < 64 && readOutput() == Got::Bytes; ++i) {
        }
        return Ending{Ending::Kind::Ended, {}};
    }
    if (unsent)
        return unsent;
    if (polled[1].revents && readOutput() == Got::TheEnd)
        return Ending{Ending::Kind::HungUp, {}};
    return asked();
}

/// Requests of the other threads, whether or not they could wake this one.
std::optional<EngineConversation::Ending> EngineConversation::asked() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t ignored = ::read(wake.number(), &count, sizeof count);
    const std::scoped_lock lock(mutex);
    if (closing)
        return Ending{Ending::Kind::Closed, {}};
    if (givenUp)
        return Ending{Ending::Kind::GivenUp, *givenUp};
    return std::nullopt;
}

std::optional<EngineConversation::Ending> EngineConversation::flush() {
    const std::scoped_lock lock(mutex);
    std::optional<Ending> ending;
    const ssize_t sent = child->write(outgoing);
    const int reason = errno;
    if (sent > 0) {
        outgoing.erase(0, static_cast<std::size_t>(sent));
    } else if (sent < 0 && reason != EAGAIN && reason != EINTR) {
        outgoing.clear();
        if (reason != EPIPE && reason != ECONNRESET)  // it reads no more: its end, or its silence, is handled elsewhere
            ending = Ending{Ending::Kind::GivenUp,
                            {"could not be sent a request: {}", reasonOf({reason, std::generic_category()})}};
    }
    if (closing && outgoing.empty())
        child->closeInput();
    return ending;
}

EngineConversation::Got EngineConversation::readOutput() {
    std::array<char, 65536> bytes;
    const ssize_t got = ::read(child->output(), bytes.data(), bytes.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return Got::NothingNow;
    if (got <= 0) {
        child->closeOutput();
        return Got::TheEnd;
    }
    lines.append({bytes.data(), static_cast<std::size_t>(got)});
    while (const auto line = lines.next()) {
        start.noteWord();
        deliver(messageIn(*line));
    }
    return Got::Bytes;
}

void EngineConversation::readErrors() {
    std::array<char, 65536> bytes;
    const ssize_t got = ::read(child->errors(), bytes.data(), bytes.size());
    if (got > 0)
        lastWords.append({bytes.data(), static_cast<std::size_t>(got)});
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        child->closeErrors();
}

void EngineConversation::deliver(const RpcMessage& message) {
    if (message.kind == RpcMessage::Kind::Notification) {
        if (notification && alive)
            notification(message.method, message.params);
        return;
    }
    if (message.kind == RpcMessage::Kind::Request)
        throw Error(Sentence("It is a request, \"{}\", and an engine sends no requests.", message.method),
                    ErrorKind::Machine);
    if (!message.id)
        throw Error(Sentence("It could not read a request: {}", message.error->sentence()), ErrorKind::Machine);
    EngineAnswered answered;
    {
        const std::scoped_lock lock(mutex);
        const auto found = open.find(*message.id);
        if (found == open.end())
            throw Error(Sentence("It is an answer to {}, a request that was not made.", quoted(message.id->json())),
                        ErrorKind::Machine);
        answered = std::move(found->second);
        open.erase(found);
    }
    answered({message.result, message.error, false});
}

/// Ends the process, gently if there is time.
void EngineConversation::endChild(const Ending& ending) {
    endedUnasked = ending.kind == Ending::Kind::Ended;
    if (endedUnasked)
        return;
    {
        const std::scoped_lock lock(mutex);
        closing = true;  // the input closes when everything is sent
        if (ending.kind != Ending::Kind::Closed)
            outgoing.clear();
        if (outgoing.empty())
            child->closeInput();
    }
    if (ending.kind == Ending::Kind::Rubbish)
        child->closeOutput();
    if (ending.kind == Ending::Kind::HungUp)
        endedUnasked = waitForEnd(patience.terminate);  // its files are closed a moment before it counts as ended
    if (endedUnasked || (ending.kind == Ending::Kind::Closed && waitForEnd(patience.close)))
        return;
    child->signal(SIGTERM);
    if (!waitForEnd(patience.terminate))
        child->signal(SIGKILL);
}

/// False if it still runs after that time.
bool EngineConversation::waitForEnd(std::chrono::milliseconds time) {
    const auto deadline = Clock::now() + time;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0)
            return false;
        try {
            const auto ending = step(static_cast<int>(left.count()));
            if (ending && ending->kind == Ending::Kind::Ended)
                return true;
        } catch (const std::exception&) {
            child->closeOutput();  // nobody waits for its messages any more
        }
    }
}

Sentence EngineConversation::explain(const Ending& ending, const ChildProcess::End& end) const {
    if (ending.kind == Ending::Kind::Closed)
        return "The engine was closed.";
    if (ending.kind == Ending::Kind::GivenUp)
        return {"The engine {}.", ending.why};
    const std::vector<Sentence> words = lastWords.sentences();
    std::vector<Sentence> sentences, limits;
    if (ending.kind == Ending::Kind::Rubbish) {
        sentences = {"The engine sent something that is not a message of the protocol.", ending.why};
    } else if (ending.kind == Ending::Kind::Unstarted) {
        sentences = {start.givenUp()};
        limits = limitsAtStart();
    } else if (!endedUnasked) {
        sentences = {"The engine closed its output but did not end."};
    } else {
        sentences = {endSentence(end, start.hasSpoken())};
        if (!start.hasSpoken() && joined(words, " ").text().find("limited to") == std::string::npos)  // they state it
            limits = limitsAtStart();
    }
    sentences.insert(sentences.end(), limits.begin(), limits.end());
    sentences.insert(sentences.end(), words.begin(), words.end());
    return joined(sentences, " ");
}

void EngineConversation::finish(const Ending& ending, const Sentence& why) {
    std::map<RpcId, EngineAnswered> unanswered;
    {
        const std::scoped_lock lock(mutex);
        over = true;
        reason = why;
        unanswered.swap(open);
    }
    const bool orderly = ending.kind == Ending::Kind::Closed;
    const bool unstarted = ending.kind == Ending::Kind::Unstarted;
    for (auto& [id, answered] : unanswered)
        answered({json(), Error(why, orderly ? ErrorKind::Cancelled : ErrorKind::Machine), true, unstarted});
    if (!orderly && lost)
        lost(why);
}

}  // namespace adapterscope
