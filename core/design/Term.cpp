// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Term.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/common/Quantity.h"

namespace adapterscope {
namespace {

using Facts = std::vector<TensorFact>;

/// How many tensors have a shape, and the shape.
struct Shape {
    Extent rows, columns;
    std::int64_t count;
    bool hasBias;  ///< each has one of `rows`
};

bool isSame(const Extent& a, const Extent& b) {
    return a.symbol == b.symbol && a.size == b.size;
}

bool hasBias(const Facts& facts, const TensorFact& matrix) {
    return std::any_of(facts.begin(), facts.end(), [&](const TensorFact& fact) {
        return fact.kind == TensorKind::Bias && fact.role == matrix.role && fact.layer == matrix.layer;
    });
}

/// The matrices of products by shape in the order of the facts; a matrix and its transpose have one shape.
std::vector<Shape> productShapes(const Facts& facts) {
    std::vector<Shape> shapes;
    for (const TensorFact& fact : facts) {
        if (fact.kind != TensorKind::Matrix || isTable(fact.role))
            continue;
        const auto isAlike = [&](const Shape& shape) {
            return (isSame(shape.rows, fact.rows) && isSame(shape.columns, fact.columns)) ||
                   (isSame(shape.rows, fact.columns) && isSame(shape.columns, fact.rows));
        };
        const auto found = std::find_if(shapes.begin(), shapes.end(), isAlike);
        if (found == shapes.end())
            shapes.push_back({fact.columns, fact.rows, 1, hasBias(facts, fact)});
        else
            ++found->count;
    }
    return shapes;
}

/// "4" before "d" and "4·" before its number; nothing for one.
std::string times(std::int64_t count, const char* sign = "") {
    return count == 1 ? std::string() : fmt::format("{}{}", count, sign);
}

/// Tables have their rows in one bracket: (V + P + T)d.
void addTables(const Facts& facts, std::vector<Summand>& summands) {
    std::string symbols, numbers;
    std::int64_t rows = 0;
    Extent columns;
    for (const TensorFact& fact : facts)
        if (isTable(fact.role)) {
            symbols += fmt::format("{}{}", rows ? " + " : "", fact.rows.symbol);
            numbers += fmt::format("{}{}", rows ? " + " : "", fact.rows.size);
            rows += fact.rows.size;
            columns = fact.columns;
        }
    if (rows > 0)
        summands.push_back({fmt::format("({}){}", symbols, columns.symbol),
                            fmt::format("({})·{}", numbers, columns.size), rows * columns.size});
}

/// Several square matrices have their biases with them: 4(d² + d).
bool holdsBiases(const Shape& shape) {
    return isSame(shape.rows, shape.columns) && shape.hasBias && shape.count > 1;
}

Summand productSummand(const Shape& shape) {
    const Extent d = shape.rows, f = shape.columns;
    if (holdsBiases(shape))
        return {fmt::format("{0}({1}² + {1})", shape.count, d.symbol),
                fmt::format("{0}·({1}·{1} + {1})", shape.count, d.size), shape.count * (d.size * d.size + d.size)};
    const std::string symbols = isSame(d, f) ? fmt::format("{}²", d.symbol) : fmt::format("{}{}", d.symbol, f.symbol);
    return {times(shape.count) + symbols, fmt::format("{}{}·{}", times(shape.count, "·"), d.size, f.size),
            shape.count * d.size * f.size};
}

void addBiases(const Facts& facts, const std::vector<Shape>& shapes, std::vector<Summand>& summands) {
    for (const TensorFact& fact : facts) {
        if (fact.kind != TensorKind::Matrix || isTable(fact.role) || !hasBias(facts, fact))
            continue;
        const bool isHeld = std::any_of(shapes.begin(), shapes.end(), [&](const Shape& shape) {
            return holdsBiases(shape) && isSame(shape.rows, fact.rows) && isSame(shape.columns, fact.columns);
        });
        if (!isHeld)
            summands.push_back(plainSummand(std::string(1, fact.rows.symbol), fact.rows.size));
    }
}

/// Biases whose matrix is not among the facts, grouped by size: 5d + f.
void addLoneBiases(const Facts& facts, std::vector<Summand>& summands) {
    std::vector<std::pair<Extent, std::int64_t>> sizes;
    for (const TensorFact& fact : facts) {
        const bool isOfMatrix = std::any_of(facts.begin(), facts.end(), [&](const TensorFact& other) {
            return other.kind != TensorKind::Bias && other.role == fact.role && other.layer == fact.layer;
        });
        if (fact.kind != TensorKind::Bias || isOfMatrix)
            continue;
        const auto same =
            std::find_if(sizes.begin(), sizes.end(), [&](const auto& size) { return isSame(size.first, fact.rows); });
        if (same == sizes.end())
            sizes.emplace_back(fact.rows, 1);
        else
            ++same->second;
    }
    for (const auto& [size, count] : sizes)
        summands.push_back(
            {times(count) + size.symbol, fmt::format("{}{}", times(count, "·"), size.size), count * size.size});
}

/// The gains and biases of whole LayerNorms.
void addNorms(const Facts& facts, std::vector<Summand>& summands) {
    std::int64_t count = 0;
    Extent d;
    for (const TensorFact& fact : facts)
        if (fact.kind == TensorKind::Gain) {
            count += hasBias(facts, fact) ? 2 : 1;
            d = fact.rows;
        }
    if (count > 0)
        summands.push_back({times(count) + d.symbol, fmt::format("{}{}", times(count, "·"), d.size), count * d.size});
}

/// How the tensors of a component form terms: grouped by LayerNorm, by layer, or all together.
struct Grouping {
    std::string_view component;
    bool byRole;
    const char *one, *many;
    const char* outside = nullptr;  ///< for those outside the layers, if layers are counted
};
constexpr std::array<Grouping, 3> groupings = {
    {{"layer_norm", true, "LayerNorm", "LayerNorms"},
     {"encoder_layers", false, "layer", "layers"},
     {"biases", false, "layer's biases", "layers' biases", "biases outside the layers"}}};

/// The layer, and the role if it matters.
using GroupKey = std::pair<int, int>;

std::vector<Facts> groupedFacts(const Facts& facts, const Grouping& grouping) {
    std::vector<std::pair<GroupKey, Facts>> groups;
    for (const TensorFact& fact : facts) {
        const GroupKey key{fact.layer, grouping.byRole ? static_cast<int>(fact.role) : 0};
        // Nearly always the last one: facts come layer by layer.
        const auto same =
            std::find_if(groups.rbegin(), groups.rend(), [&](const auto& group) { return group.first == key; });
        if (same == groups.rend())
            groups.emplace_back(key, Facts{fact});
        else
            same->second.push_back(fact);
    }
    std::vector<Facts> all;
    for (auto& [key, own] : groups)
        all.push_back(std::move(own));
    return all;
}

/// Whether two groups have tensors of the same shapes for the same purposes, and so the same term.
bool areAlike(const Facts& a, const Facts& b, const Grouping& grouping) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const TensorFact& one, const TensorFact& other) {
        return one.kind == other.kind && isSame(one.rows, other.rows) && isSame(one.columns, other.columns) &&
               (grouping.byRole || one.role == other.role) &&
               (!grouping.outside || (one.layer < 0) == (other.layer < 0));
    });
}

