// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/statistics/SeedsAndRows.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace adapterscope {
namespace {

/// Half a row is added on either side, which keeps a variance above 0 if no row differs (Agresti and Min 2005).
constexpr double addedRows = 0.5;

/// a - b, 0 if they differ only by rounding.
double differenceOf(double a, double b) {
    const double difference = a - b;
    return std::abs(difference) <= 1e-9 * std::max(std::abs(a), std::abs(b)) ? 0 : difference;
}

/// What a table of seeds by rows amounts to.
struct Table {
    double sum = 0, squares = 0;  ///< of the rows' means over the seeds
    int differing = 0;            ///< rows whose mean is not 0
    double seeds = 0, both = 0;   ///< mean squares

    template <class Cell>
    Table(std::size_t seedCount, std::size_t rowCount, Cell cell) {
        const auto s = static_cast<double>(seedCount), r = static_cast<double>(rowCount);
        std::vector<double> rowSums(rowCount);
        double all = 0, seedSquares = 0;
        for (std::size_t seed = 0; seed < seedCount; ++seed) {
            double seedSum = 0;
            for (std::size_t row = 0; row < rowCount; ++row) {
                const double value = cell(seed, row);
                rowSums[row] += value;  // exact for 0 and 1
                seedSum += value;
                all += value * value;
            }
            seedSquares += seedSum * seedSum / r;
        }
        for (const double rowSum : rowSums) {
            const double mean = rowSum / s;
            sum += mean;
            squares += mean * mean;
            differing += mean != 0;
        }
        if (seedCount < 2)
            return;
        const double grand = s * sum * sum / r;
        seeds = std::max(0.0, seedSquares - grand) / (s - 1);
        both = std::max(0.0, all - seedSquares - s * squares + grand) / ((s - 1) * (r - 1));
    }
};

double variance(double sum, double squares, double n) {
    return std::max(0.0, squares - sum * sum / n) / (n - 1);
}

/// The mean square of all values about their mean, 0 for one seed: what the rows leave uncertain is at least that of as
/// many independent values, even if the seeds fail on opposite rows and the rows' means hardly differ.
double totalSquare(const MeanSquares& squares) {
    if (squares.seedCount < 2 || squares.rowCount < 2)
        return 0;
    const double s = squares.seedCount - 1, r = static_cast<double>(squares.rowCount - 1);
    return (s * squares.seeds + r * squares.rows + s * r * squares.both) / ((s + 1) * (r + 1) - 1);
}

bool haveRows(const std::vector<SeedScore>& scores) {
    return std::all_of(scores.begin(), scores.end(), [&](const SeedScore& score) {
        return score.rows && score.rows->size() == scores.front().rows->size() &&
               score.rows->areRightOrWrong() == scores.front().rows->areRightOrWrong();
    });
}

VarianceParts partsOf(const MeanSquares& squares) {
    return {std::max(0.0, squares.seeds - squares.both) / static_cast<double>(squares.rowCount),
            std::max(0.0, squares.rows - squares.both) / squares.seedCount, squares.both};
}

/// Of seeds whose scores have this spread, on rows whose mean has this variance.
MeanSquares fromScores(const Estimate& seeds, std::int64_t rows, double rowVariance) {
    const auto r = static_cast<double>(std::max<std::int64_t>(rows, 1));
    return {r * seeds.sd * seeds.sd, seeds.n * r * rowVariance, 0, seeds.n, std::max<std::int64_t>(rows, 1)};
}

/// `worth` is how many rows a fraction of 0 or 1, which has no variance, is worth.
void setFractionInterval(const MeanSquares& squares, const ScoreKind& kind, double worth, Estimate& result) {
    const auto [error, reach] = errorOf(squares);
    const double range = 1 - kind.lowest, fraction = std::clamp((result.mean - kind.lowest) / range, 0.0, 1.0);
    result.error = error;
    result.parts = partsOf(squares);
    if (error > 0 && fraction > 0 && fraction < 1)
        worth = fraction * (1 - fraction) / (error * error) * range * range;
    if (worth <= 0)
        return;
    const auto bounds = wilsonInterval(fraction, worth, reach), near = wilsonInterval(fraction, worth, 1);
    result.low = std::min(result.mean, kind.lowest + range * bounds.first);
    result.high = std::max(result.mean, kind.lowest + range * bounds.second);
    result.lowError = std::min(result.mean, kind.lowest + range * near.first);
    result.highError = std::max(result.mean, kind.lowest + range * near.second);
}

void estimateFromRows(const std::vector<SeedScore>& scores, const ScoreKind& kind, Estimate& result) {
    const RowValues& first = *scores.front().rows;
    const Table table(scores.size(), first.size(),
                      [&](std::size_t seed, std::size_t row) { return (*scores[seed].rows)[row]; });
    const auto rows = static_cast<double>(first.size());
    MeanSquares squares{table.seeds, 0, table.both, result.n, std::ssize(first)};
    double worth = rows;
    if (first.areRightOrWrong()) {
        // A binomial's variance times the share of it that the seeds' mean keeps, with half a row added as right and
        // half a row as wrong.
        const double n = rows + 2 * addedRows, mean = (table.sum + addedRows) / n;
        const double kept = variance(table.sum + addedRows, table.squares + addedRows, n) / (mean * (1 - mean));
        squares.rows = result.n * result.mean * (1 - result.mean) * kept;
        worth = rows / kept;
    } else {
        squares.rows = result.n * variance(table.sum, table.squares, rows);
    }
    result.rows = squares.rowCount;
    result.rowError = RowError::Recorded;
    setFractionInterval(squares, kind, worth, result);
}

/// The scores of the seeds that both have.
struct Pairs {
    std::vector<SeedScore> a, b;

