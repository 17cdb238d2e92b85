// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/Comparison.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace adapterscope {

namespace {

/// Gives each seed pair a number of its own, which is what pairing needs.
class SeedNumbers {
public:
    std::vector<std::pair<int, double>> scoresOf(const ComparedDesign& design) {
        std::vector<std::pair<int, double>> scores;
        for (const ComparedDesign::Score& score : design.scores) {
            const auto next = static_cast<int>(m_numbers.size());
            scores.emplace_back(m_numbers.try_emplace({score.seed, score.dataSeed}, next).first->second, score.value);
        }
        return scores;
    }

private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, int> m_numbers;
};

void placeOnFronts(std::vector<ComparedDesign>& designs) {
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::size_t>> fronts;
    for (std::size_t i = 0; i < designs.size(); ++i)
        fronts[{designs[i].spec.baseHash, designs[i].spec.taskHash, designs[i].metric}].push_back(i);
    for (const auto& [front, members] : fronts) {
        SeedNumbers seeds;
        std::vector<FrontPoint> points;
        for (const std::size_t i : members)
            points.push_back({designs[i].trained, seeds.scoresOf(designs[i])});
        const std::vector<FrontState> states = paretoFront(points);
        for (std::size_t i = 0; i < members.size(); ++i)
            designs[members[i]].front = states[i];
    }
}

}  // namespace

std::vector<ComparedDesign> compareRuns(const std::vector<RunRecord>& runs, ScoredOn scoredOn) {
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
            designs.push_back(design);
        }
        ComparedDesign& design = designs[place->second];
        for (const std::string& remark : run.remarks)
            if (std::find(design.remarks.begin(), design.remarks.end(), remark) == design.remarks.end())
                design.remarks.push_back(remark);
        const std::optional<double>& value = scoredOn == ScoredOn::Dev ? run.result.dev : run.result.test;
        if (run.result.status == Status::Diverged) {
            ++design.diverged;
        } else if (run.result.status != Status::Done) {
            ++design.unfinished;
        } else if (value) {
            design.metric = run.result.metric;
            design.scores.push_back({run.id, run.spec.seed, run.spec.dataSeed, *value});
        }
    }
    designs.erase(
        std::remove_if(designs.begin(), designs.end(), [](const auto& design) { return design.scores.empty(); }),
        designs.end());
    for (ComparedDesign& design : designs) {
        std::vector<double> values;
        for (const ComparedDesign::Score& score : design.scores)
            values.push_back(score.value);
        design.estimate = estimate(values);
    }
    placeOnFronts(designs);
    return designs;
}

Estimate differenceBetween(const ComparedDesign& a, const ComparedDesign& b) {
    SeedNumbers seeds;
    const auto scoresOfA = seeds.scoresOf(a);
    return pairedDifference(scoresOfA, seeds.scoresOf(b));
}

}  // namespace adapterscope
