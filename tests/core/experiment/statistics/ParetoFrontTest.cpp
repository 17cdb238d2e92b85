// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/experiment/statistics/ParetoFront.h"
#include "tests/core/experiment/statistics/SeedScores.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The front holds the cheapest point and every better one") {
    const std::vector<FrontState> states = paretoFront({{100, seedScores({0.7, 0.71, 0.72})},
                                                        {1000, seedScores({0.8, 0.81, 0.82})},
                                                        {1000, seedScores({0.6, 0.61, 0.63})},
                                                        {10000, seedScores({0.9, 0.91, 0.92})}});
    CHECK(states == std::vector{FrontState::On, FrontState::On, FrontState::Dominated, FrontState::On});
}

TEST_CASE("A beaten point is undecided while the paired interval holds 0") {
    // Differences 0.01, 0.05, -0.02: mean 0.0133, standard error 0.0203, t(2) 4.30: from -0.074 to 0.101.
    const std::vector<FrontState> states =
        paretoFront({{100, seedScores({0.81, 0.85, 0.78})}, {200, seedScores({0.80, 0.80, 0.80})}});
    CHECK(states == std::vector{FrontState::On, FrontState::Undecided});
}

TEST_CASE("Pairing by seed decides what wide intervals of the means leave open") {
    // The seeds differ by 0.2, the designs by 0.01 on each seed.
    const std::vector<FrontState> states =
        paretoFront({{100, seedScores({0.61, 0.711, 0.809})}, {200, seedScores({0.60, 0.70, 0.80})}});
    CHECK(states == std::vector{FrontState::On, FrontState::Dominated});
}

TEST_CASE("One seed or no common seed decides nothing on the front") {
    CHECK(paretoFront({{100, {{0, 0.9}}}, {200, {{0, 0.5}}}}) == std::vector{FrontState::On, FrontState::Undecided});
    CHECK(paretoFront({{100, seedScores({0.9, 0.9, 0.9})}, {200, seedScores({0.5, 0.5, 0.5}, 7)}}) ==
          std::vector{FrontState::On, FrontState::Undecided});
}

TEST_CASE("Equal means are both on the front at equal cost and undecided at higher cost") {
    CHECK(paretoFront({{100, seedScores({0.5, 0.6})}, {100, seedScores({0.6, 0.5})}}) ==
          std::vector{FrontState::On, FrontState::On});
    CHECK(paretoFront({{100, seedScores({0.5, 0.6})}, {101, seedScores({0.6, 0.5})}}) ==
          std::vector{FrontState::On, FrontState::Undecided});
}

TEST_CASE("The front of nothing is empty and a point without scores is refused") {
    CHECK(paretoFront({}).empty());
    CHECK_THROWS_MATCHES(paretoFront({{100, {}}}), Error, says("score of at least one seed"));
    CHECK(toText(FrontState::On) + toText(FrontState::Dominated) + toText(FrontState::Undecided) ==
          "ondominatedundecided");
}

TEST_CASE("Two seeds decide nothing however far apart the designs are") {
    const auto better = seedScores({0.9, 0.8}), worse = seedScores({0.2, 0.11});
    const Estimate difference = pairedDifference(better, worse);
    CHECK(difference.hasInterval());
    CHECK(difference.low > 0);  // 0.695 with a reach of 12.7 standard errors of 0.005
    CHECK(verdictOn(difference) == Verdict::Undecided);
    CHECK(paretoFront({{100, better}, {200, worse}}) == std::vector{FrontState::On, FrontState::Undecided});
}

TEST_CASE("Differences that are all equal have no interval and decide nothing") {
    // As fractions these differences are not equal: 0.1 - 0.075 is 0.025 and a bit, 0.2 - 0.175 another bit.
    for (const std::vector<double>& scores :
         {std::vector{0.1, 0.2}, std::vector{0.1, 0.2, 0.3}, std::vector{0.1, 0.2, 0.3, 0.7, 0.9}}) {
        auto below = scores;
        for (double& score : below)
            score -= 0.025;
        const Estimate difference = pairedDifference(seedScores(below), seedScores(scores));
        INFO("n = " << difference.n);
        CHECK(difference.mean == near(-0.025));
        CHECK(difference.sd == 0);
        CHECK_FALSE(difference.hasInterval());
        CHECK(verdictOn(difference) == Verdict::Undecided);
        CHECK(paretoFront({{100, seedScores(scores)}, {200, seedScores(below)}}) ==
              std::vector{FrontState::On, FrontState::Undecided});
    }
    CHECK_FALSE(estimate({0.85, 0.85, 0.85}).hasInterval());
    CHECK_FALSE(estimate({0.85}).hasInterval());
    CHECK_FALSE(pairedDifference(seedScores({0.1 + 0.2, 0.6, 0.7}), seedScores({0.3, 0.6, 0.7})).hasInterval());
}

TEST_CASE("Three seeds that differ decide if their interval excludes 0") {
    const Estimate above = pairedDifference(seedScores({0.61, 0.711, 0.809}), seedScores({0.60, 0.70, 0.80}));
    CHECK(verdictOn(above) == Verdict::Better);
    CHECK(verdictOn(pairedDifference(seedScores({0.60, 0.70, 0.80}), seedScores({0.61, 0.711, 0.809}))) ==
          Verdict::Worse);
    CHECK(verdictOn(pairedDifference(seedScores({0.81, 0.85, 0.78}), seedScores({0.8, 0.8, 0.8}))) ==
          Verdict::Undecided);
    CHECK(verdictOn(Estimate{}) == Verdict::Undecided);
    CHECK(toText(Verdict::Better) + toText(Verdict::Worse) + toText(Verdict::Undecided) == "betterworseundecided");
}

TEST_CASE("A point is dominated only if the rows decide too") {
    // Seeds 0, 1 and 2 of the dearer design are 6, 7 and 8 points below, on 40 rows or on 4,000.
    const std::vector<FrontPoint> points = {{100, seedScores({0.80, 0.81, 0.82})},
                                            {200, seedScores({0.74, 0.74, 0.74})}};
    CHECK(paretoFront(points, ScoreKind::of("accuracy", 40)) == std::vector{FrontState::On, FrontState::Undecided});
    CHECK(paretoFront(points, ScoreKind::of("accuracy", 4000)) == std::vector{FrontState::On, FrontState::Dominated});
    CHECK(paretoFront(points) == std::vector{FrontState::On, FrontState::Dominated});
}
