// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/design/BaseConfig.h"
#include "core/design/families/Families.h"

// Sanh et al. 2019: BERT's layers under other names, without token types and pooler.
namespace adapterscope {
namespace {

void read(ConfigReader& reader, BaseConfig& config) {
    config.layers = 6;
    config.layerNormEps = 1e-12;  // fixed in transformers' code
    config.types = 1;             // the tokenizer gives every text the type 0, and no table is looked up
    readDimensions(reader, config, {"dim", "n_layers", "n_heads", "hidden_dim", "activation"});
    reader.real("dropout", config.hiddenDropout, 0, 1);
    reader.real("attention_dropout", config.attentionDropout, 0, 1);
}

std::vector<TensorFact> tensors(const BaseConfig& config) {
    const Extent d{'d', config.hidden};
    std::vector<TensorFact> facts{{Role::Word, -1, TensorKind::Matrix, {'V', config.vocabulary}, d},
                                  {Role::Position, -1, TensorKind::Matrix, {'P', config.positions}, d}};
    addNorm(facts, Role::EmbeddingNorm, -1, d);
    for (int layer = 0; layer < config.layers; ++layer)
        addPostNormLayer(facts, config, layer);
    return facts;
}

const char* nameInLayer(Role role) {
    switch (role) {
        case Role::Query:
            return "attention.q_lin";
        case Role::Key:
            return "attention.k_lin";
        case Role::Value:
            return "attention.v_lin";
        case Role::AttentionOut:
            return "attention.out_lin";
        case Role::AttentionNorm:
            return "sa_layer_norm";
        case Role::FfnIn:
            return "ffn.lin1";
        case Role::FfnOut:
            return "ffn.lin2";
        default:
            return "output_layer_norm";
    }
}

std::string roleName(Role role, int layer) {
    switch (role) {
        case Role::Word:
            return "embeddings.word_embeddings";
        case Role::Position:
            return "embeddings.position_embeddings";
        case Role::EmbeddingNorm:
            return "embeddings.LayerNorm";
        default:
            return fmt::format("transformer.layer.{}.{}", layer, nameInLayer(role));
    }
}

}  // namespace

Family distilBertFamily() {
    return {.name = "distilbert",
            .layersStart = "transformer.layer.",
            .read = read,
            .tensors = tensors,
            .roleName = roleName};
}

}  // namespace adapterscope
