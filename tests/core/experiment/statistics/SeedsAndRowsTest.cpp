// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

#include "core/experiment/statistics/Decision.h"
#include "core/experiment/statistics/SeedsAndRows.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Made by tests/reference/intervals.py with scipy and statsmodels.
nlohmann::json reference() {
    return nlohmann::json::parse(readFile(sourceFolder() / "tests/core/experiment/intervals.json"));
}

Approx near(const nlohmann::json& value) {
    return Approx(value.get<double>()).epsilon(1e-9).margin(1e-12);
}

/// Runs of one design with what they answered on each row.
struct Runs {
    std::vector<std::shared_ptr<const RowValues>> rows;
    std::vector<SeedScore> scores;

    void add(const RowOutcomes& outcomes) {
        rows.push_back(RowValues::of(outcomes, "accuracy"));
        REQUIRE(rows.back());
        double right = 0;
        for (std::size_t i = 0; i < rows.back()->size(); ++i)
            right += (*rows.back())[i];
        scores.push_back(
            {static_cast<int>(scores.size()), right / static_cast<double>(outcomes.rows), rows.back().get()});
    }
    std::vector<SeedScore> withoutRows() const {
        auto bare = scores;
        for (SeedScore& score : bare)
            score.rows = nullptr;
        return bare;
    }
};

Runs runsOf(const nlohmann::json& texts, std::int64_t rows) {
    Runs runs;
    for (const nlohmann::json& text : texts)
        runs.add(rowOutcomesFromJson({{"rows", rows}, {"right", text}}));
    return runs;
}

/// Runs that answer these rows wrongly and all others rightly.
Runs wrongOn(std::int64_t rows, const std::vector<std::vector<int>>& wrong) {
    Runs runs;
    for (const std::vector<int>& each : wrong) {
        const std::vector<int> truth(static_cast<std::size_t>(rows), 1);
        std::vector<int> predicted = truth;
        for (const int row : each)
            predicted.at(static_cast<std::size_t>(row)) = 0;
        runs.add(rowOutcomes(truth, predicted, {2, 1}, "accuracy"));
    }
    return runs;
}

ScoreKind accuracyOf(std::int64_t rows) {
    return ScoreKind::of("accuracy", rows);
}

}  // namespace

TEST_CASE("Intervals of scores and of differences agree with the reference") {
    const nlohmann::json data = reference();
    REQUIRE(data["cases"].size() == 9);
    for (const nlohmann::json& expected : data["cases"]) {
        const auto rows = expected["rows"].get<std::int64_t>();
        INFO(rows << " rows, " << expected["a"].size() << " seeds");
        const Runs a = runsOf(expected["a"], rows), b = runsOf(expected["b"], rows);
        const Estimate score = scoreEstimate(a.scores, accuracyOf(rows));
        CHECK(score.rowError == RowError::Recorded);
        CHECK(score.rows == rows);
        CHECK(score.mean == near(expected["score"]["mean"]));
        CHECK(score.error == near(expected["score"]["error"]));
        CHECK(score.low == near(expected["score"]["low"]));
        CHECK(score.high == near(expected["score"]["high"]));
        const Estimate difference = pairedDifference(a.scores, b.scores, accuracyOf(rows));
        CHECK(difference.mean == near(expected["difference"]["mean"]));
        CHECK(difference.error == near(expected["difference"]["error"]));
        CHECK(difference.low == near(expected["difference"]["low"]));
        CHECK(difference.high == near(expected["difference"]["high"]));
        const std::optional<int> needed = neededToDecide(difference).seeds;
        CHECK(needed.value_or(0) == (expected["needed_seeds"].is_null() ? 0 : expected["needed_seeds"].get<int>()));
    }
}

TEST_CASE("Without recorded rows their number bounds the sampling error") {
    const nlohmann::json data = reference();
    REQUIRE(data["unrecorded"].size() == 4);
    for (const nlohmann::json& expected : data["unrecorded"]) {
        std::vector<SeedScore> scores;
        for (const nlohmann::json& value : expected["scores"])
            scores.push_back({static_cast<int>(scores.size()), value});
        const Estimate score = scoreEstimate(scores, accuracyOf(expected["rows"]));
        CHECK(score.rowError == RowError::Unpaired);
        CHECK(score.error == near(expected["error"]));
        CHECK(score.low == near(expected["low"]));
        CHECK(score.high == near(expected["high"]));
    }
}

TEST_CASE("Wilson's intervals agree with the reference") {
    const auto all = reference();
    for (const nlohmann::json& expected : all["wilson"]) {
        const auto [low, high] = wilsonInterval(expected["fraction"], expected["n"], 1.959963984540054);
        CHECK(low == near(expected["low"]));
        CHECK(high == near(expected["high"]));
    }
}

