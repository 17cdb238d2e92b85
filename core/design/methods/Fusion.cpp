// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Fusion.h"

#include <fmt/format.h>

#include <set>

#include "core/common/Hash.h"
#include "core/common/Quantity.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/BottleneckKeys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr std::size_t mostFused = 32;
constexpr std::size_t idLength = 16;  // of runId
constexpr const char* noRuns = "none";

void requireId(const std::string& text) {
    if (!isHexadecimal(text, idLength))
        throw Error("'{}' is not the id of a run; write ids of {} hexadecimal digits, with + between.", text, idLength);
}

KeyInfo runsKey() {
    KeyInfo key = describedKey(
        {"of", "Runs to fuse",
         "The runs whose adapters are combined, as their ids with + between: two or more finished runs of this project "
         "on the same base (Pfeiffer et al. 2021, section 3). Their adapters stay as they are."},
        KeyKind::Runs);
    overMember<FusionSettings, std::vector<std::string>>(
        key, &FusionSettings::runs,
        [](const std::vector<std::string>& runs) {
            std::string joined;
            for (const std::string& run : runs)
                joined += (joined.empty() ? "" : "+") + run;
            return joined.empty() ? noRuns : joined;
        },
        [](const std::string& value) {
            return readingKey("of", value, [](const std::string& text) {
                std::set<std::string> runs;
                if (text == noRuns)
                    return std::vector<std::string>();
                for (const std::string& run : split(text, '+')) {
                    requireId(run);
                    if (!runs.insert(run).second)
                        throw Error("the run {} is named twice.", run);
                }
                return std::vector<std::string>(runs.begin(), runs.end());
            });
        });
    return key;
}

std::int64_t numberOf(const FusionSettings& fusion, const BaseConfig& base) {
    std::int64_t number = 0;
    for (int layer = 0; layer < base.layers; ++layer)
        if (fusion.layers.contains(layer))
            number += std::ssize(fusion.sites);
    return number;
}

/// Of the products with Q, K and V, the scores of the adapters and the sum of what they add. The adapters' own come in
/// addition: the ids do not state their sizes.
std::int64_t multiplyAddsOfFusion(const Part& part, const BaseConfig& base, Pooling) {
    const auto& fusion = settingsOf<FusionSettings>(part);
    const std::int64_t d = base.hidden;
    return numberOf(fusion, base) * (3 * d * d + (2 * std::ssize(fusion.runs) + 1) * d);
}

std::vector<Term> addedByFusion(const Part& part, const BaseConfig& base, Pooling) {
    const auto& fusion = settingsOf<FusionSettings>(part);
    const std::int64_t d = base.hidden, number = numberOf(fusion, base);
    return {termOf("fusion", counted(number, "fusion"),
                   {{"3d²", fmt::format("3·{0}·{0}", d), 3 * d * d}, {"2d", fmt::format("2·{}", d), 2 * d}}, number)};
}

std::vector<std::string> placesOfFusion(const Part& part, const BaseConfig& base) {
    const auto& fusion = settingsOf<FusionSettings>(part);
    std::vector<std::string> places;
    for (int layer = 0; layer < base.layers; ++layer)
        if (fusion.layers.contains(layer))
            for (const Site site : fusion.sites)
                places.push_back(adapterPlace(layer, site));
    return places;
}

std::vector<Mark> marksOfFusion(const Part& part) {
    const auto& fusion = settingsOf<FusionSettings>(part);
    std::vector<Mark> all;
    for (const Site site : fusion.sites)
        all.push_back({placeAfter(site), "Fusion",
                       fmt::format("Query, key and value matrices weigh what the adapters of {} add, "
                                   "token by token. The adapters are frozen.",
                                   counted(std::ssize(fusion.runs), "trained run")),
                       "fusion"});
    return all;
}

void checkFusion(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& fusion = settingsOf<FusionSettings>(part);
    PartFindings findings(part, all);
    if (fusion.runs.size() < 2)
        findings.fault("of",
                       {"A fusion combines the adapters of two or more finished runs, and {}: write their ids as {}.",
                        fusion.runs.empty() ? "none is named" : "only one is named", findings.key("of", "ID+ID")});
    if (fusion.runs.size() > mostFused)
        findings.fault("of", {"{} runs are to be fused: name at most {}.", fusion.runs.size(), mostFused});
    if (fusion.sites.empty())
        findings.fault("sites", {"There is no fusion: write the sites of the runs' adapters, {} for example.",
                                 findings.key("sites", "ffn")});
    if (!fusion.layers.isAll() && fusion.layers.listed().empty())
        findings.fault("layers", {"There is no fusion: write the layers of the runs' adapters, {} for example.",
                                  findings.key("layers", "all")});
    checkLayers(fusion.layers, base, findings);
    if (!(fusion.regularization >= 0 && fusion.regularization <= 10))
        findings.fault("regularization", {"{} = {}: write a number from 0 to 10.", findings.key("regularization"),
                                          numberText(fusion.regularization)});
}

