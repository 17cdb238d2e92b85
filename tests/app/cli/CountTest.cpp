// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/CommandLine.h"

using namespace adapterscope::test;

namespace {

/// BERT-base as a folder with only config.json.
struct BertBase {
    TempFolder folder;
    std::string name = folder.path().string();
    BertBase() { writeBertBaseConfig(folder.path()); }
};

}  // namespace

TEST_CASE("Counting prints one JSON document with every component") {
    const BertBase base;
    const Outcome outcome = run({"count", "houlsby:m=64", "--base", base.name, "--json"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
    const auto list = outcome.json();
    REQUIRE(list.size() == 1);
    const auto& entry = list[0];
    CHECK(entry["design"] == "houlsby");
    CHECK(entry["base"] == base.name);
    // Houlsby et al. 2019, section 2.1: 24 adapters of 2 * 64 * 768 + 768 + 64; 25 LayerNorms of 2 * 768; a head of 768
    // * 2 + 2.
    CHECK(entry["components"] == nlohmann::json({{"adapters", 24 * 99136}, {"layer_norm", 25 * 1536}, {"head", 1538}}));
    CHECK(entry["trained"] == 2379264 + 38400 + 1538);
    CHECK(entry["per_adapter"] == 99136);
    CHECK(entry["bytes"].get<long long>() >= 4LL * (2379264 + 38400 + 1538));
    CHECK(entry["percent"].get<double>() ==
          Approx(100.0 * (2379264 + 38400 + 1538) / entry["base_parameters"].get<double>()));
}

TEST_CASE("Alternatives expand and keep their order") {
    const BertBase base;
    const auto list = run({"count", "houlsby:m=2|8,sites=ffn|attention", "head", "--base", base.name, "--json"}).json();
    std::vector<std::string> designs;
    for (const auto& entry : list)
        designs.push_back(entry["design"]);
    CHECK(designs == std::vector<std::string>{"houlsby:m=2,sites=ffn", "houlsby:m=2,sites=attention",
                                              "houlsby:m=8,sites=ffn", "houlsby:m=8,sites=attention", "head"});
}

TEST_CASE("People get a table with thousands separators") {
    const BertBase base;
    const Outcome outcome = run({"count", "houlsby:m=64", "--base", base.name});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("2,379,264") != std::string::npos);
    CHECK(outcome.out.find("2,419,202") != std::string::npos);
    CHECK(outcome.err.empty());
}

TEST_CASE("More classes make a larger head") {
    const BertBase base;
    const auto list =
        run({"count", "head", "--base", base.name, "--classes", "5", "--pooling", "cls", "--json"}).json();
    CHECK(list[0]["components"] == nlohmann::json({{"head", 5 * 768 + 5}}));
}

TEST_CASE("A bottleneck wider than the base is allowed with a remark on standard error") {
    const BertBase base;
    const Outcome outcome = run({"count", "houlsby:m=1000", "--base", base.name, "--json"});
    CHECK(outcome.code == 0);
    CHECK(outcome.json().size() == 1);
    CHECK(outcome.err.find("1000") != std::string::npos);
    CHECK(run({"count", "houlsby:m=1000", "--base", base.name, "--json", "-q"}).err.empty());
}

TEST_CASE("A bad value of a design is bad input and named") {
    const BertBase base;
    for (const auto& [design, named] :
         {std::pair("houlsby:m=0", "m"), std::pair("houlsby:sigma=-1", "sigma"), std::pair("houlsby:sigma=abc", "abc"),
          std::pair("houlsbi:m=8", "houlsbi"), std::pair("top:k=13", "k")}) {
        const Outcome outcome = run({"count", design, "--base", base.name});
        INFO(design << ": " << outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find(named) != std::string::npos);
    }
}

TEST_CASE("Counting and fitting refuse the pooler of a base that does not have one") {
    const BertBase base;
    writeFile(base.folder / "model.safetensors.index.json",
              R"({"weight_map": {"embeddings.word_embeddings.weight": "model-1.safetensors"}})");
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"count", "head"}, {"fit", "--budget", "2%"}}) {
        auto asked = words;
        asked.insert(asked.end(), {"--base", base.name, "--pooling", "pooler"});
        const Outcome outcome = run(asked);
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find(base.name + " has no pooler") != std::string::npos);
        asked.back() = "cls";
        CHECK(run(asked).code == 0);
    }
}

