// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <filesystem>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "tests/core/base/WrittenBase.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> remarksOn(const fs::path& folder, const BaseConfig& config = {}) {
    return textsOf(baseRemarks(folder, config));
}

}  // namespace

TEST_CASE("A base made for a pooling that the program does not have is remarked on") {
    TempFolder folder;
    writeBase(folder.path());
    CHECK(remarksOn(folder.path()).empty());
    fs::create_directories(folder / "1_Pooling");
    writeFile(folder.path() / "1_Pooling" / "config.json", R"({"pooling_mode_mean_tokens": true})");
    CHECK(remarksOn(folder.path()).empty());
    writeFile(folder.path() / "1_Pooling" / "config.json", R"({"pooling_mode_max_tokens": true})");
    const std::vector<std::string> remarks = remarksOn(folder.path());
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].find("1_Pooling/config.json asks for a pooling") != std::string::npos);
    CHECK(remarks[0].find("(max)") != std::string::npos);
    for (const auto& [stated, told] :
         {std::pair(R"({"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": true})",
                    "joined with the first one"),
          std::pair(R"({"pooling_mode_mean_tokens": "yes"})", "names no pooling"),
          std::pair("[]", "names no pooling")}) {
        writeFile(folder.path() / "1_Pooling" / "config.json", stated);
        REQUIRE(remarksOn(folder.path()).size() == 1);
        CHECK(remarksOn(folder.path())[0].find(told) != std::string::npos);
    }
}

TEST_CASE("What a folder states of its tokenizer and is done otherwise is remarked on") {
    TempFolder folder;
    writeBase(folder.path());
    CHECK(remarksOn(folder.path()).empty());
    writeFile(folder / "tokenizer_config.json", R"({"model_max_length": 1000000000000000019884624838656})");
    CHECK(remarksOn(folder.path()).empty());
    writeFile(folder / "tokenizer_config.json", R"({"model_max_length": 64, "padding_side": "left"})");
    const auto remarks = remarksOn(folder.path());
    REQUIRE(remarks.size() == 2);
    for (const std::string& remark : remarks)
        CHECK_THAT(remark, Catch::Contains((folder / "tokenizer_config.json").string()));
    CHECK_THAT(remarks[0], Catch::Contains("at most 64 tokens (model_max_length), fewer than the base's 512"));
    CHECK_THAT(remarks[1], Catch::Contains("padding on the left"));
}

TEST_CASE("What sentence-transformers does to texts before the tokenizer is remarked on") {
    TempFolder folder;
    writeBase(folder.path());
    const auto file = folder / "sentence_bert_config.json";
    writeFile(file, R"({"max_seq_length": 512, "do_lower_case": false})");
    CHECK(remarksOn(folder.path()).empty());
    writeFile(file, R"({"max_seq_length": 16, "do_lower_case": true})");
    const auto remarks = remarksOn(folder.path());
    REQUIRE(remarks.size() == 2);
    CHECK_THAT(remarks[0], Catch::StartsWith(file.string()) && Catch::Contains("at most 16 tokens (max_seq_length)"));
    CHECK_THAT(remarks[1], Catch::StartsWith(file.string()) && Catch::Contains("in small letters (do_lower_case)"));
}

TEST_CASE("Code of a base's own is remarked on where the family replaces it and refused for its tokenizer") {
    TempFolder folder;
    writeBase(folder.path());
    writeFile(folder / "config.json", R"({"auto_map": {"AutoModel": "mine.Mine"}})");
    CHECK_THAT(remarksOn(folder.path()).at(0), Catch::StartsWith((folder / "config.json").string()) &&
                                                   Catch::Contains("auto_map") &&
                                                   Catch::Contains("as one of the family bert."));
    BaseConfig other;
    other.family = "distilbert";
    CHECK_THAT(remarksOn(folder.path(), other).at(0), Catch::Contains("as one of the family distilbert."));
    for (const char* file : {"config.json", "tokenizer_config.json"}) {
        TempFolder own;
        writeBase(own.path());
        writeFile(own / file, R"({"auto_map": {"AutoTokenizer": [null, "mine.Mine"]}})");
        CHECK_THROWS_MATCHES(remarksOn(own.path()), Error,
                             says((own / file).string()) && says("\"auto_map\"") && says("mine.Mine"));
    }
}

TEST_CASE("Weights with more layers than config.json asks for are remarked on once") {
    TempFolder folder;
    const bool prefixed = GENERATE(false, true);
    writeBase(folder.path());
    writeSmallConfig(folder.path(), 4);
    const auto addLayers = [&](std::initializer_list<const char*> layers) {
        writeWeights(folder.path(), [&](nlohmann::json& tensors) {
            for (const std::string layer : layers)
                for (const char* part : {".output.dense.bias", ".intermediate.dense.bias"})
                    tensors[(prefixed ? "bert.encoder.layer." : "encoder.layer.") + layer + part] = {{"dtype", "F32"},
                                                                                                     {"shape", {4}}};
        });
    };
    addLayers({"0", "01", "x", "-1", "99999999999"});
    CHECK(remarksOn(folder.path(), readBaseConfig(folder.path())).empty());
    addLayers({"1", "2"});
    const auto remarks = remarksOn(folder.path(), readBaseConfig(folder.path()));
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0] == (folder / "model.safetensors").string() + " holds 3 layers, and " +
                            (folder / "config.json").string() +
                            " asks for 1 (num_hidden_layers): the others are not used.");
}
