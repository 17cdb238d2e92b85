// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

/// The bytes of a safetensors file with one tensor of n float32 zeros.
std::string safetensors(int n) {
    const std::string header =
        nlohmann::json{{"x", {{"dtype", "F32"}, {"shape", {n}}, {"data_offsets", {0, 4 * n}}}}}.dump();
    return safeTensorsStart(header) + std::string(static_cast<std::size_t>(4 * n), '\0');
}

void writeBase(const fs::path& folder, int tensor = 10) {
    fs::create_directories(folder);
    writeFile(folder / "config.json", R"({"model_type": "bert"})");
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    writeFile(folder / "model.safetensors", safetensors(tensor));
}

std::vector<std::string> remarksOn(const fs::path& folder, const BaseConfig& config = {}) {
    return textsOf(baseRemarks(folder, config));
}

void writeSmallConfig(const fs::path& folder, int words) {
    writeFile(folder / "config.json", nlohmann::json{{"model_type", "bert"},
                                                     {"hidden_size", 4},
                                                     {"num_hidden_layers", 1},
                                                     {"num_attention_heads", 2},
                                                     {"intermediate_size", 4},
                                                     {"vocab_size", words}}
                                          .dump());
}

/// Weights and a classifier with one NaN, in the named tensor; in an additional one if no other has
/// the name.
void writeWeightsWithNan(const fs::path& folder, const std::string& name) {
    writeWeights(folder, [&](nlohmann::json& tensors) {
        tensors["classifier.weight"] = {{"dtype", "F32"}, {"shape", {2, 4}}};
        tensors["classifier.bias"] = {{"dtype", "F32"}, {"shape", {2}}};
        if (!tensors.contains(name))
            tensors[name] = {{"dtype", "F32"}, {"shape", {3}}};
    });
    const auto entry = readSafeTensorsHeader(folder / "model.safetensors").tensors.at(name);
    std::fstream stream(folder / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(entry.end - 4));
    stream.write("\0\0\xc0\x7f", 4);
    REQUIRE(stream);
}

/// A home with nothing in it: no cache, no hub.
struct EmptyHome {
    TempFolder folder;
    ScopedVariable home{"HOME", folder.path().string()};
    ScopedVariable cache{"XDG_CACHE_HOME", nullptr};
    ScopedVariable hubHome{"HF_HOME", nullptr};
    ScopedVariable hubCache{"HF_HUB_CACHE", nullptr};
    ScopedVariable oldHubCache{"HUGGINGFACE_HUB_CACHE", nullptr};
};

}  // namespace

TEST_CASE("The built-in base is the folder base of the resources") {
    TempFolder resources;
    const ScopedVariable given("ADAPTERSCOPE_RESOURCES", resources.path().string());
    CHECK_THROWS_MATCHES(resolveBase("builtin"), Error, says((resources / "base").string()));
    writeBase(resources / "base");
    CHECK(resolveBase("builtin").folder == resources / "base");
    CHECK(resolveBase("builtin").name == "builtin");
}

TEST_CASE("MiniLM is looked for in the cache and the error states how to fetch it") {
    const EmptyHome home;
    CHECK_THROWS_MATCHES(resolveBase("minilm"), Error, says("bases get minilm"));
    writeBase(home.folder / ".cache/adapterscope/bases/minilm");
    CHECK(resolveBase("minilm").folder == home.folder / ".cache/adapterscope/bases/minilm");
}

TEST_CASE("A folder is a base by its path and a file is not") {
    TempFolder folder;
    writeBase(folder / "mine");
    CHECK(resolveBase((folder / "mine").string()).folder == folder / "mine");
    CHECK(resolveBase((folder / "mine").string() + "/../mine").folder == folder / "mine");
    CHECK_THROWS_MATCHES(resolveBase((folder / "mine/vocab.txt").string()), Error, says("is a file"));
    CHECK_THROWS_MATCHES(resolveBase("/no/such/folder"), Error, says("/no/such/folder"));
    CHECK_THROWS_AS(resolveBase(""), Error);
}