    Pairs(const std::vector<SeedScore>& allOfA, const std::vector<SeedScore>& allOfB) {
        std::map<int, const SeedScore*> others;
        for (const SeedScore& score : allOfB)
            others[score.seed] = &score;
        for (const SeedScore& score : allOfA)
            if (const auto other = others.find(score.seed); other != others.end()) {
                a.push_back(score);
                b.push_back(*other->second);
            }
    }
    bool haveSameRows() const {
        return haveRows(a) && haveRows(b) && a.front().rows->size() == b.front().rows->size() &&
               a.front().rows->areRightOrWrong() == b.front().rows->areRightOrWrong();
    }
};

double meanOf(const std::vector<SeedScore>& scores) {
    double sum = 0;
    for (const SeedScore& score : scores)
        sum += score.value;
    return sum / static_cast<double>(scores.size());
}

/// `centre` is the mean once rows were added.
void setDifferenceInterval(const MeanSquares& squares, const ScoreKind& kind, double centre, Estimate& result) {
    const auto [error, reach] = errorOf(squares);
    const double range = 1 - kind.lowest;
    result.error = error;
    result.parts = partsOf(squares);
    result.low = std::min(result.mean, std::max(centre - reach * error, -range));
    result.high = std::max(result.mean, std::min(centre + reach * error, range));
    result.lowError = result.mean - error;
    result.highError = result.mean + error;
}

void differenceFromRows(const Pairs& pairs, const ScoreKind& kind, Estimate& result) {
    const RowValues& first = *pairs.a.front().rows;
    const Table table(pairs.a.size(), first.size(), [&](std::size_t seed, std::size_t row) {
        return (*pairs.a[seed].rows)[row] - (*pairs.b[seed].rows)[row];
    });
    const auto rows = static_cast<double>(first.size());
    const double added = first.areRightOrWrong() ? addedRows : 0, n = rows + 2 * added;
    // As large as the differences that were seen.
    const double square = table.differing > 0 ? table.squares / table.differing : 1;
    MeanSquares squares{table.seeds, 0, table.both, result.n, std::ssize(first)};
    squares.rows = result.n * variance(table.sum, table.squares + 2 * added * square, n) * rows / n;
    result.rows = squares.rowCount;
    result.rowError = RowError::Recorded;
    setDifferenceInterval(squares, kind, result.mean * rows / n, result);
}

/// The variance of a difference of two shares of rows, each with one row added as right and one as wrong (Agresti and
/// Caffo 2000): at most this if the two are right on the same rows at least as often as by chance.
double unpairedVariance(const Pairs& pairs, const ScoreKind& kind) {
    double sum = 0;
    for (const double mean : {meanOf(pairs.a), meanOf(pairs.b)}) {
        const auto n = static_cast<double>(kind.rows) + 2;
        const double share = (std::clamp(mean, 0.0, 1.0) * static_cast<double>(kind.rows) + 1) / n;
        sum += share * (1 - share) / n;
    }
    return sum;
}

}  // namespace

