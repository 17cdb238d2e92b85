// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "core/common/Sentence.h"
#include "core/dispatch/EngineAnswer.h"
#include "core/dispatch/EngineProgram.h"
#include "core/dispatch/EngineStart.h"

namespace adapterscope {

struct EngineConversation;

/// One engine process and the JSON-RPC 2.0 conversation with it, one message per line. Calls may come from any thread
/// and never block; a thread of its own delivers answers and notifications. When the engine dies, prints rubbish, hangs
/// up or does not start in time, every open call ends with Error (kind Machine) that states this. A LogNotice reports
/// an engine that takes long to start.
class EngineConnection {
public:
    using Notification = EngineNotification;
    using Answer = EngineAnswer;
    using Answered = EngineAnswered;
    struct OpenCall {
        std::int64_t id;
        std::future<nlohmann::json> answer;
    };

    /// Starts the engine; throws Error (kind Machine) if that fails. `lost` is called once, with a sentence, after
    /// the lost engine's process has ended and every open call got its answer; never at an orderly end. The callbacks
    /// come from the connection's thread and must not destroy it.
    EngineConnection(const EngineProgram& command, Notification notification,
                     std::function<void(const Sentence& why)> lost, EnginePatience patience = {});
    /// Closes the engine's input, waits briefly, then ends it. No notification comes afterwards.
    ~EngineConnection();

    /// Greets the engine, as the first call does. An engine that speaks another version of the protocol is an error.
    void greet(Answered answered);
    std::future<nlohmann::json> greet();
    /// The result, or Error.
    std::future<nlohmann::json> call(const std::string& method, nlohmann::json params);
    /// The same with the request's id, by which it can be cancelled.
    OpenCall open(const std::string& method, nlohmann::json params);
    /// `answered` is called exactly once. Returns the request's id.
    std::int64_t call(const std::string& method, nlohmann::json params, Answered answered);
    void notify(const std::string& method, nlohmann::json params);
    /// Gives the engine up for a reason that the caller knows, such as "sent nothing for 120 seconds"; then it is lost.
    void end(const Sentence& why);
    bool alive() const;
    int pid() const;

private:
    std::unique_ptr<EngineConversation> d;
};

}  // namespace adapterscope