TEST_CASE("A hub id is found in the local cache by its main revision") {
    const EmptyHome home;
    const fs::path model = home.folder / ".cache/huggingface/hub/models--org--tiny-bert";
    writeBase(model / "snapshots/aaaa");
    writeBase(model / "snapshots/bbbb");
    fs::create_directories(model / "refs");
    writeFile(model / "refs/main", "bbbb\n");
    CHECK(resolveBase("org/tiny-bert").folder == model / "snapshots/bbbb");
    CHECK(resolveBase("org/tiny-bert").name == "org/tiny-bert");
}

TEST_CASE("The variables of the hub cache are honoured") {
    const EmptyHome home;
    const ScopedVariable hubHome("HF_HOME", (home.folder / "hf").string());
    writeBase(home.folder / "hf/hub/models--bert-small/snapshots/only");
    CHECK(resolveBase("bert-small").folder == home.folder / "hf/hub/models--bert-small/snapshots/only");
    const ScopedVariable hub("HF_HUB_CACHE", (home.folder / "elsewhere").string());
    CHECK_THROWS_MATCHES(resolveBase("bert-small"), Error,
                         says((home.folder / "elsewhere/models--bert-small").string()));
    CHECK_THROWS_MATCHES(resolveBase("bert-small"), Error, says("huggingface-cli download bert-small"));
}

TEST_CASE("What is available is listed and other families and broken models are not") {
    const EmptyHome home;
    TempFolder resources;
    const ScopedVariable given("ADAPTERSCOPE_RESOURCES", resources.path().string());
    CHECK(availableBases().empty());
    writeBase(resources / "base");
    const fs::path hub = home.folder / ".cache/huggingface/hub";
    writeBase(hub / "models--org--b/snapshots/1");
    writeBase(hub / "models--org--a/snapshots/1");
    writeBase(hub / "models--org--gpt/snapshots/1");
    writeFile(hub / "models--org--gpt/snapshots/1/config.json", R"({"model_type": "gpt2"})");
    fs::create_directories(hub / "models--org--empty/snapshots");
    std::vector<std::string> names;
    for (const BaseRef& base : availableBases())
        names.push_back(base.name);
    CHECK(names == std::vector<std::string>{"builtin", "org/a", "org/b"});
}

TEST_CASE("A base folder that lacks everything is refused with all of it at once") {
    TempFolder folder;
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says(folder.path().string()));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is missing"));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error,
                         says("model.safetensors (or pytorch_model.bin) is missing"));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("vocab.txt (or tokenizer.json) is missing"));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder / "none"), Error, says("no such folder"));
}

TEST_CASE("A whole base folder has no faults") {
    TempFolder folder;
    writeBase(folder.path());
    CHECK(baseFaults(folder.path()).empty());
    checkBaseFolder(folder.path());
}

TEST_CASE("Truncated weights and config are found without reading the tensors") {
    TempFolder folder;
    writeBase(folder.path(), 1000);
    const std::string whole = safetensors(1000);
    writeFile(folder / "model.safetensors", whole.substr(0, whole.size() - 100));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("model.safetensors is truncated"));
    writeFile(folder / "model.safetensors", whole.substr(0, 20));
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("model.safetensors is empty, truncated"));
    writeFile(folder / "model.safetensors", "");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("0 bytes"));
    writeFile(folder / "model.safetensors", "version of a pointer file\noid sha256:00\nsize 90868376\n");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("Git LFS pointer"));
    writeFile(folder / "model.safetensors", whole);
    writeFile(folder / "config.json", "{\"model_type\": \"be");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is not valid JSON (line 1, "));
    writeFile(folder / "config.json", R"({"model_type": "bert"} and more)");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is not valid JSON (line 1, "));
    writeFile(folder / "config.json", "{\"a\": " + std::string(70, '[') + std::string(70, ']') + "}");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is nested more than 64 levels"));
    writeFile(folder / "config.json", "[]");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is not a JSON object"));
    writeFile(folder / "config.json", "");
    CHECK_THROWS_MATCHES(checkBaseFolder(folder.path()), Error, says("config.json is empty"));
}

TEST_CASE("A missing shard is named") {
    TempFolder folder;
    writeBase(folder.path());
    fs::remove(folder / "model.safetensors");
    writeFile(folder / "model.safetensors.index.json",
              R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})");
    writeFile(folder / "model-00001-of-00002.safetensors", safetensors(3));
    CHECK(baseFaults(folder.path()) == std::vector<std::string>{"model-00002-of-00002.safetensors is missing"});
}

