// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include <csignal>

#include "tests/app/cli/CommandLine.h"

// The command line over the real engine, on a base of 3 layers with d = 32 and a task of 60 rows.
using namespace adapterscope::test;

namespace {

struct Workplace {
    TempFolder folder;
    std::string task = (folder / "reviews.tsv").string();
    std::string project = (folder / "p.adapterscope").string();

    Workplace() { writeTinyTask(task); }

    std::vector<std::string> words(std::vector<std::string> first, std::vector<std::string> more = {}) const {
        for (const std::string& word :
             {std::string("--base"), tinyBase().string(), std::string("--task"), task, std::string("--max-length"),
              std::string("32"), std::string("--batch"), std::string("8"), std::string("--json")})
            first.push_back(word);
        first.insert(first.end(), more.begin(), more.end());
        return first;
    }
};

/// What of a project's runs must not depend on how they were trained.
nlohmann::json numbersOf(const std::string& project) {
    nlohmann::json runs = run({"runs", project, "--json"}).json();
    for (auto& entry : runs)
        for (const char* key : {"seconds", "attempts"})
            entry.erase(key);
    return runs;
}

}  // namespace

TEST_CASE("Training lowers the loss and trains what was counted") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const Outcome outcome =
        run(place.words({"train", "houlsby:m=4"}, {"--epochs", "6", "--learning-rate", "1e-2", "--evaluations", "1"}));
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto json = outcome.json();
    CHECK(json["status"] == "done");
    const auto& curve = json["curve"];
    REQUIRE(curve.size() == 7);  // before training and after each epoch
    CHECK(curve[0]["step"] == 0);
    CHECK(curve[6]["train_loss"] < curve[1]["train_loss"]);
    const auto counted = run({"count", "houlsby:m=4", "--base", tinyBase().string(), "--json"}).json();
    CHECK(json["trained"] == counted[0]["trained"]);
    CHECK(json["dev"].is_number());
    CHECK(json["test"].is_number());
}

TEST_CASE("The number of workers changes no number") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    auto sweep = [&](const std::string& workers) {
        const std::string project = (place.folder / (workers + ".adapterscope")).string();
        const Outcome outcome =
            run(place.words({"sweep", "houlsby:m=2", "layernorm"},
                            {"--seeds", "2", "--epochs", "2", "--project", project, "--workers", workers}));
        INFO(outcome.err);
        CHECK(outcome.code == 0);
        return numbersOf(project);
    };
    const auto one = sweep("1");
    CHECK(one.size() == 4);
    CHECK(one == sweep("2"));
}

TEST_CASE("A rate that pilots chose is the best of theirs and trains the same numbers as if it were given") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const auto sweep = [&](const std::string& project, const std::string& rate, const std::string& epochs) {
        const Outcome outcome = run(place.words({"sweep", "houlsby:m=4", "bitfit"},
                                                {"--epochs", epochs, "--learning-rate", rate, "--project", project}));
        INFO(outcome.err);
        CHECK(outcome.code == 0);
        return run({"runs", project, "--json"}).json();
    };
    const auto runs = sweep(place.project, "auto", "3");
    int chosen = 0;
    for (const auto& entry : runs) {
        if (entry["pilot"] == true)
            continue;
        ++chosen;
        REQUIRE(entry["pilots"].size() >= 5);
        const double rate = entry["learning_rate"];
        double best = 0, own = 0;
        for (const auto& pilot : entry["pilots"]) {
            const double dev = pilot["dev"].is_null() ? 0 : pilot["dev"].get<double>();
            best = std::max(best, dev);
            if (pilot["learning_rate"] == rate)
                own = dev;
            // A pilot is a run as any other.
            const auto same = run(place.words({"train", entry["design"].get<std::string>()},
                                              {"--epochs", "1", "--learning-rate", pilot["learning_rate"].dump()}))
                                  .json();
            CHECK(same["dev"] == pilot["dev"]);
        }
        CHECK(own == best);
        const auto given = run(place.words({"train", entry["design"].get<std::string>()},
                                           {"--epochs", "3", "--learning-rate", entry["learning_rate"].dump()}))
                               .json();
        CHECK(given["dev"] == entry["dev"]);
        CHECK(given["test"] == entry["test"]);
    }
    CHECK(chosen == 2);
}

