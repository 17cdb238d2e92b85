// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Formula.h"

#include <fmt/core.h>

#include "core/design/Budget.h"

namespace adapterscope {

namespace {

/// A term with its symbols, its numbers and its value.
struct Term {
    std::string symbols, numbers;
    std::int64_t value;
};

FormulaLine lineOf(std::string component, std::string title, const std::vector<Term>& terms, std::int64_t times) {
    FormulaLine line{std::move(component), std::move(title), {}, {}, 0, times};
    for (const Term& term : terms) {
        line.symbols += (line.symbols.empty() ? "" : " + ") + term.symbols;
        line.numbers += (line.numbers.empty() ? "" : " + ") + term.numbers;
        line.each += term.value;
    }
    return line;
}

Term plain(std::string symbols, std::int64_t value) {
    return {std::move(symbols), fmt::format("{}", value), value};
}

/// One line for each size of adapters that the design has, lower layers first.
void addAdapters(std::vector<FormulaLine>& lines, const AdapterSettings& adapter, const BaseConfig& base) {
    const std::int64_t d = base.hidden;
    const int sites = (adapter.attention ? 1 : 0) + (adapter.ffn ? 1 : 0);
    std::vector<std::pair<std::int64_t, int>> layersOfSize;  // m, number of layers
    for (int layer = 0; layer < base.layers; ++layer) {
        const int m = adapter.sizeAt(layer);
        if (m == 0)
            continue;
        auto entry = layersOfSize.begin();
        while (entry != layersOfSize.end() && entry->first != m)
            ++entry;
        if (entry == layersOfSize.end())
            layersOfSize.emplace_back(m, 1);
        else
            ++entry->second;
    }
    for (const auto& [m, layers] : layersOfSize) {
        std::vector<Term> terms{{"2md", fmt::format("2·{}·{}", m, d), 2 * m * d}, plain("d", d), plain("m", m)};
        if (adapter.scaleKind == Scale::Learned)
            terms.push_back(plain("1", 1));
        if (adapter.scaleKind == Scale::Channel)
            terms.push_back(plain("d", d));
        if (adapter.ownLayerNorm != OwnLayerNorm::None)
            terms.push_back({"2d", fmt::format("2·{}", d), 2 * d});
        if (adapter.gating)
            terms.push_back({"(d + 1)", fmt::format("({} + 1)", d), d + 1});
        const int number = layers * sites;
        lines.push_back(
            lineOf("adapters", number == 1 ? "1 adapter" : fmt::format("{} adapters", number), terms, number));
    }
}

FormulaLine layerNorms(const BaseConfig& base) {
    const std::int64_t d = base.hidden;
    const int number = 2 * base.layers + 1;
    return lineOf("layer_norm", fmt::format("{} LayerNorms", number), {{"2d", fmt::format("2·{}", d), 2 * d}}, number);
}

FormulaLine encoderLayers(const BaseConfig& base, std::int64_t number) {
    const std::int64_t d = base.hidden, f = base.intermediate;
    return lineOf("encoder_layers", number == 1 ? "1 layer" : fmt::format("{} layers", number),
                  {{"4(d² + d)", fmt::format("4·({0}·{0} + {0})", d), 4 * (d * d + d)},
                   {"2df", fmt::format("2·{}·{}", d, f), 2 * d * f},
                   plain("f", f),
                   plain("d", d),
                   {"4d", fmt::format("4·{}", d), 4 * d}},
                  number);
}

FormulaLine embeddings(const BaseConfig& base) {
    const std::int64_t d = base.hidden, rows = std::int64_t{base.vocabulary} + base.positions + base.types;
    return lineOf(
        "embeddings", "embeddings",
        {{"(V + P + T)d", fmt::format("({} + {} + {})·{}", base.vocabulary, base.positions, base.types, d), rows * d},
         {"2d", fmt::format("2·{}", d), 2 * d}},
        1);
}

FormulaLine pooler(const BaseConfig& base) {
    const std::int64_t d = base.hidden;
    return lineOf("pooler", "pooler", {{"d²", fmt::format("{0}·{0}", d), d * d}, plain("d", d)}, 1);
}

FormulaLine head(const BaseConfig& base, int classes) {
    const std::int64_t d = base.hidden;
    return lineOf("head", fmt::format("head, {} classes", classes),
                  {{"C(d + 1)", fmt::format("{}·({} + 1)", classes, d), classes * (d + 1)}}, 1);
}

}  // namespace

std::vector<FormulaLine> formula(const Design& design, const BaseConfig& base, int classes, Pooling pooling) {
    std::vector<FormulaLine> lines;
    for (const auto& component : count(design, base, classes, pooling).components) {
        if (component.name == "adapters")
            addAdapters(lines, std::get<AdapterSettings>(design.settings), base);
        else if (component.name == "layer_norm")
            lines.push_back(layerNorms(base));
        else if (component.name == "encoder_layers")
            lines.push_back(encoderLayers(base, component.parameters / base.layerParameters()));
        else if (component.name == "embeddings")
            lines.push_back(embeddings(base));
        else if (component.name == "pooler")
            lines.push_back(pooler(base));
        else if (component.name == "head")
            lines.push_back(head(base, classes));
        else
            lines.push_back(lineOf(component.name, component.name, {plain("", component.parameters)}, 1));
    }
    return lines;
}

}  // namespace adapterscope