TEST_CASE("The reference models are whole bases in each way of storing weights") {
    REQUIRE_AVAILABLE(sharedData("reference/models/bert"));
    for (const char* name :
         {"bert", "bert-bin", "bert-bin-legacy", "bert-sharded", "bert-f16", "bert-bf16", "bert-base-only"}) {
        INFO(name);
        CHECK(baseFaults(sharedData("reference/models") / name).empty());
    }
}

TEST_CASE("The hash of a base follows each file that matters and nothing else") {
    const EmptyHome home;
    TempFolder a, b;
    writeBase(a.path());
    writeBase(b.path());
    const std::string hash = baseHash(a.path());
    CHECK(hash.size() == 64);
    CHECK(baseHash(b.path()) == hash);
    writeFile(b / "README.md", "About");
    CHECK(baseHash(b.path()) == hash);
    writeFile(b / "vocab.txt", "[UNK]\n[CLS]\n[SEP]\n");
    CHECK(baseHash(b.path()) != hash);
    writeBase(b.path());
    writeFile(b / "config.json", R"({"model_type": "bert" })");
    CHECK(baseHash(b.path()) != hash);
    writeBase(b.path(), 11);
    CHECK(baseHash(b.path()) != hash);
    fs::remove(b / "model.safetensors");
    CHECK_THROWS_MATCHES(baseHash(b.path()), Error, says("model.safetensors"));
}

TEST_CASE("The hash of large weights is cached and a changed file or a broken entry is hashed again") {
    const EmptyHome home;
    TempFolder folder;
    writeBase(folder.path(), 2'000'000);
    const std::string hash = baseHash(folder.path());
    const fs::path hashes = home.folder / ".cache/adapterscope/hashes";
    REQUIRE(fs::exists(hashes));
    const std::vector<fs::path> entries(fs::directory_iterator(hashes), fs::directory_iterator{});
    REQUIRE(entries.size() == 1);

    // A forged entry with the right stamp shows that the cache is used.
    auto entry = nlohmann::json::parse(readFile(entries[0]));
    CHECK(entry.at("sha256") == sha256File(folder / "model.safetensors"));
    const std::string honest = entry.dump();
    entry["sha256"] = std::string(64, 'a');
    writeFile(entries[0], entry.dump());
    CHECK(baseHash(folder.path()) != hash);

    for (const std::string& broken : {std::string("{\"size\": 12"), std::string(), std::string("[]"),
                                      std::string("{\"size\":\"x\"}"), honest.substr(0, honest.size() / 2)}) {
        writeFile(entries[0], broken);
        CHECK(baseHash(folder.path()) == hash);
    }
    writeFile(entries[0], entry.dump());
    fs::last_write_time(folder / "model.safetensors", fs::file_time_type::clock::now() + std::chrono::hours(1));
    CHECK(baseHash(folder.path()) == hash);
}

TEST_CASE("A cache that cannot be written costs time only") {
    const EmptyHome home;
    TempFolder folder;
    writeBase(folder.path(), 2'000'000);
    writeFile(home.folder / "blocked", "a file where a folder is wanted");
    const ScopedVariable cache("XDG_CACHE_HOME", (home.folder / "blocked").string());
    CHECK(baseHash(folder.path()).size() == 64);
}

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

