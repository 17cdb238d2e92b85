// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Budget.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "core/base/TensorFacts.h"
#include "core/common/Quantity.h"
#include "core/design/Methods.h"

namespace adapterscope {

std::int64_t Budget::component(const std::string& name) const {
    for (const auto& entry : components)
        if (entry.name == name)
            return entry.parameters;
    return 0;
}

namespace {

Term headTerm(const BaseConfig& base, int classes) {
    const std::int64_t d = base.hidden;
    return termOf("head", "head, " + counted(classes, "class", "classes"),
                  {{"C(d + 1)", fmt::format("{}·({} + 1)", classes, d), classes * (d + 1)}});
}

void append(std::vector<Term>& terms, std::vector<Term> more) {
    std::move(more.begin(), more.end(), std::back_inserter(terms));
}

void addComponent(Budget& budget, const std::string& name, std::int64_t parameters) {
    auto& components = budget.components;
    const auto same = std::find_if(components.begin(), components.end(),
                                   [&](const Budget::Component& entry) { return entry.name == name; });
    if (same == components.end())
        components.push_back({name, parameters});
    else
        same->parameters += parameters;
}

/// What follows from the numbers of parameters.
void setShares(Budget& budget) {
    budget.percent = 100.0 * static_cast<double>(budget.trained) / static_cast<double>(budget.baseParameters);
    budget.bytes = budget.stored * static_cast<std::int64_t>(sizeof(float));
}

std::vector<Term> termsOfDesign(const Design& design, const BaseConfig& base, int classes, Pooling pooling) {
    std::vector<Term> terms;
    for (const Part& part : design.parts)
        if (const auto& added = methodOf(part).added)
            append(terms, added(part, base, pooling));
    append(terms, termsOf(trainedTensors(design, base, pooling)));
    if (design.head)
        terms.push_back(headTerm(base, classes));
    std::erase_if(terms, [](const Term& term) { return term.parameters() == 0; });
    return terms;
}

std::int64_t sumOf(const std::vector<Term>& terms) {
    return std::accumulate(terms.begin(), terms.end(), std::int64_t{0},
                           [](std::int64_t sum, const Term& term) { return sum + term.parameters(); });
}

bool isStoredAsTrained(const Design& design) {
    return std::none_of(design.parts.begin(), design.parts.end(),
                        [](const Part& part) { return methodOf(part).stored != nullptr; });
}

}  // namespace

void Budget::add(const std::string& name, std::int64_t parameters) {
    addComponent(*this, name, parameters);
    trained += parameters;
    stored += parameters;
    setShares(*this);
}

Budget count(const Design& design, const BaseConfig& base, int classes, Pooling pooling) {
    Budget budget;
    budget.terms = termsOfDesign(design, base, classes, pooling);
    budget.trained = sumOf(budget.terms);
    budget.stored =
        isStoredAsTrained(design) ? budget.trained : sumOf(termsOfDesign(asStored(design), base, classes, pooling));
    std::int64_t sizes = 0;
    for (const Term& term : budget.terms) {
        addComponent(budget, term.component, term.parameters());
        if (term.component == "adapters") {
            budget.adapters += static_cast<int>(term.times);
            budget.perAdapter = sizes++ == 0 ? term.each : 0;
        }
    }
    budget.baseParameters = encoderParameters(base, pooling == Pooling::Pooler);
    setShares(budget);
    budget.multiplyAdds = multiplyAddsOf(design, base, pooling);
    return budget;
}

nlohmann::json toJson(const Budget& budget, const Design& design, const std::string& baseName) {
    nlohmann::json components = nlohmann::json::object();
    for (const auto& component : budget.components)
        components[component.name] = component.parameters;
    return {{"design", toText(design)},         {"base", baseName},
            {"components", components},         {"trained", budget.trained},
            {"stored", budget.stored},          {"base_parameters", budget.baseParameters},
            {"percent", budget.percent},        {"bytes", budget.bytes},
            {"per_adapter", budget.perAdapter}, {"multiply_adds", budget.multiplyAdds}};
}

}  // namespace adapterscope
