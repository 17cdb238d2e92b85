// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/statistics/Decision.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/common/Quantity.h"
#include "core/experiment/statistics/SeedsAndRows.h"

namespace adapterscope {
namespace {

constexpr double powerReach = 0.8416212335729143;  // the normal quantile of 0.8

bool wouldDecide(const Estimate& difference, int seeds, std::int64_t rows) {
    const auto [error, reach] = errorOf(expectedSquares(difference.parts, seeds, std::max<std::int64_t>(rows, 1)));
    return (reach + powerReach) * error <= std::abs(difference.mean);
}

/// Whether it is undecided, and more seeds or rows could decide it.
bool isOpen(const Estimate& difference) {
    const bool hasSpread = difference.error > 0 || difference.rowError != RowError::Unknown;
    return difference.n > 0 && difference.mean != 0 && hasSpread && verdictOn(difference) == Verdict::Undecided;
}

std::optional<int> seedsToDecide(const Estimate& difference) {
    const int least = std::max(Estimate::fewestTrusted, difference.n + 1);
    for (int seeds = least; seeds <= difference.n + Needed::mostSeeds; ++seeds)
        if (wouldDecide(difference, seeds, difference.rows))
            return seeds - difference.n;
    return std::nullopt;
}

/// Rounded up to two digits: more would be false precision.
std::int64_t rounded(std::int64_t rows) {
    std::int64_t unit = 1;
    while (rows / unit >= 100)
        unit *= 10;
    return (rows + unit - 1) / unit * unit;
}

std::optional<std::int64_t> rowsToDecide(const Estimate& difference, int seeds) {
    std::int64_t few = difference.rows, many = difference.rows;
    if (few < 2 || !wouldDecide(difference, seeds, Needed::mostRows))
        return std::nullopt;
    while (many < Needed::mostRows && !wouldDecide(difference, seeds, many))
        many = std::min(2 * many, Needed::mostRows);
    while (few + 1 < many) {
        const std::int64_t middle = few + (many - few) / 2;
        (wouldDecide(difference, seeds, middle) ? many : few) = middle;
    }
    return rounded(many);
}

Sentence whatWouldDecide(const Needed& needed, const Estimate& difference, const std::string& split) {
    Sentence rows;
    if (needed.rows && needed.seedsWithRows > 0)
        rows = {"about {} rows of {} and {}", grouped(*needed.rows), split, Counted{needed.seedsWithRows, "more seed"}};
    else if (needed.rows)
        rows = {"about {} rows of {}", grouped(*needed.rows), split};
    if (needed.seeds) {
        // One seed shows nothing about how far seeds differ.
        const Counted more{*needed.seeds, "more seed"};
        const Sentence seeds = difference.n == 1 ? Sentence("at least {}", more) : Sentence("{}", more);
        return needed.rows ? Sentence("{} would decide it, or {}", seeds, rows) : Sentence("{} would decide it", seeds);
    }
    if (needed.rows)
        return {"{} would decide it; more seeds alone would not", rows};
    return difference.rowError == RowError::Unknown ? "more seeds would hardly decide it"
                                                    : "neither more seeds nor more rows would decide it";
}

}  // namespace

Needed neededToDecide(const Estimate& difference) {
    Needed needed;
    if (!isOpen(difference))
        return needed;
    needed.seeds = seedsToDecide(difference);
    needed.seedsWithRows = std::max(0, Estimate::fewestTrusted - difference.n);
    if (needed.seeds.value_or(Needed::mostSeeds) > needed.seedsWithRows)  // else rows would save no seed
        needed.rows = rowsToDecide(difference, difference.n + needed.seedsWithRows);
    return needed;
}

Sentence whyUndecided(const Estimate& difference) {
    if (difference.n == 0 || verdictOn(difference) != Verdict::Undecided)
        return {};
    if (difference.mean == 0)
        return "no difference was seen";
    if (difference.hasInterval() && difference.low <= 0 && difference.high >= 0)
        return {};
    if (difference.n == 1)
        return {"one seed does not show how far seeds differ, so a verdict needs at least {} seeds in common",
                Estimate::fewestTrusted};
    if (difference.n < Estimate::fewestTrusted)
        return {"two seeds may be alike by chance, so a verdict needs at least {} seeds in common",
                Estimate::fewestTrusted};
    return "the difference is the same on every seed, which gives no measure of chance";
}

Sentence inWords(const Needed& needed, const Estimate& difference, const std::string& split) {
    std::vector<Sentence> parts{whyUndecided(difference)};
    if (isOpen(difference))
        parts.push_back(whatWouldDecide(needed, difference, split));
    std::erase_if(parts, [](const Sentence& part) { return part.empty(); });
    return joined(parts, "; ");
}

}  // namespace adapterscope
