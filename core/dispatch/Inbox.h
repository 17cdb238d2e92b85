// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace adapterscope {

/// What other threads ask one thread to do, in order.
class Inbox {
public:
    using Clock = std::chrono::steady_clock;

    void post(std::function<void()> action) {
        const std::scoped_lock lock(m_mutex);
        m_actions.push_back(std::move(action));
        m_posted.notify_one();
    }

    /// Waits until something was posted or the deadline has passed, and does everything that was posted.
    void work(std::optional<Clock::time_point> deadline) {
        std::unique_lock lock(m_mutex);
        const auto posted = [this] { return !m_actions.empty(); };
        if (deadline)
            m_posted.wait_until(lock, *deadline, posted);
        else
            m_posted.wait(lock, posted);
        std::deque<std::function<void()>> actions;
        actions.swap(m_actions);
        lock.unlock();
        for (const auto& action : actions)
            action();
    }

    bool empty() const {
        const std::scoped_lock lock(m_mutex);
        return m_actions.empty();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_posted;
    std::deque<std::function<void()>> m_actions;
};

}  // namespace adapterscope
