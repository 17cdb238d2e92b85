// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/BudgetVariants.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/experiment/runs/Factors.h"

namespace adapterscope {

namespace {

/// What distinguishes a line from the others of its method, in words, and its place in their order.
struct Variant {
    std::string text;
    std::vector<std::ptrdiff_t> rank;  ///< places of the values in their factors
};

/// The designs of one method.
class VariantsOfMethod {
public:
    VariantsOfMethod(std::vector<const ComparedDesign*> designs, std::string facet)
        : m_designs(std::move(designs)), m_facet(std::move(facet)), m_factors(Factors::of(m_designs)) {
        const auto chosen = std::count_if(m_designs.begin(), m_designs.end(),
                                          [](const ComparedDesign* design) { return !design->pilots.empty(); });
        m_namesChoice = chosen > 0 && chosen < std::ssize(m_designs);
    }

    /// Of the i-th, without what can be seen: the panel, usually the sizes (of several the one that the line follows),
    /// and a rate that was chosen for it.
    Variant of(std::size_t i, bool withSize, const std::string& followed) const {
        const bool isChosen = !m_designs[i]->pilots.empty();
        std::set<std::string> omitted = {m_facet};
        if (!followed.empty())
            omitted.insert(followed);
        else if (!withSize)
            omitted.merge(sizeFactors(m_designs[i]->spec.design));
        if (isChosen)
            omitted.insert("learning_rate");
        Variant variant{m_factors.labelWithoutAll(i, omitted), {}};
        if (isChosen && m_namesChoice)
            variant.text += variant.text.empty() ? "lr auto" : ", lr auto";
        // What was picked is the answer, even if it is the same everywhere.
        const std::string& picked = m_designs[i]->picked;
        if (!picked.empty() && (", " + variant.text + ", ").find(", " + picked + ", ") == std::string::npos)
            variant.text = picked + (variant.text.empty() ? "" : ", ") + variant.text;
        for (const Factor& factor : m_factors.varying())
            if (!omitted.contains(factor.name))
                variant.rank.push_back(
                    std::find(factor.values.begin(), factor.values.end(), m_factors.valueOf(i, factor.name)) -
                    factor.values.begin());
        return variant;
    }

private:
    std::vector<const ComparedDesign*> m_designs;
    std::string m_facet;
    Factors m_factors;
    bool m_namesChoice = false;  ///< of the rate: some were given theirs
};

/// Of one method, whose designs are at these places.
void nameVariants(const std::string& method, const std::vector<std::size_t>& places,
                  const std::vector<const ComparedDesign*>& members, BudgetFigure& figure) {
    std::vector<const ComparedDesign*> own;
    for (const std::size_t place : places)
        own.push_back(members[place]);
    const VariantsOfMethod variantsOf(own, figure.look.facet);
    std::vector<Variant> variants;
    std::map<std::pair<int, std::string>, std::set<std::string>> lines;  // by panel and text
    for (std::size_t i = 0; i < own.size(); ++i) {
        const BudgetFigure::Design& design = figure.designs[places[i]];
        variants.push_back(variantsOf.of(i, false, design.size));
        lines[{design.panel, variants[i].text}].insert(design.curve);
    }
    for (std::size_t i = 0; i < own.size(); ++i) {
        // The axis does not show the sizes of designs that cost the same.
        if (lines.at({figure.designs[places[i]].panel, variants[i].text}).size() > 1)
            variants[i] = variantsOf.of(i, true, {});
        figure.designs[places[i]].variant = variants[i].text;
    }
    std::stable_sort(variants.begin(), variants.end(),
                     [](const Variant& a, const Variant& b) { return a.rank < b.rank; });
    std::vector<std::string>& texts = figure.variants[method];
    for (const Variant& variant : variants)
        if (std::find(texts.begin(), texts.end(), variant.text) == texts.end())
            texts.push_back(variant.text);
}

}  // namespace

void nameVariants(const std::vector<const ComparedDesign*>& members, BudgetFigure& figure) {
    std::map<std::string, std::vector<std::size_t>> places;
    std::map<std::string, std::set<std::string>> lines;
    for (std::size_t i = 0; i < figure.designs.size(); ++i) {
        places[figure.designs[i].method].push_back(i);
        lines[figure.designs[i].method].insert(figure.designs[i].curve);
    }
    const bool arePicked = std::any_of(members.begin(), members.end(),
                                       [](const ComparedDesign* member) { return !member->picked.empty(); });
    for (const auto& [method, own] : places)
        if (arePicked || lines.at(method).size() > 1)
            nameVariants(method, own, members, figure);
}

}  // namespace adapterscope
