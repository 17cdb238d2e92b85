// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "core/dispatch/EngineConnection.h"

namespace adapterscope::test {

/// Longer than anything in these tests takes, even on a busy machine under a sanitizer.
constexpr std::chrono::seconds generous{60};
/// For engines that must be killed.
constexpr EnginePatience impatient{std::chrono::milliseconds(50), std::chrono::milliseconds(50)};

/// The scripted engine of FakeEngine.cpp with these arguments.
inline EngineProgram fakeEngine(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), FAKE_ENGINE);
    return {arguments};
}

/// A value that one thread changes and another waits on.
template <typename Value>
class Watched {
public:
    void change(const std::function<void(Value&)>& how) {
        const std::scoped_lock lock(m_mutex);
        how(m_value);
        m_changed.notify_all();
    }
    /// False if the condition did not become true in time.
    bool waitFor(const std::function<bool(const Value&)>& condition) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, generous, [&] { return condition(m_value); });
    }
    Value get() {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Value m_value{};
};

}  // namespace adapterscope::test