TEST_CASE("The hashes of bases are what stored runs were planned with") {
    const EmptyHome home;
    CHECK(baseHash(sourceFolder() / "resources/base") ==
          "9cf5935c8cf7d2f5b92b86641687d8cb248468e7ee20f6d79873b5df514e0917");
    TempFolder folder;
    writeBase(folder.path());
    const std::string plain = "407287d59335da311894cb561dcefabdf55d6086ccfb1aabf6b76065caf4978a";
    CHECK(baseHash(folder.path()) == plain);
    // What repeats the usual tokens changes no hash; what adds one does.
    writeFile(folder / "special_tokens_map.json", R"({"cls_token": "[CLS]", "mask_token": "[MASK]"})");
    CHECK(baseHash(folder.path()) == plain);
    fs::remove(folder / "special_tokens_map.json");
    writeFile(folder / "added_tokens.json", R"({"<url>": 4})");
    CHECK(baseHash(folder.path()) == "3f518d84f724003352297c4af20d9c6ea325e1c09dee0b3334aeb42825cd675c");
    fs::remove(folder / "added_tokens.json");
    writeFile(folder / "tokenizer_config.json", R"({"do_lower_case": true})");
    CHECK(baseHash(folder.path()) == "48cb95687789f23bcd5164ee29f7a031efa36a5af90ef38b276cb74e701d9a5f");
}

TEST_CASE("A NaN among the weights is found when a run is planned and found again from the cache") {
    const EmptyHome home;
    TempFolder folder;
    const fs::path file = folder / "model.safetensors";
    const auto write = [&](const std::string& tensor, int words) {
        writeSmallConfig(folder.path(), words);
        writeWeightsWithNan(folder.path(), tensor);
    };
    for (const int words : {10, 500'000}) {
        CAPTURE(words);
        write("encoder.layer.0.output.dense.bias", words);
        for (int again = 0; again < 2; ++again)
            CHECK_THROWS_MATCHES(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())), Error,
                                 says(file.string()) && says("encoder.layer.0.output.dense.bias holds NaN or infinity, "
                                                             "so the base computes nothing but NaN"));
        write("embeddings.word_embeddings.weight", words);
        CHECK_THROWS_MATCHES(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())), Error,
                             says("texts that read such a row of the table become NaN"));
        for (const char* spare : {"cls.predictions.bias", "encoder.layer.7.output.dense.bias"}) {
            write(spare, words);
            CHECK_NOTHROW(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())));
        }
    }
    fs::remove(file);
    CHECK_NOTHROW(requireFiniteWeights(
        folder.path(), readBaseConfig(folder.path())));  // what is missing is for checkBaseFolder to find
}

TEST_CASE("A NaN in the pooler refuses only what reads the pooler") {
    const EmptyHome home;
    TempFolder folder;
    writeSmallConfig(folder.path(), 10);
    writeWeights(folder.path());
    CHECK(poolerFault(folder.path(), readBaseConfig(folder.path())).text().empty());
    for (const std::string name : {"pooler.dense.bias", "pooler.dense.weight"}) {
        writeWeightsWithNan(folder.path(), name);
        const BaseConfig config = readBaseConfig(folder.path());
        CHECK_NOTHROW(requireFiniteWeights(folder.path(), config));
        CHECK(poolerFault(folder.path(), config).text().find(name + " holds NaN or infinity, so the pooler computes") !=
              std::string::npos);
    }
}

TEST_CASE("A classifier with a NaN is refused by its tensor where it is needed and nowhere else") {
    const EmptyHome home;
    TempFolder folder;
    writeSmallConfig(folder.path(), 10);
    writeWeights(folder.path());
    CHECK_FALSE(hasClassifier(folder.path()));
    for (const char* name : {"classifier.weight", "classifier.bias"}) {
        writeWeightsWithNan(folder.path(), name);
        CHECK_NOTHROW(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())));
        CHECK_THROWS_MATCHES(hasClassifier(folder.path()), Error, says(name) && says("holds NaN or infinity"));
    }
}

TEST_CASE("Weights that only other programs load are refused by their file") {
    TempFolder folder;
    writeBase(folder.path());
    CHECK_NOTHROW(requireLoadable(folder.path()));
    fs::rename(folder / "model.safetensors", folder / "pytorch_model.bin");
    CHECK_THROWS_MATCHES(requireLoadable(folder.path()), Error,
                         says(folder.path().string()) && says("in pytorch_model.bin") && says("model.safetensors"));
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

TEST_CASE("What has the name of a base but is not a folder is named by its kind") {
    TempFolder folder;
    const std::string loop = (folder / "loop").string();
    fs::create_symlink(loop, loop);
    CHECK_THROWS_MATCHES(resolveBase(loop), Error, says("loop is a link that leads back to itself; name the model"));
}
