// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Compacter.h"

#include <fmt/format.h>

#include "core/common/Quantity.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/BottleneckKeys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int mostProducts = 64;
constexpr int largestRank = 4096;

/// Each adapter's factors, 2r(d + m), and biases; and n matrices [n, n] that all of them share.
std::vector<Term> addedByCompacter(const Part& part, const BaseConfig& base, Pooling) {
    const auto& s = settingsOf<CompacterSettings>(part);
    const std::int64_t d = base.hidden, m = s.m, r = s.rank, n = s.n;
    const std::int64_t number = base.layers * std::ssize(s.sites);
    return {termOf("adapters", counted(number, "adapter"),
                   {{"2r(d + m)", fmt::format("2·{}·({} + {})", r, d, m), 2 * r * (d + m)},
                    plainSummand("d", d),
                    plainSummand("m", m)},
                   number),
            termOf("phm_rule", "shared matrices", {{"n³", fmt::format("{0}·{0}·{0}", n), n * n * n}})};
}

/// Of the projections, 2md, multiplied out once.
std::int64_t multiplyAddsOfCompacter(const Part& part, const BaseConfig& base, Pooling) {
    const auto& s = settingsOf<CompacterSettings>(part);
    return base.layers * std::ssize(s.sites) * 2 * s.m * base.hidden;
}

std::vector<std::string> placesOfCompacter(const Part& part, const BaseConfig& base) {
    const auto& s = settingsOf<CompacterSettings>(part);
    std::vector<std::string> places;
    for (int layer = 0; layer < base.layers; ++layer)
        for (const Site site : s.sites)
            places.push_back(adapterPlace(layer, site));
    return places;
}

std::vector<Mark> marksOfCompacter(const Part& part) {
    const auto& s = settingsOf<CompacterSettings>(part);
    std::vector<Mark> all;
    for (const Site site : s.sites)
        all.push_back({placeAfter(site), "Compacter",
                       fmt::format("An adapter with a bottleneck of {}, whose projections are sums of {} Kronecker "
                                   "products.",
                                   s.m, s.n),
                       "adapters"});
    return all;
}

void checkCompacter(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& s = settingsOf<CompacterSettings>(part);
    PartFindings findings(part, all);
    const NamedKey m = findings.key("m"), phm = findings.key("phm");
    if (s.n < 1 || s.n > mostProducts)
        findings.fault("phm",
                       {"{} = {}: write the number of Kronecker products, from 1 to {}.", phm, s.n, mostProducts});
    else if (s.m < 1 || s.m > largestBottleneck || s.m % s.n != 0)
        findings.fault(
            "m", {"{} = {}: write a multiple of {} = {}, from {} to {}.", m, s.m, phm, s.n, s.n, largestBottleneck});
    else if (base && base->hidden % s.n != 0)
        findings.fault("phm", {"{} = {} does not divide the base's hidden size d = {}.", phm, s.n, base->hidden});
    else if (base && s.m > base->hidden)
        findings.remark(
            "m", {"{} = {} is larger than the base's hidden size d = {}: the adapter widens instead of narrowing.", m,
                  s.m, base->hidden});
    if (s.rank < 1 || s.rank > largestRank)
        findings.fault("rank", {"{} = {}: write the rank of the factors, from 1 to {}.", findings.key("rank"), s.rank,
                                largestRank});
    if (s.sites.empty())
        findings.fault("sites",
                       {"There is no adapter: write {}, for example.", findings.key("sites", "attention+ffn")});
}

}  // namespace

MethodInfo compacterMethod() {
    MethodInfo method;
    method.name = "compacter";
    method.title = "Compacter";
    method.summary =
        "Bottleneck adapters whose projections are sums of Kronecker products of small matrices, some shared by all "
        "layers: adapters as small as 0.05 % of the base (Karimi Mahabadi et al. 2021). sites=ffn is Compacter++.";
    method.look = {"Compacter", Hue::Orange, Marker::Square, Stroke::Dot};
    // Not from its paper: what Liu et al. 2022 take for adapters.
    method.learningRate = 3e-3;
    method.defaults.parts = {{"compacter", CompacterSettings()}};
    method.keys = {
        integerKey(
            {"m", "Bottleneck m", "The bottleneck's size, a multiple of phm (Karimi Mahabadi et al. 2021, section 3)."},
            &CompacterSettings::m, 1, largestBottleneck),
        sitesKey(&CompacterSettings::sites,
                 "Where the adapters sit: after the attention, after the feed-forward block or both; Compacter++ has "
                 "only the latter (Karimi Mahabadi et al. 2021, section 4)."),
        activationKey(&CompacterSettings::activation),
        integerKey({"phm", "Products n",
                    "How many Kronecker products make up a projection; n must divide m and d (Karimi Mahabadi et al. "
                    "2021, section 3.1)."},
                   &CompacterSettings::n, 1, mostProducts),
        integerKey(
            {"rank", "Rank", "The rank of each adapter's own factor (Karimi Mahabadi et al. 2021, section 3.2)."},
            &CompacterSettings::rank, 1, largestRank),
        originalLayerNormKey(&CompacterSettings::originalLayerNormBefore)};
    method.added = addedByCompacter;
    method.multiplyAdds = multiplyAddsOfCompacter;
    method.components = {{"adapters", "Adapters", true}, {"phm_rule", "Shared matrices"}};
    method.places = placesOfCompacter;
    method.check = checkCompacter;
    method.marks = marksOfCompacter;
    method.sizeKey = "m";
    method.sizeStep = [](const Part& part, const BaseConfig&) {
        return std::max(settingsOf<CompacterSettings>(part).n, 1);
    };
    return method;
}

}  // namespace adapterscope
