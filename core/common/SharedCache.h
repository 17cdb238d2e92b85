// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/common/Error.h"

namespace adapterscope {

/// Values that are expensive to make, each made once for its key and shared from then on. No lock is held while one is
/// made: other keys are not held up, and whoever asks for the same one waits and can be stopped. If making it fails,
/// the next caller tries again. Values beyond the limit are dropped, the least recently used first, but none that is
/// still held outside the cache. Safe to use from several threads.
template <typename Value>
class SharedCache {
public:
    using Pointer = std::shared_ptr<const Value>;
    using Cost = std::function<std::int64_t(const Value&)>;

    /// `cost` is what a value takes of the limit, such as its bytes; 1 by default, so the limit is a number of values.
    explicit SharedCache(
        std::int64_t limit, Cost cost = [](const Value&) { return 1; })
        : m_limit(limit), m_cost(std::move(cost)) {}

    /// The value of the key, from `make` (returns a Pointer) if it is not there. Throws what `make` throws, and Error
    /// (Cancelled) if stopped while another caller makes it.
    template <typename Make>
    Pointer get(const std::string& key, const std::stop_token& stop, const Make& make) {
        if (Pointer found = find(key, stop))
            return found;
        Pointer value;
        std::int64_t cost = 0;
        try {
            value = make();
            cost = m_cost(*value);
        } catch (...) {
            const std::scoped_lock lock(m_mutex);
            m_entries.erase(key);
            m_changed.notify_all();
            throw;
        }
        Dropped dropped;
        const std::scoped_lock lock(m_mutex);
        m_entries[key] = {value, cost, ++m_clock};
        dropped = drop(m_limit);
        m_changed.notify_all();
        return value;
    }

private:
    struct Entry {
        Pointer value;  ///< empty while it is being made
        std::int64_t cost = 0;
        std::uint64_t used = 0;
    };
    using Dropped = std::vector<Pointer>;  ///< freed outside the lock

    /// Nothing if the caller has to make it; the entry is there from then on, without a value.
    Pointer find(const std::string& key, const std::stop_token& stop) {
        Dropped dropped;
        std::unique_lock lock(m_mutex);
        const auto isMade = [this, &key] {
            const auto found = m_entries.find(key);
            return found == m_entries.end() || found->second.value;
        };
        if (!m_changed.wait(lock, stop, isMade))
            throw Error("Stopped.", ErrorKind::Cancelled);
        Entry& entry = m_entries[key];
        entry.used = ++m_clock;
        if (!entry.value)
            dropped = drop(m_limit - 1);  // makes room: any value needs some
        return entry.value;
    }

    Dropped drop(std::int64_t limit) {
        Dropped dropped;
        std::int64_t total = 0;
        std::map<std::uint64_t, typename std::map<std::string, Entry>::iterator> unused;
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            total += entry->second.cost;
            if (entry->second.value.use_count() == 1)
                unused.emplace(entry->second.used, entry);
        }
        for (const auto& [used, entry] : unused) {
            if (total <= limit)
                break;
            total -= entry->second.cost;
            dropped.push_back(std::move(entry->second.value));
            m_entries.erase(entry);
        }
        return dropped;
    }

    std::int64_t m_limit;
    Cost m_cost;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<std::string, Entry> m_entries;
    std::uint64_t m_clock = 0;
};

}  // namespace adapterscope
