// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Encoder.h"

#include "core/model/Blocks.h"
#include "core/model/Random.h"
#include "core/model/Tuning.h"
#include "core/model/families/Families.h"
#include "core/model/kernels/MeanOverTokens.h"

namespace adapterscope {

Tokens embed(const ForwardPass& pass) {
    const FamilyPass& family = familyPass(pass.base.config().family);
    Tokens states = family.embed(pass);
    if (pass.changes && pass.tuning && pass.tuning->measuredAt(-1, Site::Embeddings))
        pass.changes(-1, Site::Embeddings, Measured::Result, ownStates(states),
                     family.embed(withBaseAlone(pass)).hidden);
    return states;
}

Tokens encodeLayers(const ForwardPass& pass, Tokens tokens, int first, int last, std::vector<Tokens>* states) {
    const FamilyPass& family = familyPass(pass.base.config().family);
    const bool areRead = first < last && last == pass.base.config().layers && readsEveryState(pass);
    std::vector<Tokens> read;  // by a part beside the layers
    if (areRead)
        read.push_back(tokens);
    for (int i = first; i < last; ++i) {
        tokens = family.layer(pass, i, tokens);
        if (areRead)
            read.push_back(tokens);
        if (states)
            states->push_back(tokens);
    }
    if (areRead) {
        tokens = lastState(pass, read);
        if (states)
            states->back() = tokens;
    }
    return tokens;
}

std::vector<Tokens> hiddenStates(const ForwardPass& pass) {
    std::vector<Tokens> states{embed(pass)};
    encodeLayers(pass, states[0], 0, pass.base.config().layers, &states);
    return states;
}

Tokens encode(const ForwardPass& pass) {
    return encodeLayers(pass, embed(pass), 0, pass.base.config().layers);
}

at::Tensor pool(const ForwardPass& pass, const Tokens& tokens, Pooling pooling) {
    if (pooling == Pooling::Mean)
        return meanOverTokens(tokens.hidden, tokens.layout);
    const auto first = tokens.hidden.index_select(0, tokens.layout.first);
    if (pooling == Pooling::Cls)
        return first;
    const std::vector<std::int64_t> oneEach(static_cast<std::size_t>(tokens.layout.sequences()), 1);
    return at::tanh(product(pass, Role::Pooler, -1, first, layoutOf(oneEach, first.device())));
}

at::Tensor classify(const ForwardPass& pass, const Tokens& tokens, double headDropout) {
    auto pooled = pool(pass, tokens, pass.tuning->pooling());
    if (pass.generator)
        pooled = dropout(pooled, headDropout, *pass.generator);
    return at::linear(pooled, pass.tuning->headWeight(), pass.tuning->headBias());
}

}  // namespace adapterscope