TEST_CASE("An interval is never narrower than what the rows resolve") {
    // Two seeds with equal differences of one row of 40 (2.5 points).
    const Runs a = wrongOn(40, {{0, 1, 2}, {0, 1, 2}}), b = wrongOn(40, {{0, 1}, {0, 1}});
    const Estimate difference = pairedDifference(a.scores, b.scores, accuracyOf(40));
    CHECK(difference.mean == Approx(-0.025));
    CHECK(difference.sd == 0);
    CHECK(difference.low < -0.06);
    CHECK(difference.high > 0.02);
    CHECK(verdictOn(difference) == Verdict::Undecided);

    // The same with more seeds that are all equal.
    const Runs more = wrongOn(40, {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}});
    const Runs others = wrongOn(40, {{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}});
    CHECK(verdictOn(pairedDifference(more.scores, others.scores, accuracyOf(40))) == Verdict::Undecided);
}

TEST_CASE("Seeds that fail on opposite rows leave no less to chance than as many independent answers") {
    // One run predicts one class for all rows, the other run the other class.
    std::vector<int> first, last;
    for (int i = 0; i < 50; ++i) {
        first.push_back(i);
        last.push_back(50 + i);
    }
    const Runs opposite = wrongOn(100, {first, last}), perfect = wrongOn(100, {{}, {}});
    const double independent = std::sqrt(0.5 * 0.5 / 200);
    const Estimate score = scoreEstimate(opposite.scores, accuracyOf(100));
    CHECK(score.mean == 0.5);
    CHECK(score.error >= independent);
    CHECK(score.error < 1.02 * independent);
    CHECK(score.low < 0.5 - 1.9 * independent);
    CHECK(score.high > 0.5 + 1.9 * independent);
    const Estimate difference = pairedDifference(opposite.scores, perfect.scores, accuracyOf(100));
    CHECK(difference.error >= independent);
    CHECK(difference.high - difference.low > 3.8 * independent);
}

TEST_CASE("Of many seeds that answer everything rightly only the rows are uncertain") {
    // 1/10 added ten times is not 1.
    const Estimate ten = scoreEstimate(wrongOn(50, std::vector<std::vector<int>>(10)).scores, accuracyOf(50));
    const Estimate one = scoreEstimate(wrongOn(50, {{}}).scores, accuracyOf(50));
    CHECK(ten.low == Approx(one.low).epsilon(1e-12));
}

TEST_CASE("Equal seeds decide once the rows do") {
    std::vector<int> many(100);
    for (int i = 0; i < 100; ++i)
        many[static_cast<std::size_t>(i)] = i;
    const Runs bad = wrongOn(200, {many, many, many}), good = wrongOn(200, {{}, {}, {}});
    CHECK(verdictOn(pairedDifference(bad.scores, good.scores, accuracyOf(200))) == Verdict::Worse);
    CHECK(verdictOn(pairedDifference(bad.withoutRows(), good.withoutRows(), accuracyOf(200))) == Verdict::Worse);
    CHECK(verdictOn(pairedDifference(bad.withoutRows(), good.withoutRows(), accuracyOf(0))) == Verdict::Undecided);
}

TEST_CASE("One seed or two give an interval and no verdict") {
    std::vector<int> half(500);
    for (int i = 0; i < 500; ++i)
        half[static_cast<std::size_t>(i)] = i;
    for (const std::size_t n : {std::size_t{1}, std::size_t{2}}) {
        const Runs bad = wrongOn(1000, std::vector(n, half)), good = wrongOn(1000, std::vector<std::vector<int>>(n));
        const Estimate difference = pairedDifference(good.scores, bad.scores, accuracyOf(1000));
        CHECK(difference.low > 0.4);
        CHECK(verdictOn(difference) == Verdict::Undecided);
        const Needed needed = neededToDecide(difference);
        CHECK(needed.seeds == 3 - static_cast<int>(n));
        CHECK_THAT(inWords(needed, difference, "dev").text(),
                   Catch::StartsWith(n == 1 ? "one seed does not show how far seeds differ, so a verdict needs at "
                                              "least 3 seeds in common; at least 2 more seeds"
                                            : "two seeds may be alike by chance, so a verdict needs at least 3 seeds "
                                              "in common; 1 more seed"));
    }
    // An interval that holds 0 is its own reason.
    const Runs a = wrongOn(40, {{0, 1, 2}, {0, 1, 2}}), b = wrongOn(40, {{0, 1}, {0, 1}});
    const Estimate wide = pairedDifference(a.scores, b.scores, accuracyOf(40));
    CHECK(whyUndecided(wide).empty());
    CHECK_THAT(inWords(neededToDecide(wide), wide, "dev").text(), !Catch::Contains("in common"));
}

TEST_CASE("Why a difference without a spread is undecided is stated too") {
    const auto words = [](const std::vector<double>& differences) {
        const Estimate difference = estimate(differences);
        return inWords(neededToDecide(difference), difference, "dev").text();
    };
    CHECK(words({0, 0, 0}) == "no difference was seen");
    CHECK(words({0.1, 0.1, 0.1}) == "the difference is the same on every seed, which gives no measure of chance");
    CHECK(words({0.1, 0.1}) == "two seeds may be alike by chance, so a verdict needs at least 3 seeds in common");
    CHECK_THAT(words({0.1}), Catch::StartsWith("one seed does not show how far seeds differ"));
    CHECK(words({0.1, 0.101, 0.099}).empty());  // decided
}

