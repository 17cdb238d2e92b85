// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseConfig.h"
#include "core/base/ConfigReader.h"
#include "core/base/Family.h"
#include "core/base/families/Families.h"

// Sanh et al. 2019: BERT's layers under other names, without token types or pooler.
namespace adapterscope {
namespace {

constexpr DimensionKeys distilBertKeys = {"dim", "n_layers", "n_heads", "hidden_dim", "activation"};

void readDistilBert(ConfigReader& reader, BaseConfig& config) {
    config.layers = 6;
    config.layerNormEps = 1e-12;  // fixed in transformers' code
    config.types = 1;             // the tokenizer gives every text the type 0, and no table is looked up
    readDimensions(reader, config, distilBertKeys);
    reader.real("dropout", config.hiddenDropout, 0, 1);
    reader.real("attention_dropout", config.attentionDropout, 0, 1);
}

nlohmann::json writtenDistilBert(const BaseConfig& config) {
    nlohmann::json json = writtenDimensions(config, distilBertKeys);
    json["dropout"] = config.hiddenDropout;
    json["attention_dropout"] = config.attentionDropout;
    return json;
}

}  // namespace

Family distilBertFamily() {
    return {.name = "distilbert",
            .read = readDistilBert,
            .write = writtenDistilBert,
            .tensors = postNormEncoder,
            .names = {{Role::Word, "embeddings.word_embeddings"},
                      {Role::Position, "embeddings.position_embeddings"},
                      {Role::EmbeddingNorm, "embeddings.LayerNorm"},
                      {Role::Query, "transformer.layer.{}.attention.q_lin"},
                      {Role::Key, "transformer.layer.{}.attention.k_lin"},
                      {Role::Value, "transformer.layer.{}.attention.v_lin"},
                      {Role::AttentionOut, "transformer.layer.{}.attention.out_lin"},
                      {Role::AttentionNorm, "transformer.layer.{}.sa_layer_norm"},
                      {Role::FfnIn, "transformer.layer.{}.ffn.lin1"},
                      {Role::FfnOut, "transformer.layer.{}.ffn.lin2"},
                      {Role::FfnNorm, "transformer.layer.{}.output_layer_norm"}},
            .className = "DistilBert",
            .headDense = "pre_classifier",
            .headActivation = Activation::Relu,
            .adapterHub = {.attention = "transformer.layer.{}.attention_adapters.adapters.",
                           .ffn = "transformer.layer.{}.output_adapters.adapters.",
                           .prefixGate = "transformer.layer.{}.attention.prefix_tuning.prefix_gates.",
                           .prefix = "self"},
            .takesKeysValues = false};
}

}  // namespace adapterscope
