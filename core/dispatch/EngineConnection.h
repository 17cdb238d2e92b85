// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace adapterscope {

/// How an engine is started: any command that speaks the protocol on its standard streams.
struct EngineCommand {
    std::vector<std::string> words;   ///< program and arguments
    static EngineCommand local(int workers);  ///< adapterscope-engine beside this program (ADAPTERSCOPE_ENGINE overrides)
};

/// One engine process and the JSON-RPC 2.0 conversation with it, one message a line. Calls may come from any thread; a reader thread of its own
/// delivers answers and notifications. When the engine dies, prints rubbish or hangs up, every open call ends with Error (kind Machine) that says so.
class EngineConnection {
public:
    using Notification = std::function<void(const std::string& method, const nlohmann::json& params)>;

    EngineConnection(const EngineCommand& command, Notification notification, std::function<void(const std::string& why)> lost);
    ~EngineConnection();   ///< closes the engine's input, waits briefly, then ends it

    std::future<nlohmann::json> call(const std::string& method, nlohmann::json params);
    void notify(const std::string& method, nlohmann::json params);
    bool alive() const;
    int pid() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
