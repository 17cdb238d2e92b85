// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace adapterscope::builtin {

/// Random numbers that are the same on every platform: the standard fixes std::mt19937_64's sequence, but not what its
/// distributions make of it, hence our own bounded draw and shuffle.
class PortableRandom {
public:
    explicit PortableRandom(std::uint64_t seed) : m_engine(seed) {}

    /// Uniform in [0, bound); bound > 0.
    std::size_t below(std::size_t bound) {
        const std::uint64_t range = bound;
        const std::uint64_t unbiased = UINT64_MAX - UINT64_MAX % range;
        std::uint64_t value = m_engine();
        while (value >= unbiased)
            value = m_engine();
        return static_cast<std::size_t>(value % range);
    }

    bool chance(std::size_t percent) { return below(100) < percent; }

    template <typename T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }

private:
    std::mt19937_64 m_engine;
};

/// A seed made from a name (FNV-1a), so that editing one list of words leaves the draws of the others alone.
inline std::uint64_t seedOf(std::string_view name) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

}  // namespace adapterscope::builtin
