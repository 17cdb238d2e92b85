// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstring>

#include "tests/app/cli/CommandLine.h"

// What becomes of a run's trained tensors: evaluated again, in part, merged into their base, and exported.
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// A run over a copy of the tiny BERT, in a project.
struct TunedRun {
    TempFolder folder;
    std::string base = (folder / "base").string();
    std::string task = (folder / "reviews.tsv").string();
    std::string project = (folder / "p.adapterscope").string();
    std::string out = (folder / "out").string();
    nlohmann::json record;

    explicit TunedRun(const std::string& design, const std::string& pooling = "pooler") {
        fs::copy(tinyBase(), base);
        writeTinyTask(task);
        const Outcome trained =
            run({"train", design, "--base", base, "--task", task, "--max-length", "32", "--batch", "8", "--epochs", "2",
                 "--learning-rate", "1e-2", "--pooling", pooling, "--project", project, "--json"});
        INFO(trained.err);
        REQUIRE(trained.code == 0);
        record = run({"runs", project, "--json"}).json().at(0);
    }
    std::string id() const { return record["id"]; }

    Outcome evaluate(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"evaluate", project, id().substr(0, 6), "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    Outcome merge(const std::vector<std::string>& more = {}) const { return write("merged", more); }
    Outcome write(const std::string& form, const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"export", project, id(), "--format", form, "--out", out};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
};

/// A float32 tensor of a safetensors file.
std::vector<float> tensorIn(const fs::path& file, const std::string& name) {
    const std::string bytes = readFile(file);
    std::uint64_t headerSize = 0;
    std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    const auto entry = nlohmann::json::parse(bytes.substr(8, headerSize)).at(name);
    REQUIRE(entry["dtype"] == "F32");
    const auto begin = entry["data_offsets"][0].get<std::size_t>(), end = entry["data_offsets"][1].get<std::size_t>();
    std::vector<float> values((end - begin) / sizeof(float));
    std::memcpy(values.data(), bytes.data() + 8 + headerSize + begin, end - begin);
    return values;
}

/// A tensor that `encode` writes for two texts.
std::vector<float> encoded(const std::vector<std::string>& over, const std::string& name) {
    const TempFolder folder;
    const std::string file = (folder / "states.safetensors").string();
    std::vector<std::string> words{"encode", "--out", file};
    words.insert(words.end(), over.begin(), over.end());
    const Outcome outcome = run(words, "{\"text\": \"the film was good\"}\n{\"text\": \"a long dull book\"}\n");
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return tensorIn(file, name);
}

void checkClose(const std::vector<float>& a, const std::vector<float>& b) {
    REQUIRE(a.size() == b.size());
    REQUIRE_FALSE(a.empty());
    for (std::size_t i = 0; i < a.size(); ++i)
        CHECK(std::abs(a[i] - b[i]) < 1e-5);
}

}  // namespace

TEST_CASE("A stored run is evaluated again to the numbers that it stated") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("lora:r=2");
    const Outcome own = tuned.evaluate();
    INFO(own.err);
    REQUIRE(own.code == 0);
    CHECK(own.json()["metrics"] == tuned.record["metrics"]);
    CHECK(own.json()["run"] == tuned.id());
    CHECK(own.json()["design"] == "lora:r=2");
    const Outcome other = tuned.evaluate({"--task", tuned.task, "--base", tuned.base});
    REQUIRE(other.code == 0);
    CHECK(other.json()["metrics"] == tuned.record["metrics"]);
    const Outcome words = run({"evaluate", tuned.project, tuned.id()});
    CHECK(words.out.find("dev_accuracy") != std::string::npos);
}