ScoreKind ScoreKind::of(const std::string& metric, std::int64_t rows) {
    return {rows, metric == "accuracy", metric == "mcc" ? -1.0 : 0.0};
}

MeanError errorOf(const MeanSquares& squares) {
    const double s = squares.seedCount, r = static_cast<double>(squares.rowCount);
    const double rows = std::max(squares.rows, totalSquare(squares));
    const double total = std::max(squares.seeds + std::max(0.0, rows - squares.both), rows);
    // What sampling rows adds to the seeds' mean square is subtracted, but for few seeds only in part: their mean
    // square is often small by chance. The 30 was chosen by simulation.
    const double subtracted = std::min(squares.both, s * s / 30 * rows);
    const double ofSeeds = squares.seedCount < 2 ? 0 : std::max(0.0, squares.seeds - subtracted);
    const double seedReach = ofSeeds > 0 ? studentReach(squares.seedCount - 1) : 0;
    const double rowReach = squares.rowCount > 1 ? studentReach(squares.rowCount - 1) : 0;
    if (total <= 0)
        return {0, rowReach};
    // The squares of what both reach alone are added (Howe 1974).
    return {std::sqrt(total / (s * r)),
            std::sqrt(rowReach * rowReach * (rows / total) + seedReach * seedReach * (ofSeeds / total))};
}

MeanSquares expectedSquares(const VarianceParts& parts, int seeds, std::int64_t rows) {
    return {static_cast<double>(rows) * parts.seeds + parts.both, seeds * parts.rows + parts.both, parts.both, seeds,
            rows};
}

Estimate scoreEstimate(const std::vector<SeedScore>& scores, const ScoreKind& kind) {
    std::vector<double> values;
    for (const SeedScore& score : scores)
        values.push_back(score.value);
    Estimate result = estimate(values);
    if (haveRows(scores)) {
        estimateFromRows(scores, kind, result);
    } else if (kind.isShareOfRows && kind.rows > 1) {
        const double share = std::clamp(result.mean, 0.0, 1.0), rows = static_cast<double>(kind.rows);
        result.rows = kind.rows;
        result.rowError = RowError::Unpaired;
        setFractionInterval(fromScores(result, kind.rows, share * (1 - share) / rows), kind, rows, result);
    } else if (result.sd > 0 && result.mean >= kind.lowest && result.mean <= 1) {
        setFractionInterval(fromScores(result, 0, 0), kind, 0, result);
    }
    return result;
}

Estimate pairedDifference(const std::vector<SeedScore>& a, const std::vector<SeedScore>& b, const ScoreKind& kind) {
    const Pairs pairs(a, b);
    std::vector<double> differences;
    for (std::size_t i = 0; i < pairs.a.size(); ++i)
        differences.push_back(differenceOf(pairs.a[i].value, pairs.b[i].value));
    if (differences.empty())
        return {};
    Estimate result = estimate(differences);
    if (pairs.haveSameRows()) {
        differenceFromRows(pairs, kind, result);
    } else if (kind.isShareOfRows && kind.rows > 1) {
        result.rows = kind.rows;
        result.rowError = RowError::Unpaired;
        setDifferenceInterval(fromScores(result, kind.rows, unpairedVariance(pairs, kind)), kind, result.mean, result);
    }
    return result;
}

}  // namespace adapterscope
