// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/common/SharedCache.h"
#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// Hidden states of every sequence of a split at the input of one layer, everything below which is frozen.
class FrozenStates {
public:
    static constexpr std::int64_t largestInMemory = std::int64_t(256) << 20;  ///< bytes

    /// Always computed in the same batching, so that a run's numbers do not depend on what was
    /// cached. Kept in memory or, if they take more than `inMemory` bytes, in an unlinked file in the folder for
    /// temporary files. Throws Error: Cancelled if stopped, Machine if that folder has no space.
    FrozenStates(const Base& base, const EncodedSplit& split, int layer, Precision precision,
                 const std::stop_token& stop, std::int64_t inMemory = largestInMemory);

    /// Those of these rows, one after the other, on the base's device.
    Tokens rows(const std::vector<int>& rows) const;
    std::int64_t bytes() const;

private:
    /// Where the states of one sequence are.
    struct Place {
        std::size_t slab;
        std::int64_t start, length;
    };
    void keep(const Tokens& tokens, std::int64_t inMemory);

    std::vector<at::Tensor> m_slabs;  // [tokens, d] each; more than one only if a family lengthens its texts
    std::int64_t m_filled = 0;        // tokens of the last slab
    std::vector<Place> m_places;      // of each sequence
    at::Device m_device;              // the base's
};

/// Frozen states shared between runs: computed once for each key, kept while a run uses them and then as long as the
/// limit allows. A second run that asks for the same waits for the first, and can be stopped meanwhile.
class FrozenStatesCache {
public:
    explicit FrozenStatesCache(std::int64_t limitBytes = std::int64_t(512) << 20)
        : m_cache(limitBytes, [](const FrozenStates& states) { return states.bytes(); }) {}

    /// `key` names base, task, split and settings.
    std::shared_ptr<const FrozenStates> get(const std::string& key, const Base& base, const EncodedSplit& split,
                                            int layer, Precision precision, const std::stop_token& stop);

private:
    SharedCache<FrozenStates> m_cache;
};

}  // namespace adapterscope
