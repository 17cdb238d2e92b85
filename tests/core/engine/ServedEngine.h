// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "core/dispatch/JsonRpc.h"
#include "core/engine/Server.h"

namespace adapterscope::test {

/// A Server in this process, spoken to over a socket as a client does.
class ServedEngine {
public:
    explicit ServedEngine(int workers = 1, Answers answers = protocolAnswers());
    ~ServedEngine();
    ServedEngine(const ServedEngine&) = delete;
    ServedEngine& operator=(const ServedEngine&) = delete;

    void send(const std::string& line);
    /// Sends a request and returns its id.
    std::int64_t request(const std::string& method, const nlohmann::json& params);
    void notify(const std::string& method, const nlohmann::json& params);
    /// The next message, in the order of writing. Waits for it; throws Error if the server has ended.
    RpcMessage next();
    std::string nextLine();
    /// The answer to a request; earlier notifications are kept in `notices`, earlier answers dropped.
    RpcMessage answer(std::int64_t id);
    /// The next notification of this name.
    RpcMessage notice(const std::string& method);
    /// Ends the server's input and waits until it has ended.
    void end();

    std::vector<RpcMessage> notices;

private:
    bool readMore();  ///< false at the end

    std::array<int, 2> m_ends;  // ours, the server's
    std::int64_t m_lastId = 0;
    LineBuffer m_lines;
    Server m_server;
    std::thread m_thread;
};

}  // namespace adapterscope::test
