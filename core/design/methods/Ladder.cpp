// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Ladder.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/common/Quantity.h"
#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int widestLadder = 4096;

/// (L + 1)(md + m) down, L gates, L layers of width m with feed-forward blocks of 4m, and md + d up.
std::vector<Term> addedByLadder(const Part& part, const BaseConfig& base, Pooling) {
    const std::int64_t m = settingsOf<LadderSettings>(part).m, d = base.hidden, layers = base.layers;
    const Summand product{"md", fmt::format("{}·{}", m, d), m * d};
    return {termOf("ladder", fmt::format("projections down of {}", counted(layers + 1, "hidden state")),
                   {product, plainSummand("m", m)}, layers + 1),
            termOf("ladder", counted(layers, "gate"), {plainSummand("1", 1)}, layers),
            termOf("ladder", counted(layers, "layer of the ladder", "layers of the ladder"),
                   {{"4(m² + m)", fmt::format("4·({0}·{0} + {0})", m), 4 * (m * m + m)},
                    {"8m²", fmt::format("8·{0}·{0}", m), 8 * m * m},
                    {"4m", fmt::format("4·{}", m), 4 * m},
                    plainSummand("m", m),
                    {"4m", fmt::format("4·{}", m), 4 * m}},
                   layers),
            termOf("ladder", "projection up", {product, plainSummand("d", d)})};
}

/// Of the projections, (L + 2)md, and in each layer of its products, 12m², and of a token's attention to n, 2nm.
std::int64_t multiplyAddsOfLadder(const Part& part, const BaseConfig& base, Pooling) {
    const std::int64_t m = settingsOf<LadderSettings>(part).m, layers = base.layers;
    return (layers + 2) * m * base.hidden + layers * (12 * m * m + 2 * assumedTokens * m);
}

/// Whether the part trains something for which gradients pass through the encoder.
bool needsGradientsOfEncoder(const Part& part) {
    const MethodInfo* method = findMethod(part.method);
    return method && method->name != "ladder" && (method->trained || method->added);
}

void checkLadder(const Design& design, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const int m = settingsOf<LadderSettings>(part).m;
    PartFindings findings(part, all);
    const NamedKey key = findings.key("m");
    if (m < 1 || m > widestLadder)
        findings.fault("m", {"{} = {}: write the ladder's width, from 1 to {}.", key, m, widestLadder});
    else if (base && m % base->heads != 0)
        findings.fault("m", {"{} = {}: the ladder has the base's {}, among which its width is divided: write a "
                             "multiple of {}, such as {}.",
                             key, m, Counted{base->heads, "attention head"}, base->heads,
                             (m + base->heads - 1) / base->heads * base->heads});
    else if (base && m >= base->hidden)
        findings.remark("m", {"{} = {} is not smaller than the base's hidden size d = {}: the ladder costs as much as "
                              "the encoder beside which it is to be small.",
                              key, m, base->hidden});
    if (std::any_of(design.parts.begin(), design.parts.end(), needsGradientsOfEncoder))
        findings.remark("",
                        "The other parts need gradients that pass through the encoder, which a ladder by itself "
                        "does without: training takes the memory and the time of both.");
}

}  // namespace

MethodInfo ladderMethod() {
    MethodInfo method;
    method.name = "ladder";
    method.title = "Ladder side-tuning";
    method.summary =
        "A small Transformer beside the frozen encoder, which reads every hidden state, and the head, which reads it "
        "instead of the encoder: no gradient passes through the encoder, which spares most of the memory of training "
        "(Sung et al. 2022, LST, section 3).";
    method.look = {"ladder", Hue::Sky, Marker::Square, Stroke::DashDotDot};
    // As the code of Sung et al. 2022 (ladder_side_tuning_base.sh) for T5-base on GLUE; unmeasured here.
    method.learningRate = 3e-3;
    method.defaults.parts = {{"ladder", LadderSettings()}};
    method.keys = {integerKey({"m", "Width m",
                               "The width of the ladder's layers, a multiple of the base's attention heads; d/8 in "
                               "most of the paper's comparisons (Sung et al. 2022, section 4)."},
                              &LadderSettings::m, 1, widestLadder)};
    method.added = addedByLadder;
    method.multiplyAdds = multiplyAddsOfLadder;
    method.components = {{"ladder", "Ladder"}};
    method.places = [](const Part&, const BaseConfig&) { return std::vector<std::string>{"a ladder"}; };
    method.check = checkLadder;
    method.marks = [](const Part& part) -> std::vector<Mark> {
        const int m = settingsOf<LadderSettings>(part).m;
        return {{Mark::Place::Layers, fmt::format("ladder {}", m),
                 fmt::format("Ladder: beside every layer one of width {}, which reads what this layer gives and what "
                             "the ladder's layer below gives. The head reads the topmost.",
                             m),
                 "ladder"}};
    };
    method.sizeKey = "m";
    method.sizeStep = [](const Part&, const BaseConfig& base) { return base.heads; };
    return method;
}

}  // namespace adapterscope
