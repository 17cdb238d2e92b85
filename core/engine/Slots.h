// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <stop_token>

namespace adapterscope {

/// Lets a limited number of callers work at once, in the order in which they took their turns. Safe to use from several
/// threads; must outlive its turns.
class Slots {
public:
    explicit Slots(int count) : m_free(count) {}

    /// A place in the queue and, once wait() has returned true, a slot. Both are given back at its end.
    class Turn {
    public:
        explicit Turn(Slots& slots);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

        /// Waits for a slot. False if stopped before.
        bool wait(const std::stop_token& stop);

    private:
        Slots& m_slots;
        std::uint64_t m_number = 0;
        bool m_hasSlot = false;
    };

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::set<std::uint64_t> m_waiting;  ///< the lowest number is the next
    std::uint64_t m_last = 0;
    int m_free;
};

}  // namespace adapterscope
