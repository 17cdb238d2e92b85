// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Prefix.h"

#include <fmt/format.h>

#include "core/common/Quantity.h"
#include "core/design/Keys.h"
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

constexpr int longestPrefix = 10000;
constexpr int widestMlp = 65536;

/// With an MLP: its input Pd, its first layer k(d + 1) and its second, 2Ld(k + 1); without, 2LPd.
std::vector<Term> addedByPrefix(const Part& part, const BaseConfig& base, Pooling) {
    const auto& settings = settingsOf<PrefixSettings>(part);
    const std::int64_t p = settings.length, d = base.hidden, k = settings.hidden, layers = base.layers;
    std::vector<Term> terms;
    if (k == 0) {
        terms.push_back(termOf("prefix", (layers == 1 ? "prefix of " : "prefixes of ") + counted(layers, "layer"),
                               {{"2pd", fmt::format("2·{}·{}", p, d), 2 * p * d}}, layers));
    } else {
        terms.push_back(termOf("prefix", fmt::format("prefix of {}", p), {{"pd", fmt::format("{}·{}", p, d), p * d}}));
        terms.push_back(
            termOf("prefix", "MLP's first layer", {{"k(d + 1)", fmt::format("{}·({} + 1)", k, d), k * (d + 1)}}));
        terms.push_back(termOf("prefix", "MLP's outputs",
                               {{"2d(k + 1)", fmt::format("2·{}·({} + 1)", d, k), 2 * d * (k + 1)}}, layers));
    }
    if (settings.gating)
        terms.push_back(termOf("prefix", (layers == 1 ? "gate of " : "gates of ") + counted(layers, "layer"),
                               {plainSummand("d", d), plainSummand("1", 1)}, layers));
    return terms;
}

/// Of every token's attention to p more keys and values, 2pd in each layer, and of a gate.
std::int64_t multiplyAddsOfPrefix(const Part& part, const BaseConfig& base, Pooling) {
    const auto& settings = settingsOf<PrefixSettings>(part);
    const std::int64_t p = settings.length, d = base.hidden;
    return base.layers * (2 * p * d + (settings.gating ? d : 0));
}

std::vector<std::string> placesOfPrefix(const Part&, const BaseConfig& base) {
    std::vector<std::string> all;
    for (int layer = 0; layer < base.layers; ++layer)
        all.push_back(fmt::format("a prefix before the keys and values of layer {}", layer));
    return all;
}

void checkPrefix(const Design&, const Part& part, const BaseConfig* base, std::vector<Finding>& all) {
    const auto& settings = settingsOf<PrefixSettings>(part);
    PartFindings findings(part, all);
    const NamedKey length = findings.key("length");
    if (settings.length < 1 || settings.length > longestPrefix)
        findings.fault("length", {"{} = {}: write the number of keys and values before the text, from 1 to {}.", length,
                                  settings.length, longestPrefix});
    else if (base && settings.shiftsPositions && settings.length > base->positions - 3)
        findings.fault("length", {"{} = {}: the base has only {} positions, so next to nothing is left for the text. "
                                  "Write a smaller {}, or {}.",
                                  length, settings.length, base->positions, length, findings.key("positions", "own")});
    else if (base && settings.length > base->positions)
        findings.remark("length", {"{} = {}: the prefix is longer than any text of this base, which has {} positions.",
                                   length, settings.length, base->positions});
    if (settings.hidden < 0 || settings.hidden > widestMlp)
        findings.fault("hidden", {"{} = {}: write the width of the MLP, up to {}, or 0 for none.",
                                  findings.key("hidden"), settings.hidden, widestMlp});
}

}  // namespace

MethodInfo prefixMethod() {
    MethodInfo method;
    method.name = "prefix";
    method.title = "Prefix tuning";
    method.summary =
        "Trained keys and values before those of the text in every layer, computed by an MLP that is needed only in "
        "training, and the head (Li and Liang 2021, section 4; compared with adapters in He et al. 2022).";
    method.look = {"prefix tuning", Hue::Blue, Marker::Circle, Stroke::Solid};
    // Li and Liang 2021 take 5e-5 for GPT-2, He et al. 2022 1e-4; small bases need more.
    method.learningRate = 1e-3;
    method.defaults.parts = {{"prefix", PrefixSettings()}};
    method.keys = {
        integerKey({"length", "Length",
                    "How many keys and values each layer puts before the text; more help up to a point (Li and Liang "
                    "2021, section 7.2; compared with adapters in He et al. 2022)."},
                   &PrefixSettings::length, 1, longestPrefix),
        integerKey({"hidden", "MLP width",
                    "The width of the tanh MLP that computes the prefix in training, which steadies it; afterwards "
                    "only its output is kept. 0 trains the prefix itself (Li and Liang 2021, section 4.3; He et al. "
                    "2022 use 800)."},
                   &PrefixSettings::hidden, 0, widestMlp),
        switchKey({"gating", "Gate",
                   "A learned gate, sigmoid(Linear(d, 1)) of the layer's input averaged over tokens, multiplies the "
                   "prefix (Mao et al. 2022, UniPELT, section 3.2)."},
                  &PrefixSettings::gating),
        choiceKey(
            {"positions", "Text positions",
             "own: the text's positions start at 0, as in AdapterHub; shifted: they start at the prefix's length, "
             "as in PEFT; the choice hardly matters for accuracy (He et al. 2022 do not shift them)."},
            &PrefixSettings::shiftsPositions, Words<bool>{{"own", false}, {"shifted", true}})};
    method.added = addedByPrefix;
    method.multiplyAdds = multiplyAddsOfPrefix;
    method.components = {{"prefix", "Prefix"}};
    method.places = placesOfPrefix;
    method.marks = [](const Part& part) -> std::vector<Mark> {
        const auto& settings = settingsOf<PrefixSettings>(part);
        return {{Mark::Place::Attention, fmt::format("prefix {}", settings.length),
                 fmt::format("Prefix: {} before those of the text{}.",
                             counted(settings.length, "trained key and value", "trained keys and values"),
                             settings.hidden > 0 ? ", computed by an MLP that is needed only in training" : ""),
                 "prefix"}};
    };
    method.stored = [](const Part& part) {
        auto settings = settingsOf<PrefixSettings>(part);
        settings.hidden = 0;
        return Part(part.method, settings);
    };
    method.positions = [](const Part& part) {
        const auto& settings = settingsOf<PrefixSettings>(part);
        return settings.shiftsPositions ? settings.length : 0;
    };
    method.fewerPositions = [](const Part& part) -> Sentence {
        return {"a shorter prefix, or {}, which takes none", namedKey(part, "positions", "own")};
    };
    method.check = checkPrefix;
    method.sizeKey = "length";
    return method;
}

}  // namespace adapterscope
