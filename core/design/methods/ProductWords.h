// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/base/TensorFacts.h"
#include "core/design/Keys.h"
#include "core/design/Term.h"

namespace adapterscope {

/// The products of a layer as designs name them: query, key, value, output, ffn-in, ffn-out.
const Words<Role>& productWords();
/// The same, and what is outside the layers: pooler, words.
const Words<Role>& matrixWords();

/// A mark beside each sub-layer, the embeddings and the pooler that have one of the matrices. In the sentence {} stands
/// for their words.
std::vector<Mark> productMarks(const std::set<Role>& matrices, const std::string& title, const std::string& sentence,
                               const std::string& component);

/// What a method adds to each of `products`: those whose summands read alike are one term, titled with their number and
/// `update`, a singular noun.
std::vector<Term> termsOfProducts(const std::string& component, const std::string& update,
                                  const std::vector<TensorFact>& products,
                                  const std::function<std::vector<Summand>(const TensorFact&)>& summandsOf);

}  // namespace adapterscope
