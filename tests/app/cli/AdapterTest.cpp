// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/CommandLine.h"

using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

std::string reference(const std::string& name) {
    return sharedData("reference/" + name).string();
}

/// Sixty texts with as many labels.
void writeTask(const fs::path& file, int labels) {
    std::string table = "text,label\n";
    for (int i = 0; i < 60; ++i)
        table += "text number " + std::to_string(i) + ",LABEL_" + std::to_string(i % labels) + "\n";
    writeFile(file, table);
}

}  // namespace

TEST_CASE("Importing gives design, size and head of what another library saved") {
    REQUIRE_AVAILABLE(sharedData("reference/adapters/bert__unipelt"));
    const std::string base = reference("models/bert");
    const Outcome union3 = run({"import", reference("adapters/bert__unipelt"), "--base", base, "--json"});
    REQUIRE(union3.code == 0);
    const auto json = union3.json();
    CHECK(json["library"] == "AdapterHub");
    CHECK(json["design"].get<std::string>().find("prefix:length=4,hidden=16,gating=on & ") == 0);
    CHECK(json["classes"] == 3);
    CHECK(json["pooling"] == "pooler");
    CHECK(json["metrics"].empty());
    CHECK(json["notes"].size() == 1);
    CHECK_THAT(union3.err, Catch::Contains("averages gates over padded positions"));
    CHECK(json["trained"].get<int>() > json["stored"].get<int>());

    const Outcome lora = run({"import", reference("peft/bert__rslora"), "--base", base});
    CHECK(lora.code == 0);
    CHECK_THAT(lora.out, Catch::Contains("PEFT adapter: lora:r=4,alpha=8,rank-scaling=on\n") &&
                             Catch::Contains("1,536 parameters besides the head") &&
                             Catch::Contains("a head of 3 classes over pooler"));
}

TEST_CASE("Importing counts the layers of a head that there are, and no head where there is none") {
    REQUIRE_AVAILABLE(sharedData("reference/peft/distilbert__lora_qv"));
    const auto imported = [](const std::string& folder, const std::string& base) {
        const Outcome outcome = run({"import", folder, "--base", reference("models/" + base), "--json"});
        REQUIRE(outcome.code == 0);
        return outcome.json();
    };
    // Hidden size 32: the layer before the last has 32 * 33 parameters, the last 33 for each class.
    const auto two = imported(reference("peft/distilbert__lora_qv"), "distilbert");
    CHECK(two["components"]["head"] == 32 * 33 + 33 * two["classes"].get<int>());
    const TempFolder folder;
    for (const char* file : {"adapter_config.json", "adapter.safetensors"})
        fs::copy(reference("adapters/bert__lora/") + file, folder / file);
    const auto none = imported(folder.path().string(), "bert");
    CHECK(none["classes"] == 0);
    CHECK_FALSE(none["components"].contains("head"));
}

TEST_CASE("What cannot be imported is refused by its name") {
    REQUIRE_AVAILABLE(sharedData("reference/adapters/bert__lora"));
    const std::string base = reference("models/bert");
    const TempFolder folder;
    const auto refused = [&](const std::string& adapter, const std::string& overBase, const std::string& part) {
        CAPTURE(adapter, part);
        const Outcome outcome = run({"import", adapter, "--base", overBase});
        CHECK(outcome.code == 3);
        CHECK_THAT(outcome.err, Catch::Contains(part));
    };
    refused(folder.path().string(), base, "holds no adapter_config.json");
    refused(reference("adapters/roberta__lora"), base, "for a base of the family roberta");
    refused(reference("adapters/bert__lora"), "builtin", "for a base of hidden size 32, and this one has 128");
    fs::copy(reference("adapters/bert__lora"), folder / "cut");
    fs::resize_file(folder / "cut/adapter.safetensors", 300);
    refused((folder / "cut").string(), base, "adapter.safetensors");
    fs::remove(folder / "cut/adapter.safetensors");
    fs::resize_file(folder / "cut/pytorch_adapter.bin", 300);
    refused((folder / "cut").string(), base,
            "is not a file of tensors that torch.save wrote: it is not a complete zip archive");
    fs::remove(folder / "cut/pytorch_adapter.bin");
    refused((folder / "cut").string(), base, "holds no weights: neither adapter.safetensors nor pytorch_adapter.bin");
    writeFile(folder / "cut/adapter_config.json", R"({"config": {"architecture": "reft"}, "name": "task"})");
    fs::copy(reference("adapters/bert__lora/adapter.safetensors"), folder / "cut/adapter.safetensors");
    refused((folder / "cut").string(), base, R"(architecture = "reft" has no counterpart here)");
    writeFile(folder / "cut/adapter_config.json",
              R"({"config": {"architecture": "lora", "r": "four"}, "name": "task"})");
    refused((folder / "cut").string(), base, R"("r")");
}

