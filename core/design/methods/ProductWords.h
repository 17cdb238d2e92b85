// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/base/TensorFacts.h"
#include "core/design/Keys.h"

namespace adapterscope {

/// The products of a layer as designs name them: query, key, value, output, ffn-in, ffn-out.
const Words<Role>& productWords();
/// The same, and what lies outside the layers: pooler, words.
const Words<Role>& matrixWords();

/// A mark beside each sub-layer, the embeddings and the pooler that have one of the matrices. In the sentence {} stands
/// for their words.
std::vector<Mark> productMarks(const std::set<Role>& matrices, const std::string& title, const std::string& sentence,
                               const std::string& component);

}  // namespace adapterscope
