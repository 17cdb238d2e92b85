// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/SigmaSweep.h"

#include <algorithm>
#include <string_view>

#include "core/design/Methods.h"
#include "core/design/methods/Adapter.h"
#include "core/experiment/comparison/IdentityCourse.h"

namespace adapterscope {
namespace {

void dropSigma(Design& design) {
    for (AdapterSettings* adapter : adaptersOf(design)) {
        adapter->sigma = AdapterSettings{}.sigma;
        adapter->skip = AdapterSettings{}.skip;
    }
}

RunSpec withoutSigma(RunSpec spec) {
    dropSigma(spec.design);
    return spec;
}

SigmaPoint& pointOf(SigmaSweep& sweep, double sigma, bool skip) {
    const auto found = std::find_if(sweep.points.begin(), sweep.points.end(), [&](const SigmaPoint& point) {
        return point.sigma == sigma && point.skip == skip;
    });
    if (found != sweep.points.end())
        return *found;
    SigmaPoint point;
    point.sigma = sigma;
    point.skip = skip;
    return sweep.points.emplace_back(point);
}

void addRun(SigmaPoint& point, const RunRecord& run, const CurvePoint* start) {
    SigmaPoint::Seed seed{run.id, run.spec.seed, run.result.status, {}, {}, {}};
    if (start)
        seed.distance = meanOfAdapters(start->identity);
    if (run.result.status == Status::Done) {
        ++point.finished;
        seed.score = run.result.dev;
        seed.rows = RowValues::of(run.result.devRows, run.result.metric);
    } else if (run.result.status == Status::Diverged) {
        ++point.diverged;
    } else {
        ++point.unfinished;
    }
    point.seeds.push_back(std::move(seed));
}

void average(SigmaPoint& point, const ScoreKind& kind) {
    std::vector<SeedScore> scores;
    std::vector<double> distances;
    for (const SigmaPoint::Seed& seed : point.seeds) {
        if (seed.score)
            scores.push_back({static_cast<int>(scores.size()), *seed.score, seed.rows.get()});
        if (seed.distance)
            distances.push_back(*seed.distance);
    }
    if (!scores.empty())
        point.score = scoreEstimate(scores, kind);
    if (!distances.empty())
        point.distance = estimate(distances);
}

}  // namespace

std::optional<double> SigmaPoint::divergedShare() const {
    const int ended = finished + diverged;
    return ended > 0 ? std::optional(static_cast<double>(diverged) / ended) : std::nullopt;
}

std::vector<double> SigmaSweep::sigmas() const {
    std::vector<double> values;
    for (const SigmaPoint& point : points)
        values.push_back(point.sigma);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

int SigmaSweep::diverged() const {
    int sum = 0;
    for (const SigmaPoint& point : points)
        sum += point.diverged;
    return sum;
}

int SigmaSweep::unfinished() const {
    int sum = 0;
    for (const SigmaPoint& point : points)
        sum += point.unfinished;
    return sum;
}

std::string overSigmas(Design design) {
    constexpr std::string_view whole = sigmaSweepDesign;
    constexpr std::size_t sigma = whole.find("sigma="), skip = whole.find(",skip="), rate = whole.find(",lr=");
    dropSigma(design);
    std::string text;
    bool isSwept = false;
    for (const Part& part : design.parts) {
        Design alone;
        alone.parts = {part};
        if (text.empty()) {  // what belongs to the whole design is in its first part
            alone.head = design.head;
            alone.learningRate = design.learningRate;
        }
        std::string own = toText(alone);
        const MethodInfo& method = methodOf(part);
        if (!isSwept && settingsIf<AdapterSettings>(part) && method.key("sigma")) {
            isSwept = true;
            own += own.find(':') == std::string::npos ? ':' : ',';
            own += whole.substr(sigma, (method.key("skip") ? rate : skip) - sigma);
        }
        text += (text.empty() ? "" : " & ") + own;
    }
    return text;
}

bool isDrawnBySigma(const Design& design) {
    return hasAdapters(design) && settingsOf<AdapterSettings>(design).isDrawnBySigma();
}

std::vector<SigmaSweep> sigmaSweeps(const std::vector<RunRecord>& runs,
                                    const std::map<std::string, CurvePoint>& starts) {
    std::vector<SigmaSweep> sweeps;
    std::map<std::string, std::size_t> places;
    std::map<std::string, std::string> keys;  // by group
    for (const RunRecord& run : runs) {
        if (!isDrawnBySigma(run.spec.design))
            continue;
        const RunSpec spec = withoutSigma(run.spec);
        std::string& key = keys[groupOf(run)];
        if (key.empty())
            key = groupId(spec);
        const auto [place, isNew] = places.try_emplace(key, sweeps.size());
        if (isNew) {
            sweeps.emplace_back();
            sweeps.back().key = key;
            sweeps.back().spec = spec;
        }
        SigmaSweep& sweep = sweeps[place->second];
        if (sweep.metric.empty())
            sweep.metric = run.result.metric;
        const auto start = starts.find(run.id);
        const bool isMeasured = start != starts.end() && !start->second.identity.empty();
        sweep.unmeasured += run.result.status == Status::Done && !isMeasured;  // one may diverge before it can be
        const auto& adapter = settingsOf<AdapterSettings>(run.spec.design);
        addRun(pointOf(sweep, adapter.sigma, adapter.skip), run, isMeasured ? &start->second : nullptr);
    }
    const EvaluatedRows rows(runs, ScoredOn::Dev);
    for (SigmaSweep& sweep : sweeps) {
        for (SigmaPoint& point : sweep.points)
            average(point, ScoreKind::of(sweep.metric, rows.of(sweep.spec)));
        std::sort(sweep.points.begin(), sweep.points.end(), [](const SigmaPoint& a, const SigmaPoint& b) {
            return a.skip != b.skip ? a.skip : a.sigma < b.sigma;
        });
    }
    std::stable_sort(sweeps.begin(), sweeps.end(),
                     [](const SigmaSweep& a, const SigmaSweep& b) { return a.sigmas().size() > b.sigmas().size(); });
    return sweeps;
}

}  // namespace adapterscope
