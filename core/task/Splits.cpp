// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/Splits.h"

#include <algorithm>
#include <map>
#include <random>

namespace adapterscope {

namespace {

// One seed for all: results depend only on the data, and all runs of a sweep see the same rows.
constexpr std::uint64_t splitSeed = 20190613;

/// Uniform in [0, bound): the standard's distributions differ between libraries, this does not.
std::size_t below(std::mt19937_64& generator, std::size_t bound) {
    const std::uint64_t largest = std::mt19937_64::max() - std::mt19937_64::max() % bound;
    std::uint64_t drawn = generator();
    while (drawn >= largest)
        drawn = generator();
    return static_cast<std::size_t>(drawn % bound);
}

/// The indices of each label's examples, shuffled.
std::map<int, std::vector<std::size_t>> shuffledByLabel(const std::vector<Example>& examples) {
    std::map<int, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < examples.size(); ++i)
        groups[examples[i].label].push_back(i);
    std::mt19937_64 generator(splitSeed);
    for (auto& [label, indices] : groups)
        for (std::size_t i = indices.size(); i > 1; --i)
            std::swap(indices[i - 1], indices[below(generator, i)]);
    return groups;
}

std::vector<Example> inOrder(const std::vector<Example>& examples, std::vector<std::size_t>& indices) {
    std::sort(indices.begin(), indices.end());
    std::vector<Example> chosen;
    chosen.reserve(indices.size());
    for (const std::size_t i : indices)
        chosen.push_back(examples[i]);
    return chosen;
}

/// How many of each group make up `count` of `all` together: its share, and the rest goes to the largest remainders.
std::vector<std::size_t> shares(const std::vector<std::size_t>& sizes, std::size_t all, std::size_t count) {
    std::vector<std::size_t> share(sizes.size());
    std::vector<std::size_t> order(sizes.size());
    std::size_t left = count;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        share[i] = sizes[i] * count / all;
        left -= share[i];
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] * count % all > sizes[b] * count % all; });
    for (std::size_t i = 0; i < left; ++i)
        ++share[order[i]];
    if (count >= sizes.size())  // a label that would vanish takes one from the most frequent
        for (std::size_t& one : share)
            if (one == 0) {
                --*std::max_element(share.begin(), share.end());
                one = 1;
            }
    return share;
}

}  // namespace

std::vector<std::vector<Example>> stratifiedSplit(const std::vector<Example>& examples,
                                                  const std::vector<int>& percent) {
    std::vector<std::vector<std::size_t>> parts(percent.size());
    // Each label carries the previous one's rounding on, so the errors do not add up.
    std::vector<std::size_t> placed(percent.size());
    std::size_t seen = 0;
    for (const auto& [label, indices] : shuffledByLabel(examples)) {
        std::size_t next = 0;
        seen += indices.size();
        for (std::size_t part = percent.size(); part-- > 1;) {
            const std::size_t wanted = (seen * static_cast<std::size_t>(percent[part]) + 50) / 100;
            // One example always stays in training: each label must occur there.
            const std::size_t take = std::min(indices.size() - 1 - next, wanted - std::min(wanted, placed[part]));
            placed[part] += take;
            for (std::size_t i = 0; i < take; ++i)
                parts[part].push_back(indices[next++]);
        }
        parts[0].insert(parts[0].end(), indices.begin() + static_cast<std::ptrdiff_t>(next), indices.end());
    }
    std::vector<std::vector<Example>> result;
    for (std::vector<std::size_t>& indices : parts)
        result.push_back(inOrder(examples, indices));
    return result;
}

std::vector<Example> stratifiedSample(const std::vector<Example>& examples, std::size_t count) {
    if (count >= examples.size())
        return examples;
    std::vector<std::size_t> sizes, chosen;
    const auto groups = shuffledByLabel(examples);
    for (const auto& [label, indices] : groups)
        sizes.push_back(indices.size());
    const std::vector<std::size_t> share = shares(sizes, examples.size(), count);
    std::size_t group = 0;
    for (const auto& [label, indices] : groups) {
        chosen.insert(chosen.end(), indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(share[group]));
        ++group;
    }
    return inOrder(examples, chosen);
}

}  // namespace adapterscope