TEST_CASE("Evaluating an adapter on a task prints its metrics") {
    REQUIRE_AVAILABLE(sharedData("reference/adapters/bert__prompt"));
    const TempFolder folder;
    writeTask(folder / "task.csv", 3);
    const Outcome outcome = run({"evaluate", reference("adapters/bert__prompt"), "--base", reference("models/bert"),
                                 "--task", (folder / "task.csv").string(), "--max-length", "32", "--json"});
    REQUIRE(outcome.code == 0);
    const auto metrics = outcome.json()["metrics"];
    for (const char* name : {"dev_accuracy", "test_accuracy", "dev_mcc"})
        CHECK(metrics.contains(name));
    CHECK(metrics["dev_accuracy"] >= 0);
    CHECK(metrics["dev_accuracy"] <= 1);
}

TEST_CASE("An adapter imported into a project is a run that scores as evaluating it does") {
    REQUIRE_AVAILABLE(sharedData("reference/peft/bert__lora_qv"));
    const TempFolder folder;
    writeTask(folder / "task.csv", 3);
    const std::string project = (folder / "p.adapterscope").string();
    const std::vector<std::string> rest = {reference("peft/bert__lora_qv"),
                                           "--base",
                                           reference("models/bert"),
                                           "--task",
                                           (folder / "task.csv").string(),
                                           "--max-length",
                                           "32",
                                           "--json"};
    const auto with = [&](const std::string& command, std::vector<std::string> more) {
        more.insert(more.begin(), command);
        more.insert(more.end(), rest.begin(), rest.end());
        return run(more);
    };
    const Outcome imported = with("import", {"--project", project});
    REQUIRE(imported.code == 0);
    const Outcome evaluated = with("evaluate", {});
    REQUIRE(evaluated.code == 0);
    CHECK(imported.json()["metrics"] == evaluated.json()["metrics"]);
    const auto runs = run({"runs", project, "--json"}).json();
    REQUIRE(runs.size() == 1);
    CHECK(runs[0]["id"] == imported.json()["run"]);
    CHECK(runs[0]["status"] == "done");
    CHECK(runs[0]["steps"] == 0);
    CHECK(runs[0]["epochs"] == 0);
    CHECK(runs[0]["start_folder"] == reference("peft/bert__lora_qv"));
    CHECK(runs[0]["curve"].size() == 1);
    // Again it is there already.
    CHECK(with("import", {"--project", project}).code == 0);
    CHECK(run({"runs", project, "--json"}).json().size() == 1);
    CHECK(run({"reproduce", project, runs[0]["id"].get<std::string>()}).code == 0);

    writeTask(folder / "task.csv", 2);
    const Outcome refused = with("import", {"--project", project});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("its head has 3 classes, and the task has 2 labels"));
    const Outcome without = run({"import", rest[0], "--base", rest[2], "--project", project});
    CHECK(without.code == 2);
    CHECK_THAT(without.err, Catch::Contains("--task"));
}