TEST_CASE("The lowest layers of a run's tuning are left out in a row each") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("pfeiffer:m=2");
    const auto rows = tuned.evaluate({"--drop", "0|1|3"}).json();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["metrics"] == tuned.record["metrics"]);
    CHECK(rows[0]["left_out"] == 0);
    CHECK(rows[1]["drop"] == 1);
    CHECK(rows[1]["left_out"] == 2 * 2 * 32 + 32 + 2);  // one adapter a layer: 2md + d + m
    CHECK(rows[2]["left_out"] == 3 * (2 * 2 * 32 + 32 + 2));
    const auto one = tuned.evaluate({"--drop", "1"}).json();
    CHECK(one == rows[1]);
    const Outcome table = run({"evaluate", tuned.project, tuned.id(), "--drop", "0|3"});
    CHECK(table.out.find("parameters left out") != std::string::npos);
    const Outcome tooMany = tuned.evaluate({"--drop", "4"});
    CHECK(tooMany.code == 3);
    CHECK_THAT(tooMany.err, Catch::Contains("The base has 3 layers, so 4 of them cannot be left out"));
    const Outcome noNumber = tuned.evaluate({"--drop", "0|few"});
    CHECK(noNumber.code == 3);
    CHECK_THAT(noNumber.err, Catch::Contains("--drop") && Catch::Contains("few"));
}

TEST_CASE("A run merged into its base is a model folder with the run's classes") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("lora:r=2,targets=value+ffn-in");
    const Outcome merged = tuned.merge();
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    CHECK(merged.out == tuned.out + "\n");
    const auto config = nlohmann::json::parse(readFile(fs::path(tuned.out) / "config.json"));
    CHECK(config["architectures"] == nlohmann::json::array({"BertForSequenceClassification"}));
    CHECK(config["id2label"] == nlohmann::json{{"0", "negative"}, {"1", "positive"}});
    CHECK(config["label2id"] == nlohmann::json{{"negative", 0}, {"positive", 1}});
    CHECK(config["hidden_size"] == 32);
    for (const char* copied : {"vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
        CHECK(readFile(fs::path(tuned.out) / copied) == readFile(fs::path(tuned.base) / copied));
    CHECK_FALSE(fs::exists(fs::path(tuned.out) / "head.safetensors"));
    CHECK(encoded({"--base", tuned.out}, "logits").size() == 2 * 2);

    const Outcome again = tuned.merge();
    CHECK(again.code == 3);
    CHECK_THAT(again.err, Catch::Contains("already exists") && Catch::Contains("--overwrite"));
    CHECK(tuned.merge({"--overwrite"}).code == 0);
}

TEST_CASE("A base with an adapter of another library merged into it computes what both do") {
    for (const std::string name : {"bert__lora_all_linear", "bert__dora", "bert__ia3", "bert__lora_embedding"}) {
        const fs::path adapter = sharedData("reference/peft/" + name);
        REQUIRE_AVAILABLE(adapter);
        CAPTURE(name);
        const TempFolder folder;
        const std::string out = (folder / "out").string();
        const Outcome merged =
            run({"export", adapter.string(), "--base", tinyBase().string(), "--format", "merged", "--out", out});
        INFO(merged.err);
        REQUIRE(merged.code == 0);
        checkClose(encoded({"--base", out}, "hidden_states.3"),
                   encoded({"--base", tinyBase().string(), "--adapter", adapter.string()}, "hidden_states.3"));
    }
}

TEST_CASE("What cannot be merged or overwritten is refused and leaves no folder") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("pfeiffer:m=2");
    const Outcome refused = tuned.merge();
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("'pfeiffer:m=2' cannot be merged") && Catch::Contains("bottleneck"));
    CHECK_FALSE(fs::exists(tuned.out));
    const std::string before = readFile(fs::path(tuned.base) / "model.safetensors");
    const Outcome own =
        run({"export", tuned.project, tuned.id(), "--format", "merged", "--out", tuned.base, "--overwrite"});
    CHECK(own.code == 3);
    CHECK_THAT(own.err, Catch::Contains("is the base's own folder"));
    CHECK(readFile(fs::path(tuned.base) / "model.safetensors") == before);
}

