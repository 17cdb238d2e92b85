// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/FrozenStates.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/common/Folders.h"

namespace adapterscope {
namespace {

constexpr int canonicalBatch = 64;  // consecutive rows of the split

[[noreturn]] void refuse(const std::filesystem::path& folder, std::size_t bytes, int error) {
    throw Error(fmt::format("The frozen base's hidden states take {} MB in the folder {}, which gives: {}. Make room "
                            "there, or set TMPDIR to a folder on a larger disk.",
                            (bytes + 999'999) / 1'000'000, folder.string(), std::strerror(error)),
                ErrorKind::Machine);
}

/// Memory over an unnamed file, with all of its space on the disk reserved: a disk that fills up later would end the
/// process by SIGBUS.
void* mapTemporaryFile(std::size_t bytes) {
    const auto folder = temporaryFolder();
    auto name = (folder / "adapterscope-states-XXXXXX").string();
    const Descriptor file(mkostemp(name.data(), O_CLOEXEC));  // lives on as long as it is mapped
    if (!file)
        refuse(folder, bytes, errno);
    unlink(name.c_str());
    int error = 0;
    do {
        error = posix_fallocate(file.number(), 0, static_cast<off_t>(bytes));
    } while (error == EINTR);
    if (error)
        refuse(folder, bytes, error);
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
    if (memory == MAP_FAILED)
        refuse(folder, bytes, errno);
    return memory;
}

at::Tensor allocate(std::int64_t tokens, const Base& base, std::int64_t inMemory) {
    const auto options = at::TensorOptions().dtype(base.type());
    const auto hidden = static_cast<std::int64_t>(base.config().hidden);
    const auto bytes = static_cast<std::size_t>(tokens * hidden) * at::elementSize(base.type());
    if (static_cast<std::int64_t>(bytes) <= inMemory)
        return at::empty({tokens, hidden}, options);
    return at::from_blob(
        mapTemporaryFile(bytes), {tokens, hidden}, [bytes](void* memory) { munmap(memory, bytes); }, options);
}

}  // namespace

FrozenStates::FrozenStates(const Base& base, const EncodedSplit& split, int layer, Precision precision,
                           const std::stop_token& stop, std::int64_t inMemory) {
    const at::NoGradGuard guard;
    m_offsets.push_back(0);
    for (const auto& sequence : split.sequences)
        m_offsets.push_back(m_offsets.back() + static_cast<std::int64_t>(sequence.ids.size()));
    m_states = allocate(m_offsets.back(), base, inMemory);
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
    return m_cache.get(key, stop,
                       [&] { return std::make_shared<const FrozenStates>(base, split, layer, precision, stop); });
}

}  // namespace adapterscope
