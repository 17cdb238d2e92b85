// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// Hidden states of every sequence of a split at the input of one layer, where everything below is frozen.
class FrozenStates {
public:
    /// Computed in one canonical batching, whatever asks for them, so that a run's numbers do not depend on what was
    /// cached. Kept in memory, or in an unlinked temporary file where they are large. Throws Error (Cancelled) where
    /// stopped.
    FrozenStates(const Base& base, const EncodedSplit& split, int layer, Precision precision,
                 const std::stop_token& stop);

    /// [tokens, d] of these rows, one after the other.
    at::Tensor rows(const std::vector<int>& rows) const;
    std::int64_t bytes() const { return static_cast<std::int64_t>(m_states.nbytes()); }

private:
    at::Tensor m_states;                  // [all tokens, d]
    std::vector<std::int64_t> m_offsets;  // of each sequence
};

/// Frozen states shared between runs: computed once for each key, kept while a run uses them and then as long as the
/// limit allows.
class FrozenStatesCache {
public:
    explicit FrozenStatesCache(std::int64_t limitBytes = std::int64_t(512) << 20) : m_limit(limitBytes) {}

    /// `key` names base, task, split and settings.
    std::shared_ptr<const FrozenStates> get(const std::string& key, const Base& base, const EncodedSplit& split,
                                            int layer, Precision precision, const std::stop_token& stop);

private:
    struct Entry {
        std::mutex computing;
        std::shared_ptr<const FrozenStates> states;
    };
    void trim();

    std::int64_t m_limit;
    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries;
    std::list<std::string> m_used;  // least recently used first
};

}  // namespace adapterscope
