// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/TensorFacts.h"

namespace adapterscope {

/// One line of the sum that makes up a budget: some of a component's parameters, in symbols and in numbers.
/// The count and its formula are made from the same summands, so they cannot differ.
struct Term {
    std::string component;  ///< as Budget::Component names it
    std::string title;      ///< "8 adapters", "9 LayerNorms", "head, 2 classes"
    std::string symbols;    ///< "2md + d + m"; of one adapter, one layer, one LayerNorm
    std::string numbers;    ///< "2·64·128 + 128 + 64": evaluates to `each`
    std::int64_t each = 0;
    std::int64_t times = 1;
    std::int64_t parameters() const { return each * times; }
};

/// A part of a term with its symbols, its numbers and its value: "2md", "2·64·128", 16384.
struct Summand {
    std::string symbols, numbers;
    std::int64_t value;
};
/// A symbol by itself: "d", "128", 128.
Summand plainSummand(std::string symbol, std::int64_t value);
/// (d + 1): a gate over states of that many entries, and its bias.
Summand gateSummand(char symbol, std::int64_t entries);
Term termOf(std::string component, std::string title, const std::vector<Summand>& summands, std::int64_t times = 1);
/// The entries of these tensors, grouped by shape: 4(d² + d) + 2df + f + d + 4d of a BERT layer.
std::vector<Summand> summandsOf(const std::vector<TensorFact>& facts);

/// A tensor of the base that is trained as it is.
struct TrainedTensor {
    std::string component;  ///< as Budget::Component names it
    TensorFact fact;
};
/// Their terms, in the order of their components; layers and LayerNorms that are alike are one term.
std::vector<Term> termsOf(const std::vector<TrainedTensor>& tensors);

}  // namespace adapterscope
