// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/FrozenStates.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <numeric>

#include "core/common/Descriptor.h"
#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/common/OwnPlaces.h"
#include "core/model/kernels/TensorBytes.h"

namespace adapterscope {
namespace {

constexpr int canonicalBatch = 64;  // consecutive rows of the split

[[noreturn]] void refuse(const std::filesystem::path& folder, std::size_t bytes, int error) {
    throw Error(Sentence("The frozen base's hidden states take {} MB in the folder {}, which gives: {}. Make room "
                         "there, or set TMPDIR to a folder on a larger disk.",
                         (bytes + 999'999) / 1'000'000, folder.string(), std::strerror(error)),
                ErrorKind::Machine);
}

/// Over an unnamed file, with all of its space on the disk reserved: a disk that fills up later would end the process
/// by SIGBUS.
at::Tensor inTemporaryFile(at::IntArrayRef shape, at::ScalarType type, std::size_t bytes) {
    const auto folder = temporaryFolder();
    const Descriptor file = makeUnnamedFile(folder, "adapterscope-states-");
    if (!file)
        refuse(folder, bytes, errno);
    int error = 0;
    do {
        error = posix_fallocate(file.number(), 0, static_cast<off_t>(bytes));
    } while (error == EINTR);
    if (error)
        refuse(folder, bytes, error);
    auto states = mappedTensor(file, shape, type);
    if (!states.defined())
        refuse(folder, bytes, errno);
    return states;
}

/// [tokens, d] on the CPU, whose memory is larger than any device's.
at::Tensor allocate(std::int64_t tokens, std::int64_t hidden, at::ScalarType type, std::int64_t inMemory) {
    const auto bytes = static_cast<std::size_t>(tokens * hidden) * at::elementSize(type);
    if (static_cast<std::int64_t>(bytes) <= inMemory)
        return at::empty({tokens, hidden}, at::TensorOptions(type).device(at::kCPU));
    return inTemporaryFile({tokens, hidden}, type, bytes);
}

std::int64_t tokensOf(const EncodedSplit& split) {
    std::int64_t tokens = 0;
    for (const auto& sequence : split.sequences)
        tokens += std::ssize(sequence.ids);
    return tokens;
}

}  // namespace

FrozenStates::FrozenStates(const Base& base, const EncodedSplit& split, int layer, Precision precision,
                           const std::stop_token& stop, std::int64_t inMemory)
    : m_device(base.device()) {
    const at::NoGradGuard guard;
    m_slabs.push_back(allocate(tokensOf(split), base.config().hidden, base.type(), inMemory));
    for (int first = 0; first < split.size(); first += canonicalBatch) {
        if (stop.stop_requested())
            throw Error("Stopped.", ErrorKind::Cancelled);
        std::vector<int> rows(static_cast<std::size_t>(std::min(canonicalBatch, split.size() - first)));
        std::iota(rows.begin(), rows.end(), first);
        const auto batch = split.batch(rows, m_device);
        const ForwardPass pass{.base = base, .batch = batch, .precision = precision};
        keep(encodeLayers(pass, embed(pass), 0, layer), inMemory);
    }
}

void FrozenStates::keep(const Tokens& tokens, std::int64_t inMemory) {
    const Layout& layout = tokens.layout;
    if (m_filled + layout.tokens() > m_slabs.back().size(0)) {
        const auto& last = m_slabs.back();
        m_slabs.push_back(allocate(layout.tokens(), last.size(1), last.scalar_type(), inMemory - bytes()));
        m_filled = 0;
    }
    m_slabs.back().narrow(0, m_filled, layout.tokens()).copy_(tokens.hidden);
    for (std::int64_t s = 0; s < layout.sequences(); ++s)
        m_places.push_back({m_slabs.size() - 1, m_filled + layout.start(s), layout.length(s)});
    m_filled += layout.tokens();
}

Tokens FrozenStates::rows(const std::vector<int>& rows) const {
    std::vector<at::Tensor> states;
    std::vector<std::int64_t> lengths;
    for (const int row : rows) {
        const Place& place = m_places[static_cast<std::size_t>(row)];
        states.push_back(m_slabs[place.slab].narrow(0, place.start, place.length));
        lengths.push_back(place.length);
    }
    return {at::cat(states).to(m_device), layoutOf(lengths, m_device)};
}

std::int64_t FrozenStates::bytes() const {
    std::size_t sum = 0;
    for (const auto& slab : m_slabs)
        sum += slab.nbytes();
    return static_cast<std::int64_t>(sum);
}

std::shared_ptr<const FrozenStates> FrozenStatesCache::get(const std::string& key, const Base& base,
                                                           const EncodedSplit& split, int layer, Precision precision,
                                                           const std::stop_token& stop) {
    return m_cache.get(key, stop,
                       [&] { return std::make_shared<const FrozenStates>(base, split, layer, precision, stop); });
}

}  // namespace adapterscope
