// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/Comparison.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/runs/FactorNumbers.h"

namespace adapterscope {

namespace {

/// Gives each seed pair a number of its own, which is what pairing needs.
class SeedNumbers {
public:
    std::vector<SeedScore> scoresOf(const ComparedDesign& design) {
        std::vector<SeedScore> scores;
        for (const ComparedDesign::Score& score : design.scores) {
            const auto next = static_cast<int>(m_numbers.size());
            const int number = m_numbers.try_emplace({score.seed, score.dataSeed}, next).first->second;
            scores.push_back({number, score.value, score.rows.get()});
        }
        return scores;
    }

private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, int> m_numbers;
};

/// The places of those that are compared with each other: on one base and task, by one metric.
std::vector<std::vector<std::size_t>> placesByScope(const std::vector<ComparedDesign>& designs) {
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < designs.size(); ++i)
        places[{designs[i].spec.baseHash, designs[i].spec.taskHash, designs[i].metric}].push_back(i);
    std::vector<std::vector<std::size_t>> scopes;
    for (auto& [scope, members] : places)
        scopes.push_back(std::move(members));
    return scopes;
}

/// Pilots try one more rate if the best is at the end of the ladder; every design gets that same care.
void markFewerRates(std::vector<ComparedDesign>& designs) {
    for (const auto& members : placesByScope(designs)) {
        int most = 1, mostGiven = 1;  // of all, and of those without pilots
        for (const std::size_t i : members) {
            most = std::max(most, designs[i].rates);
            if (designs[i].pilots.empty())
                mostGiven = std::max(mostGiven, designs[i].rates);
        }
        for (const std::size_t i : members)
            designs[i].hasFewerRates = designs[i].rates < (designs[i].pilots.empty() ? most : mostGiven);
    }
}

void placeOnFronts(std::vector<ComparedDesign>& designs) {
    for (const auto& members : placesByScope(designs)) {
        SeedNumbers seeds;
        std::vector<FrontPoint> points;
        for (const std::size_t i : members)
            points.push_back({designs[i].trained, seeds.scoresOf(designs[i])});
        const std::vector<FrontState> states = paretoFront(points, designs[members.front()].kind);
        for (std::size_t i = 0; i < members.size(); ++i)
            designs[members[i]].front = states[i];
    }
}

void labelAll(std::vector<ComparedDesign>& designs) {
    const Factors factors = Factors::of(designs);
    for (std::size_t i = 0; i < designs.size(); ++i)
        designs[i].label = factors.label(i);
}

void addScore(const RunRecord& run, ScoredOn scoredOn, ComparedDesign& design) {
    if (!run.tried.empty())
        design.pilots = run.tried;
    for (const Sentence& remark : run.remarks)
        if (std::find(design.remarks.begin(), design.remarks.end(), remark) == design.remarks.end())
            design.remarks.push_back(remark);
    const std::optional<double>& value = scoreOf(run.result, scoredOn);
    if (run.result.status == Status::Diverged) {
        ++design.diverged;
    } else if (run.result.status != Status::Done) {
        ++design.unfinished;
    } else if (value) {
        design.metric = run.result.metric;
        design.seconds += run.result.seconds;
        if (run.result.costs)
            design.costs = run.result.costs;
        design.scores.push_back({run.id, run.spec.seed, run.spec.dataSeed, *value,
                                 RowValues::of(outcomesOf(run.result, scoredOn), run.result.metric)});
    }
}

/// Those with a score, not yet seen beside each other.
std::vector<ComparedDesign> averaged(const std::vector<RunRecord>& runs, ScoredOn scoredOn, const RatesGiven& rates) {
    std::vector<ComparedDesign> designs;
    std::map<std::string, std::size_t> places;
    for (const RunRecord& run : runs) {
        const std::string key = groupOf(run);
        const auto [place, isNew] = places.try_emplace(key, designs.size());
        if (isNew) {
            ComparedDesign design;
            design.key = key;
            design.spec = run.spec;
            design.trained = run.parameters;
            design.rates = rates.of(run);
            designs.push_back(design);
        }
        addScore(run, scoredOn, designs[place->second]);
    }
    designs.erase(
        std::remove_if(designs.begin(), designs.end(), [](const auto& design) { return design.scores.empty(); }),
        designs.end());
    const EvaluatedRows rows(runs, scoredOn);
    for (ComparedDesign& design : designs) {
        design.seconds /= static_cast<double>(design.scores.size());
        design.kind = ScoreKind::of(design.metric, rows.of(design.spec));
        design.estimate = scoreEstimate(SeedNumbers().scoresOf(design), design.kind);
    }
    return designs;
}

struct Best {
    const ComparedDesign* design;
    int tried;
    std::string value;
};

/// By the key of each best design, from how many designs that differ only in the factor it was chosen, and its value.
std::map<std::string, Best> bestOf(const std::vector<ComparedDesign>& designs, const std::string& factor) {
    const Factors factors = Factors::of(designs);
    factors.requireFactor(factor);
    std::map<std::map<std::string, std::string>, Best> best;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        auto others = factors.values(i);
        others.erase(factor);
        Best& found = best.try_emplace(std::move(others), Best{&designs[i], 0, {}}).first->second;
        ++found.tried;
        if (found.tried == 1 || designs[i].estimate.mean > found.design->estimate.mean) {
            found.design = &designs[i];
            found.value = factorText(factor, factors.valueOf(i, factor));
        }
    }
    std::map<std::string, Best> byKey;
    for (const auto& [others, found] : best)
        byKey.emplace(found.design->key, found);
    return byKey;
}

