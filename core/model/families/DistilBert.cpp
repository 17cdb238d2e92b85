// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Blocks.h"
#include "core/model/families/Families.h"

namespace adapterscope {
namespace {

/// Sum of word and position embeddings, LayerNorm, dropout.
Tokens embed(const ForwardPass& pass) {
    const auto sum = look(pass, Role::Word, pass.batch.ids) + look(pass, Role::Position, pass.batch.positions);
    return {drop(pass, norm(pass, Role::EmbeddingNorm, -1, sum)), pass.batch.layout};
}

}  // namespace

FamilyPass distilBertPass() {
    return {"distilbert", embed, postNormLayer};
}

}  // namespace adapterscope