/// One term for all groups that are alike; written out once, since every move of a slider counts.
void addGrouped(const Facts& facts, const Grouping& grouping, std::vector<Term>& terms) {
    std::vector<std::pair<Facts, std::int64_t>> kinds;
    for (Facts& own : groupedFacts(facts, grouping)) {
        const auto same = std::find_if(kinds.begin(), kinds.end(),
                                       [&](const auto& kind) { return areAlike(kind.first, own, grouping); });
        if (same == kinds.end())
            kinds.emplace_back(std::move(own), 1);
        else
            ++same->second;
    }
    for (const auto& [own, number] : kinds) {
        const bool isOutside = grouping.outside && own.front().layer < 0;
        terms.push_back(termOf(std::string(grouping.component),
                               isOutside ? grouping.outside : counted(number, grouping.one, grouping.many),
                               summandsOf(own), number));
    }
}

}  // namespace

Summand gateSummand(char symbol, std::int64_t entries) {
    return {fmt::format("({} + 1)", symbol), fmt::format("({} + 1)", entries), entries + 1};
}

Summand plainSummand(std::string symbol, std::int64_t value) {
    return {std::move(symbol), fmt::format("{}", value), value};
}

Term termOf(std::string component, std::string title, const std::vector<Summand>& summands, std::int64_t times) {
    Term term{std::move(component), std::move(title), {}, {}, 0, times};
    for (const Summand& summand : summands) {
        term.symbols += (term.symbols.empty() ? "" : " + ") + summand.symbols;
        term.numbers += (term.numbers.empty() ? "" : " + ") + summand.numbers;
        term.each += summand.value;
    }
    return term;
}

std::vector<Summand> summandsOf(const Facts& facts) {
    std::vector<Summand> summands;
    addTables(facts, summands);
    const std::vector<Shape> shapes = productShapes(facts);
    for (const Shape& shape : shapes)
        summands.push_back(productSummand(shape));
    addBiases(facts, shapes, summands);
    addNorms(facts, summands);
    addLoneBiases(facts, summands);
    return summands;
}

std::vector<Term> termsOf(const std::vector<TrainedTensor>& tensors) {
    std::vector<std::pair<std::string, Facts>> components;
    for (const auto& [component, fact] : tensors) {
        if (components.empty() || components.back().first != component)
            components.emplace_back(component, Facts());
        components.back().second.push_back(fact);
    }
    std::vector<Term> terms;
    for (const auto& [component, facts] : components) {
        const auto grouping =
            std::find_if(groupings.begin(), groupings.end(),
                         [&name = component](const Grouping& entry) { return entry.component == name; });
        if (grouping == groupings.end())
            terms.push_back(termOf(component, component, summandsOf(facts)));
        else
            addGrouped(facts, *grouping, terms);
    }
    return terms;
}

}  // namespace adapterscope
