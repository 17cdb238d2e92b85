// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "core/base/BaseFolder.h"
#include "core/base/BaseTensors.h"
#include "core/base/Bases.h"
#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::readFile;
using adapterscope::test::safeTensorsStart;
using adapterscope::test::says;
using adapterscope::test::TempFolder;
using adapterscope::test::writeFile;
using adapterscope::test::writeWeights;

namespace {

const std::string smallConfig = R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 12, "vocab_size": 24, "max_position_embeddings": 16})";

/// Checks that the folder is refused with a sentence that names every part.
void checkRefused(const std::filesystem::path& folder, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        CAPTURE(part);
        CHECK_THROWS_MATCHES(readBaseConfig(folder), Error, says(part));
    }
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

TEST_CASE("A pipe in the place of a configuration is refused and nobody waits for it") {
    TempFolder folder;
    REQUIRE(::mkfifo((folder / "config.json").c_str(), 0600) == 0);
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("config.json is a pipe"));
    REQUIRE(::mkfifo((folder / "model.safetensors").c_str(), 0600) == 0);
    REQUIRE(::mkfifo((folder / "vocab.txt").c_str(), 0600) == 0);
    CHECK(baseFaults(folder.path()) == std::vector<std::string>{"config.json is a pipe, not a file",
                                                                "model.safetensors is a pipe, not a file",
                                                                "vocab.txt is a pipe, not a file"});
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
    checkFault({{"model_type", "t5"}}, "\"model_type\" is \"t5\"; supported: bert and distilbert");
    checkFault({{"hidden_act", "mish"}}, "\"hidden_act\" is \"mish\"; supported: gelu, gelu_python, gelu_new");
    checkFault({{"position_embedding_type", "relative_key"}}, "supported: absolute");
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
        {Activation::Sigmoid, {"sigmoid"}},
        {Activation::Identity, {"linear"}}};
    std::size_t all = 0;
    for (const auto& [activation, own] : names) {
        CHECK(hiddenActOf(activation) == own[0]);
        for (const std::string& name : own)
            CHECK(baseConfigFromJson({{"hidden_act", name}}, "config.json").activation == activation);
        all += own.size();
    }
    CHECK(hiddenActNames().size() == all);
    for (const std::string name : {"gelu_10", "quick_gelu", "relu6", "hardtanh", "prelu", "GELU", ""})
        checkFault({{"hidden_act", name}}, "\"hidden_act\" is \"" + name + "\"; supported: gelu, gelu_python");
}

TEST_CASE("What changes nothing in the forward pass is passed over") {
    const auto config = baseConfigFromJson({{"pruned_heads", nlohmann::json::object()},
                                            {"quantization_config", nullptr},
                                            {"chunk_size_feed_forward", 4},
                                            {"torch_dtype", "float16"},
                                            {"tie_word_embeddings", false},
                                            {"use_cache", true},
                                            {"classifier_dropout", 0.3}},
                                           "config.json");
    CHECK(encoderParameters(config, true) == 109482240);
}

TEST_CASE("A configuration may hold the numbers that Python writes and JSON lacks unless they are needed") {
    TempFolder folder;
    writeFile(
        folder / "config.json",
        R"({"best_metric": NaN, "initializer_range": NaN, "limits": [0.0, Infinity, -Infinity], "note": "NaN, \"Infinity", "hidden_size": 24})");
    CHECK(readBaseConfig(folder.path()).hidden == 24);
    writeFile(folder / "config.json", R"({"layer_norm_eps": NaN, "hidden_size": -Infinity})");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("\"layer_norm_eps\" is \"NaN\""));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("\"hidden_size\" is \"-Infinity\""));
    writeFile(folder / "config.json", R"({"hidden_size": NotANumber})");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("it is not valid JSON"));
}

TEST_CASE("All faults of a configuration are in one error with its name") {
    const auto text = fault({{"hidden_size", 0}, {"vocab_size", "many"}, {"hidden_act", 3}, {"layer_norm_eps", "x"}});
    for (const std::string part : {"config.json", "\"hidden_size\" is 0", "\"vocab_size\" is \"many\"",
                                   "\"hidden_act\" is 3", "\"layer_norm_eps\" is \"x\""})
        CHECK_THAT(text, Catch::Contains(part));
}

