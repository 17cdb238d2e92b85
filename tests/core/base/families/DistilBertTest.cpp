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

TEST_CASE("Missing fields of DistilBERT's configuration take the defaults of transformers") {
    const auto config = baseConfigFromJson({{"model_type", "distilbert"}}, "config.json");
    CHECK(config.hidden == 768);
    CHECK(config.layers == 6);
    CHECK(config.heads == 12);
    CHECK(config.intermediate == 3072);
    CHECK(config.vocabulary == 30522);
    CHECK(config.positions == 512);
    CHECK(config.types == 1);
    CHECK(config.activation == Activation::Gelu);
    CHECK(config.layerNormEps == 1e-12);
    CHECK(config.hiddenDropout == 0.1);
    CHECK(config.attentionDropout == 0.1);
    CHECK(encoderParameters(config, true) == 66362880);
}

TEST_CASE("DistilBERT's configuration has keys of its own, and BERT's mean nothing in it") {
    const auto config = baseConfigFromJson({{"model_type", "distilbert"},
                                            {"dim", 64},
                                            {"n_layers", 3},
                                            {"n_heads", 8},
                                            {"hidden_dim", 100},
                                            {"activation", "relu"},
                                            {"dropout", 0},
                                            {"attention_dropout", 0.2},
                                            {"hidden_size", 32},
                                            {"num_hidden_layers", 9},
                                            {"layer_norm_eps", 1e-5},
                                            {"type_vocab_size", 5}},
                                           "config.json");
    CHECK(config.hidden == 64);
    CHECK(config.layers == 3);
    CHECK(config.heads == 8);
    CHECK(config.intermediate == 100);
    CHECK(config.activation == Activation::Relu);
    CHECK(config.hiddenDropout == 0);
    CHECK(config.attentionDropout == 0.2);
    CHECK(config.layerNormEps == 1e-12);
    CHECK(config.types == 1);
}

TEST_CASE("DistilBERT's tensors are those of transformers' DistilBertModel") {
    const auto config = baseConfigFromJson({{"model_type", "distilbert"},
                                            {"dim", 4},
                                            {"n_layers", 1},
                                            {"n_heads", 2},
                                            {"hidden_dim", 6},
                                            {"vocab_size", 10},
                                            {"max_position_embeddings", 8}},
                                           "config.json");
    const std::string layer = "transformer.layer.0.";
    CHECK(shapesOf(config) == Shapes{{"embeddings.word_embeddings.weight", {10, 4}},
                                     {"embeddings.position_embeddings.weight", {8, 4}},
                                     {"embeddings.LayerNorm.weight", {4}},
                                     {"embeddings.LayerNorm.bias", {4}},
                                     {layer + "attention.q_lin.weight", {4, 4}},
                                     {layer + "attention.q_lin.bias", {4}},
                                     {layer + "attention.k_lin.weight", {4, 4}},
                                     {layer + "attention.k_lin.bias", {4}},
                                     {layer + "attention.v_lin.weight", {4, 4}},
                                     {layer + "attention.v_lin.bias", {4}},
                                     {layer + "attention.out_lin.weight", {4, 4}},
                                     {layer + "attention.out_lin.bias", {4}},
                                     {layer + "sa_layer_norm.weight", {4}},
                                     {layer + "sa_layer_norm.bias", {4}},
                                     {layer + "ffn.lin1.weight", {6, 4}},
                                     {layer + "ffn.lin1.bias", {6}},
                                     {layer + "ffn.lin2.weight", {4, 6}},
                                     {layer + "ffn.lin2.bias", {4}},
                                     {layer + "output_layer_norm.weight", {4}},
                                     {layer + "output_layer_norm.bias", {4}}});
}
