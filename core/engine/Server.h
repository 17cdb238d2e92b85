// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/engine/Answers.h"

namespace adapterscope {

/// The answer to each method of the protocol except `hello` and `cancel`.
using Answers = std::map<std::string, nlohmann::json (*)(const nlohmann::json& params, const CallContext& context)>;
const Answers& protocolAnswers();

/// The engine's side of the protocol (core/dispatch/Messages.h): one message per line in, answers and notifications
/// out, until the input ends. Each call runs in a thread of its own; at most `workers` runs train at once, and further
/// ones wait in the order they came. Whatever arrives, the answer is an error in words and the engine continues.
class Server {
public:
    Server(int inputDescriptor, int outputDescriptor, int workers, Answers answers = protocolAnswers());
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Serves until the input ends; then stops every call and returns when the last has ended.
    void serve();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