TEST_CASE("A folder shows whether its weights hold a pooler") {
    TempFolder folder;
    writeFile(folder / "config.json", smallConfig);
    CHECK(readBaseConfig(folder.path()).hasPooler);
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Pooler);

    writeWeights(folder.path(), test::removePooler);
    CHECK_FALSE(readBaseConfig(folder.path()).hasPooler);
    CHECK(readBaseConfig(folder.path()).defaultPooling == Pooling::Cls);

    writeWeights(folder.path());
    CHECK(readBaseConfig(folder.path()).hasPooler);
    writeWeights(folder.path(), [](nlohmann::json& tensors) {
        nlohmann::json prefixed;
        for (const auto& [name, tensor] : tensors.items())
            prefixed["bert." + name] = tensor;
        tensors = prefixed;
    });
    CHECK(readBaseConfig(folder.path()).hasPooler);
}

TEST_CASE("Weights of other shapes than the configuration states are refused by the tensor with both shapes") {
    TempFolder folder;
    writeFile(folder / "config.json", smallConfig);
    writeWeights(folder.path());
    CHECK(readBaseConfig(folder.path()).hidden == 8);
    const auto configure = [&](const char* key, int value) {
        auto config = nlohmann::json::parse(smallConfig);
        config[key] = value;
        writeFile(folder / "config.json", config.dump());
    };
    const std::string file = (folder / "model.safetensors").string();
    configure("num_hidden_layers", 3);
    checkRefused(folder.path(), {file, "encoder.layer.2.attention.output.LayerNorm.bias is missing", "the shape [8]"});
    configure("intermediate_size", 16);
    checkRefused(folder.path(),
                 {file, "encoder.layer.0.intermediate.dense.bias has the shape [12] where config.json asks for [16]",
                  "encoder.layer.0.output.dense.weight has the shape [8, 12] where config.json asks for [8, 16]"});
    configure("hidden_size", 16);
    checkRefused(folder.path(), {file, "embeddings.LayerNorm.bias has the shape [8] where config.json asks for [16]"});
    configure("vocab_size", 25);
    checkRefused(folder.path(),
                 {"embeddings.word_embeddings.weight has the shape [24, 8] where config.json asks for [25, 8]"});
    configure("num_hidden_layers", 1);  // layers that are not needed
    CHECK(readBaseConfig(folder.path()).layers == 1);
}

TEST_CASE("Half a pooler and weights of a type that is not read are refused by the tensor") {
    TempFolder folder;
    writeFile(folder / "config.json", smallConfig);
    writeWeights(folder.path(), [](nlohmann::json& tensors) { tensors.erase("pooler.dense.bias"); });
    checkRefused(folder.path(), {"pooler.dense.bias is missing", "the shape [8]"});
    for (const std::string type : {"I8", "U8", "F8_E4M3", "I64"}) {
        writeWeights(folder.path(), [&](nlohmann::json& tensors) {
            tensors["encoder.layer.1.output.dense.weight"]["dtype"] = type;
            tensors["spare"] = {{"dtype", type}, {"shape", {3}}};
        });
        checkRefused(folder.path(), {"encoder.layer.1.output.dense.weight has the type " + type});
    }
    for (const std::string type : {"F16", "BF16", "F64"}) {
        writeWeights(folder.path(), [&](nlohmann::json& tensors) {
            for (auto& tensor : tensors)
                tensor["dtype"] = type;
            tensors["encoder.layer.7.output.dense.weight"] = {{"dtype", "I8"}, {"shape", {3}}};
        });
        CHECK(readBaseConfig(folder.path()).layers == 2);
    }
}

TEST_CASE("The data of a tensor that do not fit its shape are found in the header") {
    TempFolder folder;
    writeFile(folder / "config.json", smallConfig);
    writeWeights(folder.path());
    std::string bytes = readFile(folder / "model.safetensors");
    const auto at = bytes.find("F32");
    bytes.replace(at, 3, "F64");
    writeFile(folder / "model.safetensors", bytes);
    checkRefused(folder.path(), {"embeddings.LayerNorm.bias has data that do not fit its shape"});
}