/// Whether adapters are where the fusion is, and nowhere else.
bool isAtSamePlaces(const FusionSettings& fusion, const AdapterSettings& adapter, const BaseConfig& base) {
    for (int layer = 0; layer < base.layers; ++layer)
        for (const Site site : subLayers)
            if ((fusion.layers.contains(layer) && fusion.sites.contains(site)) !=
                (adapter.sizeAt(layer) > 0 && adapter.sites.contains(site)))
                return false;
    return true;
}

/// What keeps the adapters of one run from being fused, as a sentence that continues after a colon; empty if nothing
/// does.
Sentence faultOf(const FusionSettings& fusion, const Design& run, const BaseConfig& base) {
    if (!settingsIf<AdapterSettings>(run))
        return "it has no bottleneck adapters. Name runs of pfeiffer, for example.";
    const auto* adapter = run.parts.front().settings.getIf<AdapterSettings>();
    if (run.parts.size() > 1 || !adapter)
        return "it trains more than bottleneck adapters, and the rest cannot be fused. Name runs of pfeiffer, for "
               "example.";
    if (adapter->layerNorm)
        return {
            "it trained the base's LayerNorms too, and those of several runs cannot all apply. Name runs with {}, "
            "such as those of pfeiffer.",
            namedKey(run.parts.front(), "layernorm", "none")};
    if (!adapter->skip || adapter->residual != Residual::Output || isAfterSkip(adapter->ownLayerNorm) ||
        !adapter->originalLayerNormAfter)
        return {
            "its adapters do not simply add to the sub-layer's output. Name runs with {}, {} and {}, and without "
            "{}.",
            namedKey(run.parts.front(), "skip", "on"), namedKey(run.parts.front(), "residual", "output"),
            namedKey(run.parts.front(), "layer-end", "on"), namedKey(run.parts.front(), "own-layernorm", "after-skip")};
    if (!isAtSamePlaces(fusion, *adapter, base))
        return "its adapters are at other places than the fusion. Give the fusion the sites and the layers of the "
               "runs, which must be the same in all of them.";
    return {};
}

std::string named(const std::string& id, const Design& run) {
    return fmt::format("{} ({})", id, toText(run));
}

}  // namespace

std::vector<std::string> fusedRuns(const Design& design) {
    std::set<std::string> runs;
    for (const Part& part : design.parts)
        if (const auto* fusion = part.settings.getIf<FusionSettings>())
            runs.insert(fusion->runs.begin(), fusion->runs.end());
    return {runs.begin(), runs.end()};
}

std::vector<Sentence> fusionFaults(const FusionSettings& fusion, const std::map<std::string, Design>& runs,
                                   const BaseConfig& base) {
    std::vector<Sentence> faults;
    for (const auto& [id, run] : runs)
        if (const Sentence fault = faultOf(fusion, run, base); !fault.empty())
            faults.push_back({"The run {} cannot be fused: {}", named(id, run), fault});
    if (!faults.empty() || runs.empty())
        return faults;
    const auto& [firstId, first] = *runs.begin();
    const auto& model = settingsOf<AdapterSettings>(first);
    for (const auto& [id, run] : runs) {
        const auto& adapter = settingsOf<AdapterSettings>(run);
        if (adapter.form != model.form || adapter.originalLayerNormBefore != model.originalLayerNormBefore)
            faults.push_back(
                {"The runs {} and {} cannot be fused: their adapters read different states. Name runs that "
                 "agree in form and original-layernorm.",
                 named(firstId, first), named(id, run)});
    }
    return faults;
}

MethodInfo fusionMethod() {
    MethodInfo method;
    method.name = "fusion";
    method.title = "AdapterFusion";
    method.summary =
        "Combines the adapters of finished runs: at each site attention weighs what they add, token by token, and "
        "only the attention's matrices and the head are trained (Pfeiffer et al. 2021, section 3).";
    method.look = {"AdapterFusion", Hue::Vermilion, Marker::Diamond, Stroke::DashDotDot};
    // Half the rate of adapters, as in Pfeiffer et al. 2021: 5e-5 beside 1e-4 there, 5e-4 beside 1e-3 here.
    method.learningRate = 5e-4;
    method.defaults.parts = {{"fusion", FusionSettings()}};
    using F = FusionSettings;
    method.keys = {
        runsKey(),
        sitesKey(&F::sites,
                 "Where the fused runs have their adapters: after the attention, after the feed-forward block or both; "
                 "one adapter a layer, after the latter, in Pfeiffer et al. 2021 (section 2.2)."),
        layersKey({"layers", "Layers",
                   "The layers in which the fused runs have adapters, counted from 0: all, none, or spans such as "
                   "0-3+6 (all of them in Pfeiffer et al. 2021, section 3)."},
                  &F::layers),
        numberKey({"regularization", "Regularisation",
                   "How strongly the value matrices, which start at the identity, are held there: this many times the "
                   "sum of squared differences is added to the loss. 0 leaves them free (Pfeiffer et al. 2021, section "
                   "3)."},
                  &F::regularization, 0, 10)};
    method.added = addedByFusion;
    method.multiplyAdds = multiplyAddsOfFusion;
    method.components = {{"fusion", "Fusion"}};
    method.places = placesOfFusion;
    method.check = checkFusion;
    method.marks = marksOfFusion;
    return method;
}

}  // namespace adapterscope