TEST_CASE("A sweep that was killed is completed and trains nothing twice") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const auto words = place.words({"sweep", "houlsby:m=2|4", "head"},
                                   {"--seeds", "2", "--epochs", "3", "--project", place.project, "--workers", "1"});
    CommandLine killed(words);
    REQUIRE(killed.says("[2/6]"));
    killed.signal(SIGKILL);
    CHECK(killed.wait().code == 128 + SIGKILL);

    const Outcome outcome = run(words);
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    const auto summary = outcome.json();
    CHECK(summary["runs"] == 6);
    CHECK(summary["skipped"].get<int>() >= 2);
    CHECK(summary["skipped"].get<int>() + summary["done"].get<int>() == 6);
    int twice = 0;
    for (const auto& entry : run({"runs", place.project, "--json"}).json()) {
        CHECK(entry["status"] == "done");
        twice += entry["attempts"].get<int>() - 1;
    }
    CHECK(twice <= 1);  // the one that was in flight
}

TEST_CASE("A run is reproduced to the last digit") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    REQUIRE(run(place.words({"train", "layernorm"}, {"--epochs", "2", "--project", place.project})).code == 0);
    const std::string id = run({"runs", place.project, "--json"}).json()[0]["id"];
    const Outcome outcome = run({"reproduce", place.project, id, "--json"});
    INFO(outcome.err << outcome.out);
    CHECK(outcome.code == 0);
    CHECK(outcome.json()["same"] == true);
}

TEST_CASE("Weights or a vocabulary that are cut off are named before anything is trained") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const auto base = place.folder / "base";
    copyFiles(tinyBase(), base);
    const std::string weights = readFile(base / "model.safetensors");
    std::filesystem::remove(base / "model.safetensors");
    writeFile(base / "model.safetensors", weights.substr(0, weights.size() / 2));
    const std::vector<std::string> words = {"train",  "head",     "--base",       base.string(),
                                            "--task", place.task, "--max-length", "32"};
    const Outcome noWeights = run(words);
    CHECK(noWeights.code == 3);
    CHECK(noWeights.err.find("model.safetensors") != std::string::npos);
    writeFile(base / "model.safetensors", weights);
    for (const char* name : {"vocab.txt", "tokenizer.json"})
        std::filesystem::remove(base / name);
    writeFile(base / "vocab.txt", "[PAD]\n");
    const Outcome noWords = run(words);
    CHECK(noWords.code == 3);
    CHECK(noWords.err.find("vocab.txt has no token") != std::string::npos);
    CHECK(noWords.err.find("Training") == std::string::npos);
}

TEST_CASE("Encoding writes hidden states of every layer") {
    REQUIRE_AVAILABLE(tinyBase());
    TempFolder folder;
    const std::string file = (folder / "states.safetensors").string();
    const Outcome outcome =
        run({"encode", "--base", tinyBase().string(), "--out", file}, "{\"text\": \"a film\"}\n{\"text\": \"a\"}\n");
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(outcome.out.empty());
    const std::string content = readFile(file);
    for (const char* name : {"input_ids", "attention_mask", "token_type_ids", "hidden_states.0", "hidden_states.3"})
        CHECK(content.find('"' + std::string(name) + '"') != std::string::npos);
}

