// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <random>

#include "core/training/EncodedTask.h"
#include "tests/support/TorchSupport.h"

namespace adapterscope::test {

/// Texts for the tiny base: filler tokens and, about as often, one that tells the class. Of every hundred labels
/// `wrong` are redrawn.
inline EncodedSplit tinySplit(int size, std::uint64_t seed, int wrong = 0) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t n) { return static_cast<int>(random() % n); };
    EncodedSplit split;
    for (int row = 0; row < size; ++row) {
        const int label = below(2);
        std::vector<std::int32_t> ids{1};
        for (int i = below(6) + 3; i > 0; --i)
            ids.push_back(below(2) ? 20 + label : 5 + below(12));
        ids.push_back(2);
        split.sequences.push_back(encodingOf(ids));
        split.labels.push_back(below(100) < wrong ? below(2) : label);
    }
    return split;
}

inline std::shared_ptr<const EncodedTask> tinyTask(int wrong = 0) {
    return std::make_shared<const EncodedTask>(
        EncodedTask{tinySplit(60, 1, wrong), tinySplit(70, 2, wrong), tinySplit(66, 3, wrong), "accuracy", 2});
}

}  // namespace adapterscope::test
