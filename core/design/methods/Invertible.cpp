// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Invertible.h"

#include <fmt/format.h>

#include "core/design/methods/BottleneckKeys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

/// Two networks from d/2 to m and back.
std::vector<Term> addedByInvertible(const Part& part, const BaseConfig& base, Pooling) {
    const std::int64_t d = base.hidden, m = settingsOf<InvertibleSettings>(part).size(base.hidden);
    return {termOf(
        "invertible", "networks of the invertible adapter",
        {{"md", fmt::format("{}·{}", m, d), m * d}, {"d/2", std::to_string(d / 2), d / 2}, plainSummand("m", m)}, 2)};
}

void checkInvertible(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const int reduction = settingsOf<InvertibleSettings>(part).reduction;
    PartFindings findings(part, all);
    const NamedKey key = findings.key("reduction");
    if (reduction < 1)
        findings.fault("reduction", {"{} = {}: write a whole number from 1.", key, reduction});
    else if (base && base->hidden % 2 != 0)
        findings.fault(
            "", {"The base's hidden size d = {} cannot be halved, which an invertible adapter needs.", base->hidden});
    else if (base && settingsOf<InvertibleSettings>(part).size(base->hidden) < 1)
        findings.fault("reduction",
                       {"{} = {} leaves no unit: the base's hidden size is d = {}.", key, reduction, base->hidden});
}

}  // namespace

MethodInfo invertibleMethod() {
    MethodInfo method;
    method.name = "invertible";
    method.title = "Invertible adapter";
    method.summary =
        "A coupling layer over the embeddings that could be undone at the output, made for adapting to another "
        "language and nearly always combined with adapters: pfeiffer & invertible (Pfeiffer et al. 2020, MAD-X, "
        "section 4.2).";
    method.look = {"invertible", Hue::Grey, Marker::Diamond, Stroke::Dot};
    // Not from its paper: that of the adapters that it accompanies.
    method.learningRate = 1e-3;
    method.defaults.parts = {{"invertible", InvertibleSettings()}};
    method.keys = {
        integerKey({"reduction", "Reduction",
                    "The bottlenecks of its two networks have d / (2 reduction) units (Pfeiffer et al. 2020, "
                    "MAD-X, section 4.2)."},
                   &InvertibleSettings::reduction, 1, 10000),
        activationKey(&InvertibleSettings::activation)};
    method.added = addedByInvertible;
    method.multiplyAdds = [](const Part& part, const BaseConfig& base, Pooling) {
        return std::int64_t{2} * settingsOf<InvertibleSettings>(part).size(base.hidden) * base.hidden;
    };
    method.components = {{"invertible", "Invertible adapter"}};
    method.places = [](const Part&, const BaseConfig&) { return std::vector<std::string>{"an invertible adapter"}; };
    method.check = checkInvertible;
    method.marks = [](const Part&) -> std::vector<Mark> {
        return {{Mark::Place::States, "invertible",
                 "Invertible adapter: each half of the embeddings changes the other.", "invertible"}};
    };
    return method;
}

}  // namespace adapterscope
