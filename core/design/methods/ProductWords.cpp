// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/ProductWords.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/common/Quantity.h"

namespace adapterscope {

const Words<Role>& productWords() {
    static const Words<Role> words = {{"query", Role::Query},  {"key", Role::Key},
                                      {"value", Role::Value},  {"output", Role::AttentionOut},
                                      {"ffn-in", Role::FfnIn}, {"ffn-out", Role::FfnOut}};
    return words;
}

const Words<Role>& matrixWords() {
    static const Words<Role> words = [] {
        Words<Role> all = productWords();
        all.emplace_back("pooler", Role::Pooler);
        all.emplace_back("words", Role::Word);
        return all;
    }();
    return words;
}

std::vector<Mark> productMarks(const std::set<Role>& matrices, const std::string& title, const std::string& sentence,
                               const std::string& component) {
    static const std::vector<std::pair<Mark::Place, std::set<Role>>> places = {
        {Mark::Place::Words, {Role::Word}},
        {Mark::Place::Attention, {Role::Query, Role::Key, Role::Value, Role::AttentionOut}},
        {Mark::Place::Ffn, {Role::FfnIn, Role::FfnOut}},
        {Mark::Place::Pooler, {Role::Pooler}}};
    std::vector<Mark> marks;
    for (const auto& [place, roles] : places) {
        std::vector<std::string> names;
        for (const auto& [word, role] : matrixWords())
            if (matrices.contains(role) && roles.contains(role))
                names.push_back(word);
        if (!names.empty())
            marks.push_back({place, title, fmt::format(fmt::runtime(sentence), listed(names, "and")), component});
    }
    return marks;
}

std::vector<Term> termsOfProducts(const std::string& component, const std::string& update,
                                  const std::vector<TensorFact>& products,
                                  const std::function<std::vector<Summand>(const TensorFact&)>& summandsOf) {
    std::vector<Term> terms;
    for (const TensorFact& fact : products) {
        Term term = termOf(component, {}, summandsOf(fact));
        const auto same =
            std::find_if(terms.begin(), terms.end(), [&](const Term& other) { return other.symbols == term.symbols; });
        if (same == terms.end())
            terms.push_back(std::move(term));
        else
            ++same->times;
    }
    for (Term& term : terms)
        term.title = counted(term.times, update);
    return terms;
}

}  // namespace adapterscope
