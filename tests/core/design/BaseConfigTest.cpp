// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/Error.h"
#include "core/design/BaseConfig.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;
using adapterscope::test::TempFolder;
using adapterscope::test::writeFile;

namespace {

/// A safetensors file that holds a header alone.
std::string header(const std::string& json) {
    std::string bytes(8, '\0');
    for (int i = 0; i < 8; ++i)
        bytes[static_cast<std::size_t>(i)] = static_cast<char>(json.size() >> (8 * i) & 0xff);
    return bytes + json;
}

/// A header that names one tensor; its data are left out, which a header's reader does not look at.
std::string headerOf(const std::string& tensor, const std::string& shape) {
    return header("{\"" + tensor + R"(":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,0]}})");
}

std::string fault(const nlohmann::json& json) {
    try {
        baseConfigFromJson(json, "config.json");
    } catch (const Error& error) {
        return error.what();
    }
    return "no fault";
}

void checkFault(const nlohmann::json& json, const std::string& part) {
    CAPTURE(json.dump());
    CHECK_THAT(fault(json), Catch::Contains(part));
}

}  // namespace

TEST_CASE("Missing fields take the defaults of transformers") {
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
    CHECK(config.parameters(true) == 109482240);
    CHECK(baseConfigFromJson({{"hidden_size", nullptr}}, "config.json").hidden == 768);
}

TEST_CASE("Every field of a configuration is read") {
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
    CHECK(config.embeddingParameters() == 1041 * 64 + 128);
    CHECK(config.layerParameters() == 4 * (64 * 64 + 64) + 2 * 64 * 100 + 100 + 64 + 256);
}

TEST_CASE("An absurd field is named with its value and what is needed") {
    checkFault({{"hidden_size", -5}}, "\"hidden_size\" is -5; a whole number from 1 to 65536 is needed");
    checkFault({{"hidden_size", 0}}, "\"hidden_size\" is 0");
    checkFault({{"hidden_size", 100000}}, "\"hidden_size\" is 100000");
    checkFault({{"hidden_size", 18446744073709551615ULL}}, "18446744073709551615");
    checkFault({{"hidden_size", "768"}}, "\"hidden_size\" is \"768\"");
    checkFault({{"hidden_size", 768.5}}, "768.5");
    checkFault({{"num_hidden_layers", true}}, "\"num_hidden_layers\" is true");
    checkFault({{"num_attention_heads", 5}}, "\"num_attention_heads\" is 5, which does not divide \"hidden_size\" 768");
    checkFault({{"hidden_size", 130}}, "\"num_attention_heads\" is missing and so 12, which does not divide");
    checkFault({{"vocab_size", {1, 2}}}, "\"vocab_size\" is [1,2]");
    checkFault({{"layer_norm_eps", -1}}, "\"layer_norm_eps\" is -1");
    checkFault({{"hidden_dropout_prob", 1}}, "\"hidden_dropout_prob\" is 1; a number from 0 to below 1");
    checkFault({{"pad_token_id", 30522}}, "\"pad_token_id\" is 30522, but \"vocab_size\" is missing and so 30522");
    checkFault(nlohmann::json::array(), "JSON object");
}

TEST_CASE("What is not supported is named with what is") {
    checkFault({{"model_type", "t5"}}, "\"model_type\" is \"t5\"; supported is bert");
    checkFault({{"hidden_act", "mish"}}, "\"hidden_act\" is \"mish\"; supported are gelu, gelu_python, gelu_new");
    checkFault({{"position_embedding_type", "relative_key"}}, "supported is absolute");
    checkFault({{"is_decoder", true}}, "\"is_decoder\" is true");
    checkFault({{"add_cross_attention", true}}, "\"add_cross_attention\" is true");
    checkFault({{"pruned_heads", {{"0", {1, 2}}}}}, "\"pruned_heads\" is {\"0\":[1,2]}; heads that were cut out");
    checkFault({{"quantization_config", {{"bits", 8}}}}, "\"quantization_config\" is {\"bits\":8}; quantised weights");
}

TEST_CASE("Every activation is read by each name that transformers has for it and written by its usual one") {
    const std::vector<std::pair<Activation, std::vector<std::string>>> names{
        {Activation::Gelu, {"gelu", "gelu_python"}},
        {Activation::GeluTanh, {"gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate"}},
        {Activation::Relu, {"relu"}},
        {Activation::Swish, {"silu", "swish"}},
        {Activation::Tanh, {"tanh"}},
        {Activation::LeakyRelu, {"leaky_relu"}},
        {Activation::Identity, {"linear"}}};
    std::size_t all = 0;
    for (const auto& [activation, own] : names) {
        CHECK(hiddenActOf(activation) == own[0]);
        for (const std::string& name : own)
            CHECK(baseConfigFromJson({{"hidden_act", name}}, "config.json").activation == activation);
        all += own.size();
    }
    CHECK(hiddenActNames().size() == all);
    for (const std::string name : {"gelu_10", "quick_gelu", "relu6", "sigmoid", "prelu", "GELU", ""})
        checkFault({{"hidden_act", name}}, "\"hidden_act\" is \"" + name + "\"; supported are gelu, gelu_python");
}

