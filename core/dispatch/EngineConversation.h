// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/common/Descriptor.h"
#include "core/dispatch/ChildProcess.h"
#include "core/dispatch/EngineAnswer.h"
#include "core/dispatch/EngineProgram.h"
#include "core/dispatch/EngineStart.h"
#include "core/dispatch/JsonRpc.h"
#include "core/dispatch/LastWords.h"

namespace adapterscope {

/// The thread that starts the engine, talks to it and sees to its end, and what it shares with the threads that call.
struct EngineConversation {
    /// Starts the engine and the thread; throws Error (kind Machine) if that fails.
    EngineConversation(const EngineProgram& command, EngineNotification notify,
                       std::function<void(const Sentence& why)> lose, EnginePatience wait);

    /// How a conversation ended.
    struct Ending {
        enum class Kind { Closed, Ended, HungUp, Rubbish, GivenUp, Unstarted };
        Kind kind;
        Sentence why;  ///< Rubbish and GivenUp: what is reported about the engine
    };

    void ring() const;  ///< wakes the thread

    void run(const std::vector<std::string>& words, std::promise<void> started);
    Ending converse();
    std::optional<Ending> step(int timeout);
    std::optional<Ending> asked();
    std::optional<Ending> flush();
    enum class Got { Bytes, NothingNow, TheEnd };
    Got readOutput();
    void readErrors();
    void deliver(const RpcMessage& message);
    void endChild(const Ending& ending);
    bool waitForEnd(std::chrono::milliseconds time);
    Sentence explain(const Ending& ending, const ChildProcess::End& end) const;
    void finish(const Ending& ending, const Sentence& why);

    std::optional<ChildProcess> child;  // this and what follows belong to the thread
    bool endedUnasked = false;
    EngineNotification notification;
    std::function<void(const Sentence& why)> lost;
    EnginePatience patience;
    EngineStart start;
    LineBuffer lines;
    LastWords lastWords;
    Descriptor wake;

    mutable std::mutex mutex;  // guards what follows
    std::string outgoing;
    std::map<RpcId, EngineAnswered> open;
    std::int64_t lastId = 0;
    bool closing = false;
    std::optional<Sentence> givenUp;
    bool over = false;
    Sentence reason;  // why it is

    std::atomic<bool> alive = true;
    std::thread thread;
};

}  // namespace adapterscope