TEST_CASE("A run exported for another library is read as the run that it was") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("lora:r=2,targets=query+ffn-in");
    for (const std::string library : {"adapterhub", "peft"}) {
        CAPTURE(library);
        const Outcome exported = tuned.write(library, {"--overwrite"});
        INFO(exported.err);
        REQUIRE(exported.code == 0);
        CHECK(exported.out == tuned.out + "\n");
        const auto described = run({"import", tuned.out, "--base", tuned.base, "--json"}).json();
        CHECK(described["library"] == (library == "peft" ? "PEFT" : "AdapterHub"));
        CHECK(described["design"] == "lora:r=2,targets=query+ffn-in");
        CHECK(described["classes"] == 2);
        const Outcome evaluated =
            run({"evaluate", tuned.out, "--base", tuned.base, "--task", tuned.task, "--max-length", "32", "--json"});
        INFO(evaluated.err);
        REQUIRE(evaluated.code == 0);
        CHECK(evaluated.json()["metrics"]["dev_accuracy"] == tuned.record["metrics"]["dev_accuracy"]);
    }
    // Of the first export nothing is left beside the second.
    CHECK(filesIn(tuned.out) == 2);
    CHECK(fs::exists(fs::path(tuned.out) / "adapter_model.safetensors"));
    const Outcome again = tuned.write("adapterhub");
    CHECK(again.code == 3);
    CHECK_THAT(again.err, Catch::Contains("adapter_config.json already exists") && Catch::Contains("--overwrite"));
    const fs::path converted = tuned.folder / "converted";
    REQUIRE(
        run({"export", tuned.out, "--base", tuned.base, "--format", "adapterhub", "--out", converted.string()}).code ==
        0);
    checkClose(encoded({"--base", tuned.base, "--adapter", converted.string()}, "logits"),
               encoded({"--base", tuned.base, "--adapter", tuned.out}, "logits"));
}

TEST_CASE("A run over the mean is exported with its head beside it and evaluated from there") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("lora:r=2", "mean");
    for (const std::string library : {"adapterhub", "peft"}) {
        CAPTURE(library);
        const Outcome exported = tuned.write(library, {"--overwrite"});
        INFO(exported.err);
        REQUIRE(exported.code == 0);
        CHECK_THAT(exported.err, Catch::Contains("head.safetensors") && Catch::Contains("the mean over all tokens"));
        CHECK(filesIn(tuned.out) == 3);
        CHECK(run({"import", tuned.out, "--base", tuned.base, "--json"}).json()["classes"] == 2);
        const Outcome evaluated =
            run({"evaluate", tuned.out, "--base", tuned.base, "--task", tuned.task, "--max-length", "32", "--json"});
        INFO(evaluated.err);
        REQUIRE(evaluated.code == 0);
        CHECK(evaluated.json()["metrics"]["dev_accuracy"] == tuned.record["metrics"]["dev_accuracy"]);
        CHECK_FALSE(encoded({"--base", tuned.base, "--adapter", tuned.out}, "logits").empty());
    }
}

TEST_CASE("A run that another library cannot hold is refused by its setting and leaves no folder") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("houlsby:m=2");
    for (const auto& [library, part] : {std::pair("adapterhub", "layernorm=all"), {"peft", "for PEFT"}}) {
        const Outcome refused = tuned.write(library);
        CHECK(refused.code == 3);
        CHECK_THAT(refused.err, Catch::Contains("'houlsby:m=2' cannot be exported") && Catch::Contains(part));
        CHECK_FALSE(fs::exists(tuned.out));
    }
}

TEST_CASE("A run whose base or task has changed is not evaluated silently") {
    REQUIRE_AVAILABLE(tinyBase());
    const TunedRun tuned("lora:r=2");
    writeFile(tuned.task, readFile(tuned.task) + "one more film was good\tpositive\n");
    const Outcome task = tuned.evaluate();
    CHECK(task.code == 3);
    CHECK_THAT(task.err, Catch::Contains("reviews.tsv has changed") && Catch::Contains("--task"));
    CHECK(tuned.evaluate({"--task", tuned.task}).code == 0);
    const Outcome base = tuned.evaluate({"--task", tuned.task, "--base", "builtin"});
    CHECK(base.code == 3);
    CHECK_THAT(base.err, Catch::Contains("builtin") && Catch::Contains(tuned.id()) && Catch::Contains("--base"));
}