TEST_CASE("What changes nothing in the forward pass is read over") {
    const auto config = baseConfigFromJson({{"pruned_heads", nlohmann::json::object()},
                                            {"quantization_config", nullptr},
                                            {"chunk_size_feed_forward", 4},
                                            {"torch_dtype", "float16"},
                                            {"tie_word_embeddings", false},
                                            {"use_cache", true},
                                            {"classifier_dropout", 0.3}},
                                           "config.json");
    CHECK(config.parameters(true) == 109482240);
}

TEST_CASE("A configuration may hold the numbers that Python writes and JSON lacks unless they are needed") {
    TempFolder folder;
    writeFile(
        folder / "config.json",
        R"({"best_metric": NaN, "limits": [0.0, Infinity, -Infinity], "note": "NaN, \"Infinity", "hidden_size": 24})");
    CHECK(readBaseConfig(folder.path()).hidden == 24);
    writeFile(folder / "config.json", R"({"layer_norm_eps": NaN, "hidden_size": -Infinity})");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("\"layer_norm_eps\" is \"NaN\""));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("\"hidden_size\" is \"-Infinity\""));
    writeFile(folder / "config.json", R"({"hidden_size": NotANumber})");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("not readable as JSON"));
}

TEST_CASE("All faults of a configuration stand in one error with its name") {
    const auto text = fault({{"hidden_size", 0}, {"vocab_size", "many"}, {"hidden_act", 3}, {"layer_norm_eps", "x"}});
    for (const std::string part : {"config.json", "\"hidden_size\" is 0", "\"vocab_size\" is \"many\"",
                                   "\"hidden_act\" is 3", "\"layer_norm_eps\" is \"x\""})
        CHECK_THAT(text, Catch::Contains(part));
}

TEST_CASE("A folder says whether its weights hold a pooler") {
    TempFolder folder;
    writeFile(folder / "config.json", R"({"model_type": "bert", "hidden_size": 768})");
    CHECK(readBaseConfig(folder.path()).hasPooler);
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Pooler);

    writeFile(folder / "model.safetensors", headerOf("embeddings.LayerNorm.weight", "[768]"));
    CHECK_FALSE(readBaseConfig(folder.path()).hasPooler);
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Cls);

    for (const std::string name : {"pooler.dense.weight", "bert.pooler.dense.weight"}) {
        writeFile(folder / "model.safetensors", headerOf(name, "[768,768]"));
        CHECK(readBaseConfig(folder.path()).hasPooler);
    }
}

TEST_CASE("Weights of another width than the configuration says are refused with both shapes") {
    TempFolder folder;
    writeFile(folder / "config.json", R"({"hidden_size": 128, "num_attention_heads": 2, "vocab_size": 1000})");
    const std::string name = GENERATE("embeddings.word_embeddings.weight", "bert.embeddings.word_embeddings.weight");
    writeFile(folder / "model.safetensors", headerOf(name, "[1000,64]"));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("[1000,64]"));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("[1000,128]"));
    writeFile(folder / "model.safetensors", headerOf(name, "[1000,128]"));
    CHECK(readBaseConfig(folder.path()).hidden == 128);
}

TEST_CASE("A sharded model lists its pooler in the index") {
    TempFolder folder;
    writeFile(folder / "config.json", "{}");
    writeFile(folder / "model.safetensors.index.json", R"({"weight_map": {"encoder.layer.0.output.dense.bias": "a"}})");
    CHECK_FALSE(readBaseConfig(folder.path()).hasPooler);
    writeFile(folder / "model.safetensors.index.json", R"({"weight_map": {"pooler.dense.weight": "a"}})");
    CHECK(readBaseConfig(folder.path()).hasPooler);
}

TEST_CASE("A folder states its pooling as sentence transformers do") {
    TempFolder folder;
    writeFile(folder / "config.json", "{}");
    std::filesystem::create_directory(folder / "1_Pooling");
    const auto file = folder / "1_Pooling" / "config.json";
    writeFile(file, R"({"pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true})");
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Mean);
    writeFile(file, R"({"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false})");
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Cls);
    writeFile(file, R"({"pooling_mode_max_tokens": true})");
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Pooler);
    writeFile(file, "{");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("1_Pooling/config.json"));
}

TEST_CASE("A folder that is no base is refused by name") {
    TempFolder folder;
    CHECK_THROWS_MATCHES(readBaseConfig(folder / "missing"), Error, says("missing is not a folder"));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("has no config.json"));
    writeFile(folder / "config.json", R"({"hidden_size": 76)");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("config.json"));
    writeFile(folder / "config.json", std::string("\x00\xff\xfe", 3));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("not readable as JSON"));
}

TEST_CASE("A truncated weights file is refused by name") {
    TempFolder folder;
    writeFile(folder / "config.json", "{}");
    const auto whole = headerOf("pooler.dense.weight", "[768,768]");
    for (const std::string& bytes :
         {std::string(), whole.substr(0, 5), whole.substr(0, 20), std::string(64, '\xff'), header("[1, 2")}) {
        writeFile(folder / "model.safetensors", bytes);
        CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("model.safetensors"));
    }
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

TEST_CASE("Poolings are read and written by their words") {
    for (const auto pooling : {Pooling::Pooler, Pooling::Cls, Pooling::Mean})
        CHECK(poolingFromText(toText(pooling)) == pooling);
    CHECK_THROWS_MATCHES(poolingFromText("max"), Error, says("'max'"));
}