TEST_CASE("The list of an encoder's tensors has as many entries as parameters are counted") {
    for (const bool withPooler : {true, false}) {
        BaseConfig config;
        config.hasPooler = withPooler;
        std::int64_t sum = 0;
        for (const auto& [name, fact] : encoderTensors(config)) {
            std::int64_t entries = 1;
            for (const auto extent : fact.shape())
                entries *= extent;
            sum += entries;
        }
        CHECK(sum == encoderParameters(config, withPooler));
        CHECK(sum == encoderParameters(config, true));
    }
}

TEST_CASE("A classifier is one over its base or is refused by its tensor with both shapes") {
    TempFolder folder;
    writeFile(folder / "config.json", smallConfig);
    const auto classifierOf = [&](const nlohmann::json& weight, const nlohmann::json& bias) {
        writeWeights(folder.path(), [&](nlohmann::json& tensors) {
            if (!weight.is_null())
                tensors["classifier.weight"] = {{"dtype", "F32"}, {"shape", weight}};
            if (!bias.is_null())
                tensors["classifier.bias"] = {{"dtype", "F32"}, {"shape", bias}};
        });
        const auto config = readBaseConfig(folder.path());  // no classifier prevents its use as a base
        return hasClassifier(config, readSafeTensorsHeader(folder / "model.safetensors"), "the file");
    };
    CHECK_FALSE(classifierOf(nullptr, nullptr));
    CHECK(classifierOf({3, 8}, {3}));
    CHECK(classifierOf({1, 8}, {1}));
    CHECK_THROWS_MATCHES(classifierOf({2, 16}, {2}), Error,
                         says("the file") && says("classifier.weight has the shape [2, 16], while [classes, 8]"));
    CHECK_THROWS_MATCHES(classifierOf({8}, {8}), Error, says("classifier.weight has the shape [8]"));
    CHECK_THROWS_MATCHES(classifierOf({0, 8}, {0}), Error, says("classifier.weight has the shape [0, 8]"));
    CHECK_THROWS_MATCHES(classifierOf({2, 0}, {2}), Error, says("classifier.weight has the shape [2, 0]"));
    CHECK_THROWS_MATCHES(classifierOf({2, 8}, {3}), Error, says("classifier.bias has the shape [3]") && says("[2]"));
    CHECK_THROWS_MATCHES(classifierOf({2, 8}, nullptr), Error, says("classifier.bias is missing") && says("[2]"));
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

TEST_CASE("A folder that is not a base is refused by name") {
    TempFolder folder;
    CHECK_THROWS_MATCHES(readBaseConfig(folder / "missing"), Error, says("missing is not a folder"));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("has no config.json"));
    writeFile(folder / "config.json", R"({"hidden_size": 76)");
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("config.json"));
    writeFile(folder / "config.json", std::string("\x00\xff\xfe", 3));
    CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("it is not valid JSON"));
}

TEST_CASE("A truncated weights file is refused by name") {
    TempFolder folder;
    writeFile(folder / "config.json", "{}");
    const auto whole =
        safeTensorsStart(R"({"pooler.dense.weight":{"dtype":"F32","shape":[768,768],"data_offsets":[0,0]}})");
    for (const std::string& bytes :
         {std::string(), whole.substr(0, 5), whole.substr(0, 20), std::string(64, '\xff'), safeTensorsStart("[1, 2")}) {
        writeFile(folder / "model.safetensors", bytes);
        CHECK_THROWS_MATCHES(readBaseConfig(folder.path()), Error, says("model.safetensors"));
    }
}

TEST_CASE("Poolings are read and written by their words") {
    for (const auto pooling : {Pooling::Pooler, Pooling::Cls, Pooling::Mean})
        CHECK(poolingFromText(toText(pooling)) == pooling);
    CHECK_THROWS_MATCHES(poolingFromText("max"), Error, says("'max'"));
}
