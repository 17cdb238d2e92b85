// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How often the 95 % intervals of scores and differences hold the true value: the tables of docs/statistics.md.
//
//     cmake --build --preset release --target interval_coverage && build/release/interval_coverage [SWEEPS]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "core/experiment/statistics/SeedsAndRows.h"

using namespace adapterscope;

namespace {

constexpr double likeness = 2;   // how much rows differ in what all seeds make of them; a seed's own part has 1
constexpr double ofBoth = 0.7;   // share of what makes rows hard for one design that does so for the other
constexpr double ofSeeds = 0.3;  // the same of the seeds

double normalQuantile(double p) {
    double low = -10, high = 10;
    while (high - low > 1e-13) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::sqrt(2)) / 2 < p ? low : high) = middle;
    }
    return low;
}

/// Designs of known accuracy on infinitely many rows with infinitely many seeds: a row is answered rightly if a level,
/// what the row is like, what the seed is like and chance add up to more than 0.
class World {
public:
    World(double seedPoints, std::uint64_t seed) : m_random(seed), m_seedPoints(seedPoints) {}

    /// Runs of designs with these accuracies on the same rows.
    std::vector<std::vector<RowOutcomes>> sweep(const std::vector<double>& shares, int seeds, int rows) {
        const auto common = normals(rows), commonSeed = normals(seeds);
        const std::vector<int> truth(static_cast<std::size_t>(rows), 1);
        std::vector<std::vector<RowOutcomes>> designs;
        for (const double share : shares) {
            const double quantile = normalQuantile(share),
                         density = std::exp(-quantile * quantile / 2) / 2.5066282746310002;
            const double seedSd = m_seedPoints * std::sqrt(1 + likeness * likeness) / density;
            const double level = quantile * std::sqrt(1 + likeness * likeness + seedSd * seedSd);
            const auto row = mixed(common, ofBoth), seed = mixed(commonSeed, ofSeeds);
            auto& runs = designs.emplace_back();
            for (const double own : seed) {
                std::vector<int> predicted;
                for (const double hard : row)
                    predicted.push_back(level + likeness * hard + seedSd * own + m_normal(m_random) > 0);
                runs.push_back(rowOutcomes(truth, predicted, {2, 1}, "accuracy"));
            }
        }
        return designs;
    }

private:
    std::vector<double> normals(int count) {
        std::vector<double> values(static_cast<std::size_t>(count));
        for (double& value : values)
            value = m_normal(m_random);
        return values;
    }
    std::vector<double> mixed(std::vector<double> common, double share) {
        for (double& value : common)
            value = std::sqrt(share) * value + std::sqrt(1 - share) * m_normal(m_random);
        return common;
    }

    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    double m_seedPoints;
};

struct Runs {
    std::vector<std::shared_ptr<const RowValues>> rows;
    std::vector<SeedScore> scores;

    explicit Runs(const std::vector<RowOutcomes>& outcomes) {
        for (const RowOutcomes& each : outcomes) {
            rows.push_back(RowValues::of(each, "accuracy"));
            double right = 0;
            for (std::size_t row = 0; row < rows.back()->size(); ++row)
                right += (*rows.back())[row];
            scores.push_back(
                {static_cast<int>(scores.size()), right / static_cast<double>(each.rows), rows.back().get()});
        }
    }
};

/// Percent of sweeps whose interval holds the truth: of the first design, or of its difference to the second.
double coverage(const std::vector<double>& shares, double seedPoints, int seeds, int rows, int sweeps) {
    World world(seedPoints, static_cast<std::uint64_t>(seeds * 100'000 + rows));
    const ScoreKind kind = ScoreKind::of("accuracy", rows);
    const double truth = shares.size() == 1 ? shares[0] : shares[0] - shares[1];
    int held = 0;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        const auto designs = world.sweep(shares, seeds, rows);
        const Runs first(designs[0]);
        const Estimate estimate = designs.size() == 1 ? scoreEstimate(first.scores, kind)
                                                      : pairedDifference(first.scores, Runs(designs[1]).scores, kind);
        held += estimate.low <= truth && truth <= estimate.high;
    }
    return 100.0 * held / sweeps;
}

std::string named(const std::vector<double>& shares) {
    char text[64];
    if (shares.size() == 1)
        std::snprintf(text, sizeof text, "%g", shares[0]);
    else
        std::snprintf(text, sizeof text, "%g and %g", shares[0], shares[1]);
    return text;
}

void printTable(const char* title, const std::vector<std::vector<double>>& cases, int sweeps) {
    const std::vector<int> seedCounts = {2, 3, 5, 10};
    std::printf("| %s | seeds differ by | rows | 2 seeds | 3 | 5 | 10 |\n|---|---|---|---|---|---|---|\n", title);
    for (const auto& shares : cases)
        for (const double points : {0.0, 0.005, 0.02})
            for (const int rows : {40, 200, 2000}) {
                std::printf("| %s | %g points | %d |", named(shares).c_str(), points * 100, rows);
                for (const int seeds : seedCounts) {
                    std::printf(" %.1f |", coverage(shares, points, seeds, rows, sweeps));
                    std::fflush(stdout);
                }
                std::printf("\n");
            }
    std::printf("\n");
}

}  // namespace

int main(int count, char** arguments) {
    const int sweeps = count > 1 ? std::atoi(arguments[1]) : 2000;
    printTable("accuracy", {{0.6}, {0.85}, {0.95}}, sweeps);
    printTable("difference of", {{0.7, 0.7}, {0.95, 0.95}, {0.95, 0.8}}, sweeps);
}
