// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "core/dispatch/EngineConnection.h"
#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// A connection whose loss and notifications can be waited for.
struct Conversation {
    explicit Conversation(const EngineProgram& command, EnginePatience patience = {})
        : connection(
              command,
              [this](const std::string& method, const nlohmann::json& params) {
                  heard.change([&](auto& all) { all.emplace_back(method, params); });
              },
              [this](const Sentence& why) { lost.change([&](auto& all) { all.push_back(why.text()); }); }, patience) {}

    /// The one sentence that reported the loss of the engine.
    std::string why() {
        REQUIRE(lost.waitFor([](const auto& all) { return !all.empty(); }));
        REQUIRE(lost.get().size() == 1);
        return lost.get().front();
    }

    Watched<std::vector<std::pair<std::string, nlohmann::json>>> heard;
    Watched<std::vector<std::string>> lost;
    EngineConnection connection;
};

inline nlohmann::json answerOf(std::future<nlohmann::json>& future) {
    REQUIRE(future.wait_for(generous) == std::future_status::ready);
    return future.get();
}

/// The state of the process with this number: a letter as in /proc, 0 if there is none.
inline char processState(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return 0;
    return line[line.rfind(')') + 2];
}

inline Catch::Matchers::StdString::ContainsMatcher contains(const std::string& part) {
    return Catch::Matchers::Contains(part);
}

}  // namespace adapterscope::test