TEST_CASE("Counting and fitting refuse a tokenizer that training would refuse and need none") {
    const BertBase base;
    const auto counted = [&] {
        const Outcome fitted = run({"fit", "--budget", "2%", "--base", base.name});
        Outcome outcome = run({"count", "head", "--base", base.name});
        CHECK(fitted.code == outcome.code);
        return outcome;
    };
    CHECK(counted().code == 0);
    writeFile(base.folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n");
    CHECK(counted().code == 0);
    writeFile(base.folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\na\n");
    CHECK(counted().code == 3);
    CHECK(counted().err.find("[SEP]") != std::string::npos);
    writeFile(base.folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    writeFile(base.folder / "added_tokens.json", R"({"<url>": 9})");
    CHECK(counted().code == 3);
    CHECK(counted().err.find("<url>") != std::string::npos);
    std::filesystem::remove(base.folder / "vocab.txt");
    writeFile(base.folder / "tokenizer.json", "{");
    CHECK(counted().code == 3);
    CHECK(counted().err.find("tokenizer.json") != std::string::npos);
}

TEST_CASE("What no task can have and no run can train is refused before counting") {
    const BertBase base;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"count", "head", "--classes", "1"},
                                                  {"fit", "--budget", "2%", "--classes", "0"},
                                                  {"fit", "--budget", "2%", "houlsby:layers=12"},
                                                  {"fit", "--budget", "2%", "head:head=off"},
                                                  {"count", "adapter:scale=0,layernorm=none,head=off"},
                                                  {"count", "head:lr=0"}}) {
        auto asked = words;
        asked.insert(asked.end(), {"--base", base.name});
        const Outcome outcome = run(asked);
        INFO(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
    }
}

TEST_CASE("A missing model folder is named") {
    const Outcome outcome = run({"count", "head", "--base", "/nowhere/at-all"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("/nowhere/at-all") != std::string::npos);
}

TEST_CASE("A config that is cut off is named") {
    TempFolder folder;
    writeFile(folder / "config.json", "{\"hidden_size\": 76");
    const Outcome outcome = run({"count", "head", "--base", folder.path().string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("config.json") != std::string::npos);
}

TEST_CASE("Designs that fit a budget come closest first") {
    const BertBase base;
    const auto list = run({"fit", "--budget", "500000", "--base", base.name, "--json"}).json();
    REQUIRE(list.size() >= 3);
    long long last = 500000;
    for (const auto& entry : list) {
        CHECK(entry["trained"].get<long long>() <= last);
        last = entry["trained"];
    }
}

TEST_CASE("A budget can be a share of the base and a choice of methods") {
    const BertBase base;
    const auto list = run({"fit", "--budget", "2%", "--base", base.name, "houlsby", "--json"}).json();
    REQUIRE_FALSE(list.empty());
    for (const auto& entry : list) {
        CHECK(entry["design"].get<std::string>().rfind("houlsby", 0) == 0);
        CHECK(entry["percent"].get<double>() <= 2.0);
        CHECK(entry["percent"].get<double>() > 1.9);
    }
}

TEST_CASE("A budget that nothing fits gives an empty list and is reported") {
    const BertBase base;
    const Outcome outcome = run({"fit", "--budget", "10", "--base", base.name, "--json"});
    CHECK(outcome.code == 0);
    CHECK(outcome.json().empty());
    CHECK(outcome.err.find("10 trained parameters") != std::string::npos);
}

TEST_CASE("A design that does not fit a budget is named beside others that do") {
    const BertBase base;
    const Outcome outcome = run(
        {"fit", "--budget", "40k", "--base", base.name, "prefix & pfeiffer", "houlsby:sites=ffn", "head", "--json"});
    CHECK(outcome.json().size() == 1);
    CHECK(outcome.err.find("prefix & pfeiffer does not fit into 40,000 trained parameters, whichever part's size is "
                           "lowered") != std::string::npos);
    CHECK(outcome.err.find("houlsby:sites=ffn does not fit into 40,000 trained parameters.") != std::string::npos);
    CHECK(outcome.err.find("head does") == std::string::npos);
}

TEST_CASE("A budget that is not a number is named") {
    const BertBase base;
    const Outcome outcome = run({"fit", "--budget", "plenty", "--base", base.name});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("plenty") != std::string::npos);
}

TEST_CASE("Exporting for AdapterHub writes the exact bottleneck size") {
    const BertBase base;
    const Outcome outcome = run({"export", "houlsby:m=13", "--base", base.name, "--format", "adapterhub", "--out",
                                 (base.folder / "out").string()});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == (base.folder / "out" / "adapter_config.json").string() + "\n");
    const auto config = nlohmann::json::parse(readFile(base.folder / "out" / "adapter_config.json"));
    CHECK(static_cast<int>(768 / config["config"]["reduction_factor"].get<double>()) == 13);
    CHECK(config["hidden_size"] == 768);
}

TEST_CASE("Exporting does not replace another design unasked") {
    const BertBase base;
    auto words = [&](const char* design) {
        return std::vector<std::string>{"export",   design, "--base", base.name,
                                        "--format", "json", "--out",  (base.folder / "out").string()};
    };
    CHECK(run(words("houlsby:m=8")).code == 0);
    const std::string before = readFile(base.folder / "out" / "design.json");
    const Outcome refused = run(words("houlsby:m=16"));
    CHECK(refused.code == 3);
    CHECK(refused.err.find("design.json") != std::string::npos);
    CHECK(readFile(base.folder / "out" / "design.json") == before);
    auto forced = words("houlsby:m=16");
    forced.push_back("--overwrite");
    CHECK(run(forced).code == 0);
    CHECK(readFile(base.folder / "out" / "design.json") != before);
}

TEST_CASE("An unknown export format is named with the choices") {
    const BertBase base;
    const Outcome outcome = run({"export", "houlsby", "--base", base.name, "--format", "onnx", "--out", base.name});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("onnx") != std::string::npos);
    CHECK(outcome.err.find("adapterhub") != std::string::npos);
}
