// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TensorFacts.h"

#include "core/base/BaseConfig.h"
#include "core/base/Family.h"

namespace adapterscope {

std::vector<TensorFact> tensorFacts(const BaseConfig& config) {
    return familyNamed(config.family).tensors(config);
}

std::string roleName(const BaseConfig& config, Role role, int layer) {
    return nameInLayer(familyNamed(config.family).names.at(role), layer);
}

std::string tensorName(const BaseConfig& config, const TensorFact& fact) {
    return roleName(config, fact.role, fact.layer) + (fact.kind == TensorKind::Bias ? ".bias" : ".weight");
}

std::int64_t entriesOf(const std::vector<TensorFact>& facts) {
    std::int64_t sum = 0;
    for (const TensorFact& fact : facts)
        sum += fact.entries();
    return sum;
}

std::int64_t encoderParameters(const BaseConfig& config, bool withPooler) {
    return entriesOf(
        factsWhere(config, [&](const TensorFact& fact) { return withPooler || fact.role != Role::Pooler; }));
}

}  // namespace adapterscope
