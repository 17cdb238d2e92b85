// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Encoder.h"

#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"
#include "core/model/families/Families.h"

namespace adapterscope {

at::Tensor embed(const ForwardPass& pass) {
    return familyPass(pass.base.config().family).embed(pass);
}

at::Tensor encodeLayers(const ForwardPass& pass, at::Tensor hidden, int first, int last,
                        std::vector<at::Tensor>* states) {
    const FamilyPass& family = familyPass(pass.base.config().family);
    for (int i = first; i < last; ++i) {
        hidden = family.layer(pass, i, hidden);
        if (states)
            states->push_back(hidden);
    }
    return hidden;
}

std::vector<at::Tensor> hiddenStates(const ForwardPass& pass) {
    std::vector<at::Tensor> states{embed(pass)};
    encodeLayers(pass, states[0], 0, pass.base.config().layers, &states);
    return states;
}

at::Tensor encode(const ForwardPass& pass) {
    return encodeLayers(pass, embed(pass), 0, pass.base.config().layers);
}

at::Tensor pool(const ForwardPass& pass, const at::Tensor& hidden, Pooling pooling) {
    if (pooling == Pooling::Mean)
        return meanOverTokens(hidden, pass.batch);
    const auto first = hidden.index_select(0, pass.batch.first);
    return pooling == Pooling::Cls ? first : at::tanh(product(pass, Role::Pooler, -1, first));
}

at::Tensor classify(const ForwardPass& pass, const at::Tensor& hidden, double headDropout) {
    auto pooled = pool(pass, hidden, pass.tuning->pooling());
    if (pass.generator)
        pooled = dropout(pooled, headDropout, *pass.generator);
    return at::linear(pooled, pass.tuning->headWeight(), pass.tuning->headBias());
}

}  // namespace adapterscope
