// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Merging.h"

#include <vector>

#include "core/base/BaseTensors.h"
#include "core/common/Error.h"
#include "core/model/Blocks.h"

namespace adapterscope {
namespace {

/// A tensor as a pass with the tuning uses it, the parts on its product included.
at::Tensor merged(const ForwardPass& pass, const TensorFact& fact) {
    const Tuning& tuning = *pass.tuning;
    if (tuning.at(fact.role, fact.layer).empty())
        return tensorInEffect(pass, fact.key());
    const Layout none;
    if (isTable(fact.role))
        return look(pass, fact.role, at::arange(fact.rows.size, pass.base.options().dtype(at::kLong)), none);
    // y = x W^T + b: b is what zeros give, and W what the unit vectors give beyond it.
    const at::Tensor& matrix = pass.base.tensor({fact.role, fact.layer, TensorKind::Matrix});
    const std::int64_t inputs = matrix.size(1);
    const at::Tensor bias =
        product(pass, fact.role, fact.layer, at::zeros({1, inputs}, pass.base.options()), none).squeeze(0);
    if (fact.kind == TensorKind::Bias)
        return bias;
    return (product(pass, fact.role, fact.layer, at::eye(inputs, pass.base.options()), none) - bias).t().contiguous();
}

/// All parts, those on products last: of them alone some have nothing that no matrix can hold.
std::vector<const TunedPart*> partsOf(const BaseConfig& base, const Tuning& tuning) {
    std::vector<const TunedPart*> parts;
    for (int layer = 0; layer < base.layers; ++layer)
        for (const Site site : subLayers)
            parts.push_back(tuning.at(layer, site));
    parts.push_back(tuning.prompt());
    parts.push_back(tuning.onStates());
    parts.push_back(tuning.side());
    for (int layer = 0; layer < base.layers; ++layer)
        parts.push_back(tuning.prefix(layer));
    for (const TensorFact& fact : tensorFacts(base))
        for (const auto& part : tuning.at(fact.role, fact.layer))
            parts.push_back(part.get());
    std::erase(parts, nullptr);
    return parts;
}

}  // namespace

std::string beyondBase(const BaseConfig& base, const Tuning& tuning) {
    for (const TunedPart* part : partsOf(base, tuning))
        if (std::string beyond = part->beyondMatrix(); !beyond.empty())
            return beyond;
    return {};
}

NamedTensors mergingUpdate(const Base& base, const Tuning& tuning) {
    if (const std::string beyond = beyondBase(base.config(), tuning); !beyond.empty())
        throw Error("The tuning cannot be merged into its base: it has {}, for which the base has no tensors.", beyond);
    const at::NoGradGuard guard;
    const Batch none;
    const ForwardPass pass{.base = base, .tuning = &tuning, .batch = none};
    NamedTensors update;
    for (const auto& [name, fact] : encoderTensors(base.config()))
        if (tuning.overridden(fact.key()) || !tuning.at(fact.role, fact.layer).empty())
            update[name] = merged(pass, fact) - base.tensor(name);
    return update;
}

NamedTensors withUpdate(NamedTensors tensors, const NamedTensors& update, double times) {
    const at::NoGradGuard guard;
    for (const auto& [name, change] : update)
        tensors.at(name) = tensors.at(name) + change * times;
    return tensors;
}

}  // namespace adapterscope
