// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseFolder.h"
#include "core/base/TensorFacts.h"
#include "tests/core/base/families/Shapes.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::Shapes;
using adapterscope::test::shapesOf;

TEST_CASE("Missing fields of BERT's configuration take the defaults of transformers") {
    const auto config = baseConfigFromJson(nlohmann::json::object(), "config.json");
    CHECK(config.hidden == 768);
    CHECK(config.layers == 12);
    CHECK(config.heads == 12);
    CHECK(config.intermediate == 3072);
    CHECK(config.vocabulary == 30522);
    CHECK(config.positions == 512);
    CHECK(config.types == 2);
    CHECK(config.activation == Activation::Gelu);
    CHECK(config.layerNormEps == 1e-12);
    CHECK(config.hiddenDropout == 0.1);
    CHECK(config.attentionDropout == 0.1);
    CHECK(encoderParameters(config, true) == 109482240);
    CHECK(baseConfigFromJson({{"hidden_size", nullptr}}, "config.json").hidden == 768);
}

TEST_CASE("Every field of BERT's configuration is read") {
    const auto config = baseConfigFromJson({{"model_type", "bert"},
                                            {"hidden_size", 64},
                                            {"num_hidden_layers", 3},
                                            {"num_attention_heads", 8},
                                            {"intermediate_size", 100},
                                            {"vocab_size", 1000},
                                            {"max_position_embeddings", 40},
                                            {"type_vocab_size", 1},
                                            {"hidden_act", "gelu_new"},
                                            {"layer_norm_eps", 1e-5},
                                            {"hidden_dropout_prob", 0},
                                            {"attention_probs_dropout_prob", 0.2},
                                            {"initializer_range", 0.01},
                                            {"pad_token_id", 7}},
                                           "config.json");
    CHECK(config.hidden == 64);
    CHECK(config.layers == 3);
    CHECK(config.heads == 8);
    CHECK(config.types == 1);
    CHECK(config.activation == Activation::GeluTanh);
    CHECK(config.layerNormEps == 1e-5);
    CHECK(config.hiddenDropout == 0);
    CHECK(config.attentionDropout == 0.2);
    CHECK(config.initializerRange == 0.01);
    CHECK(config.padToken == 7);
    CHECK(entriesOf(factsWhere(config, [](const TensorFact& fact) { return isEmbedding(fact.role); })) ==
          1041 * 64 + 128);
    CHECK(entriesOf(factsWhere(config, [](const TensorFact& fact) { return fact.layer == 1; })) ==
          4 * (64 * 64 + 64) + 2 * 64 * 100 + 100 + 64 + 256);
}

TEST_CASE("BERT's configuration is written as transformers writes it") {
    BaseConfig config;
    config.types = 1;
    config.layerNormEps = 1e-5;
    CHECK(toJson(config) == nlohmann::json{{"architectures", {"BertModel"}},
                                           {"model_type", "bert"},
                                           {"hidden_size", 768},
                                           {"num_hidden_layers", 12},
                                           {"num_attention_heads", 12},
                                           {"intermediate_size", 3072},
                                           {"vocab_size", 30522},
                                           {"max_position_embeddings", 512},
                                           {"type_vocab_size", 1},
                                           {"hidden_act", "gelu"},
                                           {"layer_norm_eps", 1e-5},
                                           {"hidden_dropout_prob", 0.1},
                                           {"attention_probs_dropout_prob", 0.1},
                                           {"initializer_range", 0.02},
                                           {"pad_token_id", 0}});
}

TEST_CASE("BERT's tensors are those of transformers' BertModel") {
    BaseConfig config = baseConfigFromJson({{"model_type", "bert"},
                                            {"hidden_size", 4},
                                            {"num_hidden_layers", 1},
                                            {"num_attention_heads", 2},
                                            {"intermediate_size", 6},
                                            {"vocab_size", 10},
                                            {"max_position_embeddings", 8}},
                                           "config.json");
    const std::string layer = "encoder.layer.0.";
    Shapes expected = {{"embeddings.word_embeddings.weight", {10, 4}},
                       {"embeddings.position_embeddings.weight", {8, 4}},
                       {"embeddings.token_type_embeddings.weight", {2, 4}},
                       {"embeddings.LayerNorm.weight", {4}},
                       {"embeddings.LayerNorm.bias", {4}},
                       {layer + "attention.self.query.weight", {4, 4}},
                       {layer + "attention.self.query.bias", {4}},
                       {layer + "attention.self.key.weight", {4, 4}},
                       {layer + "attention.self.key.bias", {4}},
                       {layer + "attention.self.value.weight", {4, 4}},
                       {layer + "attention.self.value.bias", {4}},
                       {layer + "attention.output.dense.weight", {4, 4}},
                       {layer + "attention.output.dense.bias", {4}},
                       {layer + "attention.output.LayerNorm.weight", {4}},
                       {layer + "attention.output.LayerNorm.bias", {4}},
                       {layer + "intermediate.dense.weight", {6, 4}},
                       {layer + "intermediate.dense.bias", {6}},
                       {layer + "output.dense.weight", {4, 6}},
                       {layer + "output.dense.bias", {4}},
                       {layer + "output.LayerNorm.weight", {4}},
                       {layer + "output.LayerNorm.bias", {4}},
                       {"pooler.dense.weight", {4, 4}},
                       {"pooler.dense.bias", {4}}};
    CHECK(shapesOf(config) == expected);
    config.hasPooler = false;
    expected.erase("pooler.dense.weight");
    expected.erase("pooler.dense.bias");
    CHECK(shapesOf(config) == expected);
}

TEST_CASE("The shape of the tiny reference BERT is read from its folder") {
    const auto folder = test::sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    const auto config = readBaseConfig(folder);
    CHECK(config.hidden == 32);
    CHECK(config.layers == 3);
    CHECK(config.vocabulary == 1500);
    CHECK(config.hasPooler);
    CHECK(config.defaultPooling == Pooling::Pooler);
}