TEST_CASE("Names of classes that contradict the task's labels are not taken in their order") {
    REQUIRE_AVAILABLE(sharedData("reference/adapters/bert__lora"));
    const TempFolder folder;
    writeTask(folder / "task.csv", 3);
    fs::copy(reference("adapters/bert__lora"), folder / "adapter");
    const auto evaluate = [&](const nlohmann::json& classes) {
        auto config = nlohmann::json::parse(readFile(reference("adapters/bert__lora/head_config.json")));
        config["label2id"] = classes;
        writeFile(folder / "adapter/head_config.json", config.dump());
        return run({"evaluate", (folder / "adapter").string(), "--base", reference("models/bert"), "--task",
                    (folder / "task.csv").string(), "--max-length", "32", "--json"});
    };
    CHECK(evaluate({{"LABEL_0", 2}, {"LABEL_1", 0}, {"LABEL_2", 1}}).code == 0);
    CHECK_THAT(evaluate({{"a", 0}, {"b", 1}, {"c", 2}}).err, Catch::Contains("taken in their order"));
    const Outcome some = evaluate({{"LABEL_2", 0}, {"LABEL_0", 1}, {"x", 2}});
    CHECK(some.code == 3);
    CHECK_THAT(some.err, Catch::Contains("it names LABEL_0 and LABEL_2 among its classes, but not LABEL_1"));
    const Outcome twice = evaluate({{"LABEL_0", 0}, {"LABEL_1", 0}, {"LABEL_2", 2}});
    CHECK(twice.code == 3);
    CHECK_THAT(twice.err, Catch::Contains("gives one class several of the task's labels"));
}

TEST_CASE("Training continues from a saved adapter") {
    REQUIRE_AVAILABLE(sharedData("reference/peft/bert__lora_qv"));
    const TempFolder folder;
    writeTask(folder / "task.csv", 3);
    const auto train = [&](std::vector<std::string> more) {
        more.insert(more.begin(), "train");
        for (const std::string& word : {std::string("--base"), reference("models/bert"), std::string("--task"),
                                        (folder / "task.csv").string(), std::string("--max-length"), std::string("32"),
                                        std::string("--epochs"), std::string("1"), std::string("--json")})
            more.push_back(word);
        return run(more);
    };
    const std::string lora = reference("peft/bert__lora_qv");
    const Outcome fromAdapter = train({"--start", lora});
    REQUIRE(fromAdapter.code == 0);
    const auto json = fromAdapter.json();
    const Outcome fresh = train({json["design"].get<std::string>(), "--pooling", "pooler"});
    REQUIRE(fresh.code == 0);
    CHECK(json["trained"] == fresh.json()["trained"]);
    // Before the first step it scores as the adapter does, not as a fresh one.
    const auto adapter = run({"evaluate", lora, "--base", reference("models/bert"), "--task",
                              (folder / "task.csv").string(), "--max-length", "32", "--json"});
    CHECK(json["curve"][0]["dev"] == adapter.json()["metrics"]["dev_accuracy"]);
    CHECK(json["curve"][0]["dev_loss"] != fresh.json()["curve"][0]["dev_loss"]);
    CHECK(json["curve"][1]["dev_loss"] != json["curve"][0]["dev_loss"]);

    const Outcome other = train({"lora:r=2", "--start", lora});
    CHECK(other.code == 3);
    CHECK_THAT(other.err, Catch::Contains("so lora:r=2 cannot start there"));
    const Outcome nothing = train({});
    CHECK(nothing.code == 2);
    CHECK_THAT(nothing.err, Catch::Contains("No design was given"));
    writeTask(folder / "task.csv", 2);
    const Outcome otherLabels = train({"--start", lora});
    CHECK(otherLabels.code == 0);
    CHECK_THAT(otherLabels.err, Catch::Contains("starts with a new head: its head has 3 classes"));
}
