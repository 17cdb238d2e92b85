// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/exchange/ModelFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

struct Folders {
    TempFolder folder;
    fs::path base = folder / "base", out = folder / "out";
    Folders() {
        fs::create_directories(base / "1_Pooling");
        writeFile(base / "config.json", R"({"hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2,
            "intermediate_size": 12, "vocab_size": 24, "id2label": {"0": "old"}, "num_labels": 1, "dtype": "float16"})");
        writeFile(base / "vocab.txt", "[PAD]\n");
        writeFile(base / "1_Pooling/config.json", "{}");
        writeFile(base / "README.md", "not copied");
    }
    nlohmann::json config() const { return nlohmann::json::parse(readFile(out / "config.json")); }
};

const std::vector<std::string> weights{"config.json", "model.safetensors"};

}  // namespace

TEST_CASE("A model folder has the base's tokenizer and a configuration with the classes") {
    const Folders folders;
    const ModelFolder model(folders.out, folders.base, false);
    writeFile(folders.out / "model.safetensors", "weights");
    model.complete("BertForSequenceClassification", 2, {"no", "yes"}, weights);
    CHECK(filesIn(folders.out) == 4);  // config.json, vocab.txt, 1_Pooling and the weights
    CHECK(readFile(folders.out / "vocab.txt") == "[PAD]\n");
    CHECK(readFile(folders.out / "1_Pooling/config.json") == "{}");
    CHECK(readFile(folders.out / "model.safetensors") == "weights");
    const auto config = folders.config();
    CHECK(config["model_type"] == "bert");
    CHECK(config["hidden_size"] == 8);
    CHECK(config["dtype"] == "float32");
    CHECK(config["architectures"] == nlohmann::json::array({"BertForSequenceClassification"}));
    CHECK(config["id2label"] == nlohmann::json{{"0", "no"}, {"1", "yes"}});
    CHECK(config["label2id"] == nlohmann::json{{"no", 0}, {"yes", 1}});
    CHECK_FALSE(config.contains("num_labels"));
}

TEST_CASE("Classes without names are numbered and a model without classes states none") {
    const Folders folders;
    ModelFolder(folders.out, folders.base, false).complete("BertForSequenceClassification", 1, {}, weights);
    CHECK(folders.config()["id2label"] == nlohmann::json{{"0", "LABEL_0"}});
    ModelFolder(folders.out, folders.base, true).complete("BertModel", 0, {}, weights);
    CHECK_FALSE(folders.config().contains("id2label"));
}

TEST_CASE("Nothing in a model folder is replaced unasked and nothing of an earlier model is left") {
    const Folders folders;
    for (const char* name : {"config.json", "model.safetensors", "head.safetensors", "tokenizer.json"}) {
        CAPTURE(name);
        const fs::path out = folders.folder / (std::string("with-") + name);
        fs::create_directories(out);
        writeFile(out / name, "mine");
        CHECK_THROWS_MATCHES(ModelFolder(out, folders.base, false), Error, says(std::string(name) + " already exists"));
        CHECK(readFile(out / name) == "mine");
        CHECK(filesIn(out) == 1);
    }
    fs::create_directories(folders.out);
    for (const char* name : {"head.safetensors", "tokenizer.json", "notes.txt"})
        writeFile(folders.out / name, "earlier");
    ModelFolder(folders.out, folders.base, true).complete("BertModel", 0, {}, weights);
    CHECK_FALSE(fs::exists(folders.out / "head.safetensors"));
    CHECK_FALSE(fs::exists(folders.out / "tokenizer.json"));
    CHECK(readFile(folders.out / "notes.txt") == "earlier");
}

TEST_CASE("Shards of an earlier model keep a model out of a folder, or are removed") {
    const Folders folders;
    fs::create_directories(folders.out);
    const std::vector<std::string> shards{"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                                          "model.safetensors.index.json", "pytorch_model.bin"};
    for (const std::string& name : shards) {
        writeFile(folders.out / name, "earlier");
        CHECK_THROWS_MATCHES(ModelFolder(folders.out, folders.base, false), Error, says(" already exists"));
    }
    for (const char* name : {"my-model.safetensors", "model-notes.txt"})
        writeFile(folders.out / name, "mine");
    const ModelFolder model(folders.out, folders.base, true);
    writeFile(folders.out / "model.safetensors", "weights");
    model.complete("BertModel", 0, {}, weights);
    for (const std::string& name : shards)
        CHECK_FALSE(fs::exists(folders.out / name));
    CHECK(readFile(folders.out / "model.safetensors") == "weights");
    CHECK(filesIn(folders.out) == 6);  // as of a new model, and two that are not a model's
}

TEST_CASE("The base's own folder is not written into") {
    const Folders folders;
    const std::string before = readFile(folders.base / "config.json");
    CHECK_THROWS_MATCHES(ModelFolder(folders.base, folders.base, true), Error, says("is the base's own folder"));
    fs::create_directory_symlink(folders.base, folders.folder / "link");
    CHECK_THROWS_MATCHES(ModelFolder(folders.folder / "link", folders.base, true), Error,
                         says("is the base's own folder"));
    CHECK(readFile(folders.base / "config.json") == before);
}

TEST_CASE("A model folder that was made for nothing is removed") {
    const Folders folders;
    ModelFolder(folders.out, folders.base, false).folder().removeIfEmpty();
    CHECK_FALSE(fs::exists(folders.out));
    fs::create_directories(folders.out);
    ModelFolder(folders.out, folders.base, false).folder().removeIfEmpty();
    CHECK(fs::exists(folders.out));
}
