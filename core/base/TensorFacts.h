// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/TensorFact.h"

namespace adapterscope {

struct BaseConfig;

/// Every tensor that an encoder of this config has, embeddings first: the single statement of what it consists of.
/// Loading, checking, counting, formulas and "every LayerNorm" are filters over it.
std::vector<TensorFact> tensorFacts(const BaseConfig& config);
/// transformers' name without the model's prefix: `encoder.layer.0.attention.self.query.weight`.
std::string tensorName(const BaseConfig& config, const TensorFact& fact);
/// The same for a role, without `.weight` or `.bias`.
std::string roleName(const BaseConfig& config, Role role, int layer = -1);

/// Those facts for which `holds`.
template <typename Holds>
std::vector<TensorFact> factsWhere(const BaseConfig& config, Holds holds) {
    std::vector<TensorFact> facts = tensorFacts(config);
    std::erase_if(facts, [&](const TensorFact& fact) { return !holds(fact); });
    return facts;
}

/// The total number of their entries.
std::int64_t entriesOf(const std::vector<TensorFact>& facts);
/// Parameters of the encoder: embeddings, layers, and the pooler if withPooler.
std::int64_t encoderParameters(const BaseConfig& config, bool withPooler);

}  // namespace adapterscope