TEST_CASE("Intervals of fractions stay between 0 and 1") {
    const Estimate perfect = scoreEstimate(wrongOn(50, {{}, {}, {}}).scores, accuracyOf(50));
    CHECK(perfect.mean == 1);
    CHECK(perfect.high == 1);
    CHECK(perfect.low == Approx(1 - 4.04 / (50 + 4.04)).epsilon(0.01));  // Wilson's, reach squared = 4.04
    CHECK(perfect.lowError > perfect.low);
    for (const std::vector<SeedScore>& scores :
         {std::vector<SeedScore>{{0, 0.99}, {1, 0.8}}, {{0, 0.01}, {1, 0.2}}, {{0, 0.0}, {1, 1.0}}, {{0, 1.0}}})
        for (const std::int64_t rows : {0, 10, 100'000}) {
            const Estimate score = scoreEstimate(scores, accuracyOf(rows));
            CHECK(score.low >= 0);
            CHECK(score.high <= 1);
            CHECK(score.low <= score.mean);
            CHECK(score.high >= score.mean);
        }
    const Estimate correlation = scoreEstimate({{0, -0.9}, {1, -0.5}, {2, 0.1}}, ScoreKind::of("mcc", 0));
    CHECK(correlation.low >= -1);
    CHECK(correlation.low < -0.8);
}

TEST_CASE("Pairing by rows makes differences narrower than their number alone allows") {
    const Runs a = wrongOn(100, {{0, 1, 2, 3, 4, 5, 6}, {0, 1, 2, 3, 4, 5, 7}, {0, 1, 2, 3, 4, 5, 8}});
    const Runs b = wrongOn(100, {{0, 1, 2, 3, 4}, {0, 1, 2, 3, 5}, {0, 1, 2, 3, 4}});
    const Estimate paired = pairedDifference(a.scores, b.scores, accuracyOf(100));
    const Estimate unpaired = pairedDifference(a.withoutRows(), b.withoutRows(), accuracyOf(100));
    CHECK(paired.rowError == RowError::Recorded);
    CHECK(unpaired.rowError == RowError::Unpaired);
    CHECK(paired.mean == unpaired.mean);
    CHECK(paired.error < unpaired.error / 2);
    // Rows of another number are not the same rows.
    const Runs other = wrongOn(101, {{0}, {0}, {0}});
    CHECK(pairedDifference(a.scores, other.scores, accuracyOf(100)).rowError == RowError::Unpaired);
}

TEST_CASE("What is needed decides at the next try more often than not") {
    const Runs a = wrongOn(400, {{0, 1, 2, 3, 4, 5, 6}, {0, 1, 2, 30, 4}, {0, 11, 12, 3, 4, 5}});
    const Runs b = wrongOn(400, {{0, 1, 2}, {0, 1, 2, 3}, {0, 1, 2, 3}});
    const Estimate difference = pairedDifference(a.scores, b.scores, accuracyOf(400));
    REQUIRE(verdictOn(difference) == Verdict::Undecided);
    const Needed needed = neededToDecide(difference);
    REQUIRE(needed.rows.has_value());
    const auto reached = [&](int seeds, std::int64_t rows) {
        const auto [error, reach] = errorOf(expectedSquares(difference.parts, seeds, rows));
        return (reach + 0.8416212335729143) * error <= std::abs(difference.mean);
    };
    CHECK(reached(3, *needed.rows));
    CHECK_FALSE(reached(3, *needed.rows * 9 / 10));
    CHECK(neededToDecide(Estimate{}).seeds == std::nullopt);
    CHECK(inWords({}, Estimate{}, "dev").empty());
    const Estimate nothing = pairedDifference(a.scores, a.scores, accuracyOf(400));
    CHECK(neededToDecide(nothing).rows == std::nullopt);
    CHECK(inWords(neededToDecide(nothing), nothing, "dev").text() == "no difference was seen");
}

TEST_CASE("Intervals hold the true mean in about 95 of 100 sweeps") {
    // Three seeds that differ by 2 points on 150 of infinitely many rows; all of it in docs/statistics.md.
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    constexpr int sweeps = 600, seeds = 3, rows = 150;
    const double likeness = 2, seedSd = 0.16, scale = std::sqrt(1 + likeness * likeness + seedSd * seedSd);
    const std::vector<int> truth(rows, 1);
    int held = 0;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        std::vector<double> row(rows);
        for (double& each : row)
            each = likeness * normal(random);
        Runs runs;
        for (int seed = 0; seed < seeds; ++seed) {
            const double level = 0.8416212335729143 * scale + seedSd * normal(random);  // 80 %
            std::vector<int> predicted(rows);
            for (int i = 0; i < rows; ++i)
                predicted[static_cast<std::size_t>(i)] = level + row[static_cast<std::size_t>(i)] + normal(random) > 0;
            runs.add(rowOutcomes(truth, predicted, {2, 1}, "accuracy"));
        }
        const Estimate score = scoreEstimate(runs.scores, accuracyOf(rows));
        held += score.low <= 0.8 && 0.8 <= score.high;
    }
    CHECK(held > 0.93 * sweeps);
    CHECK(held < 0.985 * sweeps);
}
