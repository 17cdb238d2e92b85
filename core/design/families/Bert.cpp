// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/design/BaseConfig.h"
#include "core/design/families/Families.h"

// Devlin et al. 2019.
namespace adapterscope {
namespace {

std::vector<TensorFact> tensors(const BaseConfig& config) {
    const Extent d{'d', config.hidden};
    std::vector<TensorFact> facts{{Role::Word, -1, TensorKind::Matrix, {'V', config.vocabulary}, d},
                                  {Role::Position, -1, TensorKind::Matrix, {'P', config.positions}, d},
                                  {Role::Type, -1, TensorKind::Matrix, {'T', config.types}, d}};
    addNorm(facts, Role::EmbeddingNorm, -1, d);
    for (int layer = 0; layer < config.layers; ++layer)
        addPostNormLayer(facts, config, layer);
    if (config.hasPooler)
        addProduct(facts, Role::Pooler, -1, d, d);
    return facts;
}

void read(ConfigReader& reader, BaseConfig& config) {
    readDimensions(reader, config,
                   {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act"});
    reader.whole("type_vocab_size", config.types, 1, 1000);
    reader.real("layer_norm_eps", config.layerNormEps, 0, 1);
    reader.real("hidden_dropout_prob", config.hiddenDropout, 0, 1);
    reader.real("attention_probs_dropout_prob", config.attentionDropout, 0, 1);
    std::string positions = "absolute";
    reader.word("position_embedding_type", positions, {"absolute"});
}

const char* nameInLayer(Role role) {
    switch (role) {
        case Role::Query:
            return "attention.self.query";
        case Role::Key:
            return "attention.self.key";
        case Role::Value:
            return "attention.self.value";
        case Role::AttentionOut:
            return "attention.output.dense";
        case Role::AttentionNorm:
            return "attention.output.LayerNorm";
        case Role::FfnIn:
            return "intermediate.dense";
        case Role::FfnOut:
            return "output.dense";
        default:
            return "output.LayerNorm";
    }
}

std::string roleName(Role role, int layer) {
    switch (role) {
        case Role::Word:
            return "embeddings.word_embeddings";
        case Role::Position:
            return "embeddings.position_embeddings";
        case Role::Type:
            return "embeddings.token_type_embeddings";
        case Role::EmbeddingNorm:
            return "embeddings.LayerNorm";
        case Role::Pooler:
            return "pooler.dense";
        default:
            return fmt::format("encoder.layer.{}.{}", layer, nameInLayer(role));
    }
}

}  // namespace

Family bertFamily() {
    return {.name = "bert", .layersStart = "encoder.layer.", .read = read, .tensors = tensors, .roleName = roleName};
}

}  // namespace adapterscope
