// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseConfig.h"
#include "core/base/ConfigReader.h"
#include "core/base/Family.h"
#include "core/base/families/Families.h"

// Devlin et al. 2019.
namespace adapterscope {
namespace {

std::vector<TensorFact> tensors(const BaseConfig& config) {
    const Extent d{'d', config.hidden};
    std::vector<TensorFact> facts = postNormEncoder(config);
    // After the other tables: a formula lists them in this order.
    facts.insert(facts.begin() + 2, tableFact(Role::Type, {'T', config.types}, config));
    if (config.hasPooler)
        addProduct(facts, Role::Pooler, -1, d, d);
    return facts;
}

constexpr DimensionKeys bertKeys = {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                                    "hidden_act"};

void readBert(ConfigReader& reader, BaseConfig& config) {
    readDimensions(reader, config, bertKeys);
    reader.whole("type_vocab_size", config.types, 1, 1000);
    reader.real("layer_norm_eps", config.layerNormEps, 0, 1);
    reader.real("hidden_dropout_prob", config.hiddenDropout, 0, 1);
    reader.real("attention_probs_dropout_prob", config.attentionDropout, 0, 1);
    std::string positions = "absolute";
    reader.word("position_embedding_type", positions, {"absolute"});
}

nlohmann::json writtenBert(const BaseConfig& config) {
    nlohmann::json json = writtenDimensions(config, bertKeys);
    json["type_vocab_size"] = config.types;
    json["layer_norm_eps"] = config.layerNormEps;
    json["hidden_dropout_prob"] = config.hiddenDropout;
    json["attention_probs_dropout_prob"] = config.attentionDropout;
    return json;
}

}  // namespace

Family bertFamily() {
    return {.name = "bert",
            .read = readBert,
            .write = writtenBert,
            .tensors = tensors,
            .names = {{Role::Word, "embeddings.word_embeddings"},
                      {Role::Position, "embeddings.position_embeddings"},
                      {Role::Type, "embeddings.token_type_embeddings"},
                      {Role::EmbeddingNorm, "embeddings.LayerNorm"},
                      {Role::Query, "encoder.layer.{}.attention.self.query"},
                      {Role::Key, "encoder.layer.{}.attention.self.key"},
                      {Role::Value, "encoder.layer.{}.attention.self.value"},
                      {Role::AttentionOut, "encoder.layer.{}.attention.output.dense"},
                      {Role::AttentionNorm, "encoder.layer.{}.attention.output.LayerNorm"},
                      {Role::FfnIn, "encoder.layer.{}.intermediate.dense"},
                      {Role::FfnOut, "encoder.layer.{}.output.dense"},
                      {Role::FfnNorm, "encoder.layer.{}.output.LayerNorm"},
                      {Role::Pooler, "pooler.dense"}},
            .className = "Bert",
            .headDense = "bert.pooler.dense",
            .headActivation = Activation::Tanh,
            .adapterHub = {.attention = "encoder.layer.{}.attention.output.adapters.",
                           .ffn = "encoder.layer.{}.output.adapters.",
                           .prefixGate = "encoder.layer.{}.attention.self.prefix_tuning.prefix_gates.",
                           .prefix = "self_prefix"},
            .takesKeysValues = true};
}

}  // namespace adapterscope
