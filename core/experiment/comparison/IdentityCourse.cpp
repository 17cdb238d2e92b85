// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/comparison/IdentityCourse.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/design/methods/Adapter.h"

namespace adapterscope {
namespace {

bool before(const IdentityPoint& a, const IdentityPoint& b) {
    return a.layer != b.layer ? a.layer < b.layer : a.site < b.site;
}

std::vector<IdentityMoment> momentsOf(const std::vector<CurvePoint>& curve) {
    std::vector<IdentityMoment> moments;
    for (const CurvePoint& point : curve) {
        if (point.identity.empty())
            continue;
        moments.push_back({point.step, point.identity});
        std::sort(moments.back().adapters.begin(), moments.back().adapters.end(), before);
    }
    return moments;
}

/// The points of one place for several seeds, merged.
IdentityPoint meanOf(const std::vector<IdentityPoint>& points) {
    IdentityPoint mean{points.front().layer, points.front().site, 0, 0, 0, points.front().measured};
    const double n = static_cast<double>(points.size());
    for (const IdentityPoint& point : points) {
        mean.distance += point.distance / n;
        mean.median += point.median / n;
        mean.p95 += point.p95 / n;
    }
    return mean;
}

std::vector<IdentityMoment> meanOf(const std::vector<IdentityCourse::Seed>& seeds) {
    std::map<std::int64_t, std::vector<const IdentityMoment*>> bySteps;
    for (const IdentityCourse::Seed& seed : seeds)
        for (const IdentityMoment& moment : seed.moments)
            bySteps[moment.step].push_back(&moment);
    std::vector<IdentityMoment> mean;
    for (const auto& [step, moments] : bySteps) {
        if (moments.size() != seeds.size())
            continue;
        std::map<std::pair<int, Site>, std::vector<IdentityPoint>> byAdapter;
        for (const IdentityMoment* moment : moments)
            for (const IdentityPoint& adapter : moment->adapters)
                byAdapter[{adapter.layer, adapter.site}].push_back(adapter);
        mean.push_back({step, {}});
        for (const auto& [adapter, points] : byAdapter)
            mean.back().adapters.push_back(meanOf(points));
    }
    return mean;
}

}  // namespace

std::optional<double> meanDistance(const std::vector<IdentityPoint>& points) {
    double sum = 0;
    for (const IdentityPoint& point : points)
        sum += point.distance;
    if (points.empty() || !std::isfinite(sum))
        return std::nullopt;
    return sum / static_cast<double>(points.size());
}

std::optional<double> meanOfAdapters(std::vector<IdentityPoint> points) {
    std::erase_if(points, [](const IdentityPoint& point) { return point.measured != Measured::Adapter; });
    return meanDistance(points);
}

IdentityCourse identityCourse(const std::vector<RunRecord>& runs) {
    IdentityCourse course;
    for (const RunRecord& run : runs) {
        if (course.key.empty()) {
            course.key = groupOf(run);
            course.spec = run.spec;
        }
        IdentityCourse::Seed seed{run.id, run.spec.seed, run.result.status, momentsOf(run.result.curve)};
        if (seed.moments.empty()) {
            course.unmeasured += run.result.status == Status::Done;  // one may diverge before it can be measured
            continue;
        }
        for (const IdentityPoint& adapter : seed.moments.front().adapters) {
            course.layers = std::max(course.layers, adapter.layer + 1);
            if (std::find(course.sites.begin(), course.sites.end(), adapter.site) == course.sites.end())
                course.sites.push_back(adapter.site);
        }
        course.seeds.push_back(std::move(seed));
    }
    std::sort(course.sites.begin(), course.sites.end());
    course.mean = meanOf(course.seeds);
    return course;
}

std::vector<AdapterDesign> adapterDesigns(const std::vector<RunRecord>& runs) {
    std::vector<AdapterDesign> designs;
    std::vector<std::vector<double>> scores;
    std::map<std::string, std::size_t> places;
    for (const RunRecord& run : runs) {
        if (!isMeasured(run.spec.design))
            continue;
        const std::string key = groupOf(run);
        const auto [place, isNew] = places.try_emplace(key, designs.size());
        if (isNew) {
            designs.push_back({key, run.spec, {}, {}});
            scores.emplace_back();
        }
        designs[place->second].runs.push_back(run.id);
        if (run.result.status == Status::Done && run.result.dev)
            scores[place->second].push_back(*run.result.dev);
    }
    for (std::size_t i = 0; i < designs.size(); ++i)
        if (!scores[i].empty())
            designs[i].score = estimate(scores[i]);
    return designs;
}

int bestDesign(const std::vector<AdapterDesign>& designs) {
    const auto best =
        std::max_element(designs.begin(), designs.end(), [](const AdapterDesign& a, const AdapterDesign& b) {
            return b.score.n > 0 && (a.score.n == 0 || a.score.mean < b.score.mean);
        });
    return best == designs.end() ? -1 : static_cast<int>(best - designs.begin());
}

bool hasAdapters(const Design& design) {
    const auto* adapter = settingsIf<AdapterSettings>(design);
    if (!adapter || adapter->sites.empty())
        return false;
    const std::vector<int>& layers = adapter->layers.listed();
    return adapter->layers.isAll() ||
           std::any_of(layers.begin(), layers.end(), [&](int layer) { return adapter->sizeAt(layer) > 0; });
}

bool isMeasured(const Design& design) {
    return hasAdapters(design) || std::any_of(design.parts.begin(), design.parts.end(), [](const Part& part) {
               if (const auto* adapter = part.settings.getIf<AdapterSettings>())
                   return adapter->layerNorm;
               const MethodInfo& method = methodOf(part);
               return method.added || method.trained;
           });
}

}  // namespace adapterscope
