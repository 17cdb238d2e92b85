// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

#include "core/common/Sentence.h"

namespace adapterscope {

/// How long an engine may take.
struct EnginePatience {
    std::chrono::milliseconds close{3000};      ///< to end itself once its input is closed
    std::chrono::milliseconds terminate{1000};  ///< and then once SIGTERM asks it to
    /// From the first call to its first message: its libraries may come from a cold, slow disk.
    std::chrono::milliseconds start{120'000};
    std::chrono::milliseconds startUntold{10'000};  ///< of that time, until a notice states what is being waited for
};

/// The wait for an engine's first message. Calls may be noted from any thread; the rest belongs to one.
class EngineStart {
public:
    explicit EngineStart(const EnginePatience& patience) : m_patience(patience) {}

    void noteCall();  ///< the first one starts the wait
    void noteWord() { m_hasSpoken = true; }
    bool hasSpoken() const { return m_hasSpoken; }

    /// How many milliseconds may pass until the next call of this; 0 if the engine should be given up, -1 if nothing is
    /// awaited. Once the wait has become long, reports it in a sentence.
    int millisecondsLeft(const std::function<void(const Sentence& sentence)>& tell);
    Sentence givenUp() const;

private:
    using Clock = std::chrono::steady_clock;

    /// 0 if it is over, nothing if it has not started.
    std::optional<int> left(std::chrono::milliseconds time) const;

    const EnginePatience m_patience;
    bool m_hasSpoken = false;  ///< a whole line: it has started
    bool m_isTold = false;
    mutable std::mutex m_mutex;  ///< guards what follows
    std::optional<Clock::time_point> m_firstCall;
};

}  // namespace adapterscope
