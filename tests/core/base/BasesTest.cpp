// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "tests/core/base/WrittenBase.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

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

TEST_CASE("Weights that only other programs load are refused by their file") {
    TempFolder folder;
    writeBase(folder.path());
    CHECK_NOTHROW(requireLoadable(folder.path()));
    fs::rename(folder / "model.safetensors", folder / "pytorch_model.bin");
    CHECK_THROWS_MATCHES(requireLoadable(folder.path()), Error,
                         says(folder.path().string()) && says("in pytorch_model.bin") && says("model.safetensors"));
}

TEST_CASE("What has the name of a base but is not a folder is named by its kind") {
    TempFolder folder;
    const std::string loop = (folder / "loop").string();
    fs::create_symlink(loop, loop);
    CHECK_THROWS_MATCHES(resolveBase(loop), Error, says("loop is a link that leads back to itself; name the model"));
}