void keepBest(std::vector<ComparedDesign>& designs, const std::map<std::string, Best>& best) {
    std::erase_if(designs, [&](const ComparedDesign& design) { return !best.contains(design.key); });
    for (ComparedDesign& design : designs) {
        design.tried = best.at(design.key).tried;
        design.picked = best.at(design.key).value;
    }
}

std::optional<Estimate> estimateOf(const std::string& key, const std::vector<ComparedDesign>& designs) {
    const auto found =
        std::find_if(designs.begin(), designs.end(), [&](const ComparedDesign& design) { return design.key == key; });
    return found == designs.end() ? std::nullopt : std::optional(found->estimate);
}

/// Keeps the best on dev, with their scores on both.
void pickBest(std::vector<ComparedDesign>& designs, const std::vector<ComparedDesign>& onDev,
              const std::vector<ComparedDesign>& onTest, const std::string& factor) {
    keepBest(designs, bestOf(onDev, factor));
    for (ComparedDesign& design : designs) {
        design.onDev = estimateOf(design.key, onDev);
        design.onTest = estimateOf(design.key, onTest);
    }
}

/// Fills what depends on the other designs.
void compareWithEachOther(std::vector<ComparedDesign>& designs) {
    labelAll(designs);
    markFewerRates(designs);
    placeOnFronts(designs);
}

}  // namespace

std::vector<ComparedDesign> compareRuns(const std::vector<RunRecord>& runs, ScoredOn scoredOn,
                                        const std::string& bestOver, const RatesGiven* rates) {
    std::optional<RatesGiven> own;
    const RatesGiven& given = rates ? *rates : own.emplace(runs);
    std::vector<ComparedDesign> designs = averaged(runs, scoredOn, given);
    if (!bestOver.empty()) {
        const bool isOnDev = scoredOn == ScoredOn::Dev;
        const auto here = designs, others = averaged(runs, isOnDev ? ScoredOn::Test : ScoredOn::Dev, given);
        pickBest(designs, isOnDev ? here : others, isOnDev ? others : here, bestOver);
    }
    compareWithEachOther(designs);
    return designs;
}

Comparisons compareRunsOnBoth(const std::vector<RunRecord>& runs, const std::string& bestOver,
                              const RatesGiven* rates) {
    std::optional<RatesGiven> own;
    const RatesGiven& given = rates ? *rates : own.emplace(runs);
    Comparisons compared{averaged(runs, ScoredOn::Dev, given), averaged(runs, ScoredOn::Test, given)};
    if (!bestOver.empty()) {
        const Comparisons all = compared;
        pickBest(compared.dev, all.dev, all.test, bestOver);
        pickBest(compared.test, all.dev, all.test, bestOver);
    }
    compareWithEachOther(compared.dev);
    compareWithEachOther(compared.test);
    return compared;
}

const std::vector<std::string>& costNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        eachCost([&](const char* name, auto) { all.emplace_back(name); });
        all.emplace_back("seconds");
        return all;
    }();
    return names;
}

bool isCost(const std::string& name) {
    return std::find(costNames().begin(), costNames().end(), name) != costNames().end();
}

std::optional<double> costOf(const ComparedDesign& design, const std::string& name) {
    if (name == "seconds")
        return design.seconds;
    std::optional<double> cost;
    eachCost([&](const char* own, auto member) {
        if (name == own && design.costs)
            cost = static_cast<double>((*design.costs).*member);
    });
    return cost;
}

std::optional<double> numberBy(const std::string& costOrFactor, const ComparedDesign& design, const Factors& factors,
                               std::size_t i) {
    return isCost(costOrFactor) ? costOf(design, costOrFactor) : numberOf(factors, i, costOrFactor);
}

Estimate differenceBetween(const ComparedDesign& a, const ComparedDesign& b) {
    SeedNumbers seeds;
    const auto scoresOfA = seeds.scoresOf(a);
    return pairedDifference(scoresOfA, seeds.scoresOf(b), a.kind);
}

}  // namespace adapterscope
