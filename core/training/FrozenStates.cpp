// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/FrozenStates.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "core/Error.h"

namespace adapterscope {
namespace {

constexpr int canonicalBatch = 64;                                 // consecutive rows of the split
constexpr std::int64_t largestInMemory = std::int64_t(256) << 20;  // bytes

at::Tensor allocate(std::int64_t tokens, const Base& base) {
    const auto options = at::TensorOptions().dtype(base.type());
    const auto entries = tokens * base.config().hidden;
    if (entries * static_cast<std::int64_t>(at::elementSize(base.type())) <= largestInMemory)
        return at::empty({tokens, base.config().hidden}, options);
    auto name = (std::filesystem::temp_directory_path() / "adapterscope-states-XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    if (descriptor < 0)
        throw Error(fmt::format("Cannot make a temporary file in {}: check the folder and the free space.",
                                std::filesystem::temp_directory_path().string()),
                    ErrorKind::Machine);
    close(descriptor);
    auto tensor = at::from_file(name, true, entries, options);
    std::filesystem::remove(name);  // lives on as long as it is mapped
    return tensor.view({tokens, base.config().hidden});
}

}  // namespace

FrozenStates::FrozenStates(const Base& base, const EncodedSplit& split, int layer, Precision precision,
                           const std::stop_token& stop) {
    const at::NoGradGuard guard;
    m_offsets.push_back(0);
    for (const auto& sequence : split.sequences)
        m_offsets.push_back(m_offsets.back() + static_cast<std::int64_t>(sequence.ids.size()));
    m_states = allocate(m_offsets.back(), base);
    for (int first = 0; first < split.size(); first += canonicalBatch) {
        if (stop.stop_requested())
            throw Error("Stopped.", ErrorKind::Cancelled);
        std::vector<int> rows(static_cast<std::size_t>(std::min(canonicalBatch, split.size() - first)));
        std::iota(rows.begin(), rows.end(), first);
        const auto batch = split.batch(rows);
        const ForwardPass pass{.base = base, .batch = batch, .precision = precision};
        const auto from = m_offsets[static_cast<std::size_t>(first)];
        m_states.narrow(0, from, batch.tokens()).copy_(encodeLayers(pass, embed(pass), 0, layer));
    }
}

at::Tensor FrozenStates::rows(const std::vector<int>& rows) const {
    std::vector<at::Tensor> parts;
    for (const int row : rows) {
        const auto r = static_cast<std::size_t>(row);
        parts.push_back(m_states.narrow(0, m_offsets[r], m_offsets[r + 1] - m_offsets[r]));
    }
    return at::cat(parts);
}

std::shared_ptr<const FrozenStates> FrozenStatesCache::get(const std::string& key, const Base& base,
                                                           const EncodedSplit& split, int layer, Precision precision,
                                                           const std::stop_token& stop) {
    std::shared_ptr<Entry> entry;
    {
        const std::lock_guard lock(m_mutex);
        auto& slot = m_entries[key];
        if (!slot)
            slot = std::make_shared<Entry>();
        entry = slot;
        m_used.remove(key);
        m_used.push_back(key);
    }
    std::shared_ptr<const FrozenStates> states;
    {
        const std::lock_guard computing(entry->computing);  // a second run that wants the same waits for the first
        if (!entry->states)
            entry->states = std::make_shared<const FrozenStates>(base, split, layer, precision, stop);
        states = entry->states;
    }
    trim();
    return states;
}

void FrozenStatesCache::trim() {
    const std::lock_guard lock(m_mutex);
    std::int64_t total = 0;
    for (auto key = m_used.rbegin(); key != m_used.rend(); ++key) {
        auto& entry = *m_entries.at(*key);
        const std::unique_lock computing(entry.computing, std::try_to_lock);
        if (!computing.owns_lock() || !entry.states)
            continue;
        total += entry.states->bytes();
        if (total > m_limit && entry.states.use_count() == 1)
            entry.states.reset();
    }
}

}  // namespace adapterscope
