// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/IdentityFigure.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/design/methods/Adapter.h"
#include "core/experiment/comparison/SigmaSweep.h"
#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunCounts.h"

namespace adapterscope {

const std::vector<IdentityMoment>& IdentityFigure::shown() const {
    return chosen >= 0 && chosen < static_cast<int>(course.seeds.size())
               ? course.seeds[static_cast<std::size_t>(chosen)].moments
               : course.mean;
}

std::vector<std::int64_t> IdentityFigure::steps() const {
    std::vector<std::int64_t> steps;
    for (const IdentityMoment& moment : shown())
        steps.push_back(moment.step);
    return steps;
}

std::string IdentityFigure::shownName() const {
    if (chosen >= 0 && chosen < static_cast<int>(course.seeds.size()))
        return "seed " + std::to_string(course.seeds[static_cast<std::size_t>(chosen)].seed);
    const std::size_t seeds = course.seeds.size();
    return seeds == 1 ? "seed " + std::to_string(course.seeds.front().seed)
                      : "mean of " + std::to_string(seeds) + " seeds";
}

std::vector<std::string> designTexts(const std::vector<AdapterDesign>& designs) {
    const Factors factors = Factors::of(designs);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < designs.size(); ++i)
        texts.push_back(factors.label(i));
    return texts;
}

IdentityFigure identityFigure(const Project& project, const AdapterDesign& design, const std::string& text) {
    std::vector<RunRecord> runs;
    RunCounts counts;
    for (const std::string& id : design.runs)
        if (auto run = project.run(id)) {
            counts.add(run->result.status);
            runs.push_back(std::move(*run));
        }
    IdentityFigure figure;
    figure.course = identityCourse(runs);
    figure.design = text;
    figure.scope = scopeText(design.spec, text);
    if (counts.of(Status::Done) == 0)
        figure.whyUnfinished = counts.whyNothing({});
    if (!figure.course.mean.empty())
        figure.step = figure.course.mean.back().step;
    return figure;
}

namespace {

/// How far a design's start is from the paper's: bottleneck adapters with sigma = 1e-2 and the skip connection.
std::tuple<bool, bool, double> farFromPaper(const AdapterDesign& design) {
    if (!hasAdapters(design.spec.design))
        return {true, false, 0};
    const auto& settings = settingsOf<AdapterSettings>(design.spec.design);
    const double sigma = settings.isDrawnBySigma() ? settings.sigma : 0;
    return {false, !settings.skip, std::abs(std::log10(sigma) - std::log10(paperSigma))};
}

/// The index of the design whose start is nearest the paper's; of several the best on dev.
int likePaper(const std::vector<AdapterDesign>& designs) {
    const auto nearest = farFromPaper(*std::min_element(
        designs.begin(), designs.end(),
        [](const AdapterDesign& a, const AdapterDesign& b) { return farFromPaper(a) < farFromPaper(b); }));
    std::vector<AdapterDesign> near;
    std::vector<int> places;
    for (std::size_t i = 0; i < designs.size(); ++i)
        if (farFromPaper(designs[i]) == nearest) {
            near.push_back(designs[i]);
            places.push_back(static_cast<int>(i));
        }
    return places[static_cast<std::size_t>(bestDesign(near))];
}

}  // namespace

IdentityFigure bestIdentityFigure(const Project& project, std::vector<AdapterDesign> designs) {
    std::vector<std::string> texts = designTexts(designs);
    IdentityFigure best;
    while (!designs.empty()) {
        const int index = likePaper(designs);
        IdentityFigure figure =
            identityFigure(project, designs[static_cast<std::size_t>(index)], texts[static_cast<std::size_t>(index)]);
        if (!figure.empty())
            return figure;
        if (best.course.key.empty())
            best = std::move(figure);
        designs.erase(designs.begin() + index);
        texts.erase(texts.begin() + index);
    }
    return best;
}

const IdentityMoment* momentAt(const std::vector<IdentityMoment>& moments, std::int64_t step) {
    const auto found =
        std::find_if(moments.begin(), moments.end(), [&](const IdentityMoment& moment) { return moment.step == step; });
    return found == moments.end() ? nullptr : &*found;
}

std::vector<IdentityPoint> atSite(const IdentityMoment& moment, Site site) {
    std::vector<IdentityPoint> adapters;
    for (const IdentityPoint& adapter : moment.adapters)
        if (adapter.site == site)
            adapters.push_back(adapter);
    return adapters;
}

}  // namespace adapterscope