TEST_CASE("Probing with sigma 0 finds the untouched base") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const std::vector<std::string> words = {"probe",  "houlsby:m=4", "--base",       tinyBase().string(),
                                            "--task", place.task,    "--max-length", "32"};
    auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), words.begin(), words.end());
        return run(more);
    };
    const Outcome outcome = with({"--sigma", "0|1", "--seeds", "2", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto list = outcome.json();
    REQUIRE(list.size() == 4);
    for (const auto& result : list) {
        CHECK(result["layers"].size() == 6);
        if (result["sigma"] == 0.0) {
            CHECK(result["agreement"] == 1.0);
            CHECK(result["logit_kl"] == 0.0);
        }
        for (const auto& layer : result["layers"])
            CHECK((layer["distance"] == 0.0) == (result["sigma"] == 0.0));
    }
    const Outcome people = with({});
    CHECK(people.code == 0);
    CHECK(people.out.find("same label") != std::string::npos);
    CHECK(people.err.find("with so few") != std::string::npos);
    const Outcome beyond = with({"--sigma", "1e30"});
    CHECK(beyond.code == 0);
    CHECK(beyond.out.find("not finite") != std::string::npos);
    CHECK(beyond.out.find("0.0 %") != std::string::npos);
    for (const char* sigma : {"-1", "inf", "abc"}) {
        const Outcome refused = with({"--sigma", sigma});
        CHECK(refused.code == 3);
        CHECK(refused.err.find(sigma) != std::string::npos);
        CHECK(refused.out.empty());
    }
}

TEST_CASE("Probing with a task without text is refused in one sentence that names it") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    TempFolder folder;
    writeFile(folder / "blank.csv", "text,label\n,x\n,y\n");
    const Outcome outcome =
        run({"probe", "houlsby:m=4", "--base", tinyBase().string(), "--task", (folder / "blank.csv").string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("blank.csv") != std::string::npos);
    CHECK(outcome.err.find("text") != std::string::npos);
    CHECK(outcome.out.empty());
}

TEST_CASE("Probing a design that starts at the base reports that and one that changes no layer is refused") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const Outcome lora =
        run({"probe", "lora", "--base", tinyBase().string(), "--task", place.task, "--max-length", "32", "--json"});
    INFO(lora.err);
    REQUIRE(lora.code == 0);
    CHECK(lora.err.find("starts exactly at the base") != std::string::npos);
    const auto result = lora.json().at(0);
    CHECK(result["sigma"].is_null());
    CHECK_FALSE(result["layers"].empty());
    for (const auto& layer : result["layers"]) {
        CHECK(layer["measured"] == "output");
        CHECK(layer["distance"] == 0.0);
    }
    const Outcome sigma = run({"probe", "lora", "--base", tinyBase().string(), "--task", place.task, "--max-length",
                               "32", "--sigma", "1e-2"});
    CHECK(sigma.code == 3);
    CHECK(sigma.err.find("lora has no sigma") != std::string::npos);
    for (const char* design : {"head", "pfeiffer:layers=none"}) {
        const Outcome outcome = run({"probe", design, "--base", tinyBase().string(), "--task", place.task});
        CAPTURE(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find(design) != std::string::npos);
        CHECK(outcome.err.find("changes nothing") != std::string::npos);
    }
    const Outcome none = run({"probe", "houlsby", "--base", tinyBase().string(), "--task", place.task, "--sigma", ""});
    CHECK(none.code == 2);
    CHECK(none.err.find("--sigma") != std::string::npos);
}

TEST_CASE("A run that diverges is reported once with the setting that is out of the ordinary") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const Outcome outcome = run(place.words({"train", "head"}, {"--epochs", "3", "--weight-decay", "1e9"}));
    INFO(outcome.err);
    CHECK(outcome.code == 4);
    CHECK(outcome.err.find("seed 0: Diverged at step ") != std::string::npos);
    CHECK(outcome.err.find("The run was not finished: Diverged at step ") != std::string::npos);
    CHECK(outcome.err.find("lower the weight decay, which is 1e+09.") != std::string::npos);
    CHECK(outcome.err.find("iverged: ") == std::string::npos);
}

TEST_CASE("A number of workers that no engine has is bad input of the engine") {
    for (const char* workers : {"99999", "0", "many"}) {
        const Outcome outcome = run({"engine", "--workers", workers});
        INFO(workers << ": " << outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find("--workers") != std::string::npos);
        CHECK(outcome.err.find("--help") != std::string::npos);
    }
}

TEST_CASE("A limit on the size of files is reported like a full disk") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const auto words = place.words({"sweep", "houlsby:m=2"}, {"--epochs", "1", "--project", place.project});
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit few{40 << 10, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &few) == 0);
    const Outcome outcome = run(words);
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    INFO(outcome.err);
    CHECK(outcome.code == 5);
    CHECK(run(words).code == 0);
}

TEST_CASE("A fusion trains over the adapters of finished runs and is reproduced") {
    REQUIRE_AVAILABLE(tinyBase());
    const Workplace place;
    const Outcome sweep = run(place.words({"sweep", "pfeiffer:m=4"}, {"--seeds", "2", "--project", place.project}));
    INFO(sweep.err);
    REQUIRE(sweep.code == 0);
    const auto runs = run({"runs", place.project, "--json"}).json();
    const std::string design = "fusion:of=" + runs[0]["id"].get<std::string>() + "+" + runs[1]["id"].get<std::string>();
    const Outcome fusion = run(place.words({"train", design}, {"--project", place.project}));
    INFO(fusion.err);
    REQUIRE(fusion.code == 0);
    CHECK(fusion.json()["status"] == "done");
    const auto counted = run({"count", design, "--base", tinyBase().string(), "--json"}).json();
    CHECK(fusion.json()["trained"] == counted[0]["trained"]);
    const Outcome again = run({"reproduce", place.project, fusion.json()["id"], "--json"});
    INFO(again.err);
    CHECK(again.code == 0);
    CHECK(again.json()["same"] == true);
}
