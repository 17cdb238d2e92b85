// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <limits>
#include <set>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

PlannedBase baseNamed(const std::string& name) {
    PlannedBase base{name, std::string(64, name.front()), {}};
    base.config.hidden = 128;
    base.config.layers = 4;
    base.config.heads = 4;
    base.config.intermediate = 512;
    base.config.defaultPooling = Pooling::Mean;
    return base;
}

PlannedTask taskNamed(const std::string& name) {
    return {{name, {}, {}, {}, {}, {}, {}, {}, 0, {}}, name, std::string(64, name.front()), 2, 2000};
}

Sweep sweepOf(const std::vector<std::string>& designs) {
    Sweep sweep;
    sweep.designs = designs;
    sweep.bases = {"builtin"};
    sweep.tasks = {taskNamed("sentiment").source};
    return sweep;
}

std::vector<PlannedRun> planned(const Sweep& sweep) {
    return plan(sweep, {baseNamed("builtin")}, {taskNamed("sentiment")});
}

std::vector<std::string> designsOf(const std::vector<PlannedRun>& runs) {
    std::vector<std::string> texts;
    for (const PlannedRun& run : runs)
        texts.push_back(toText(run.spec.design));
    return texts;
}

}  // namespace

TEST_CASE("A sweep expands alternatives and puts the seeds outermost") {
    Sweep sweep = sweepOf({"houlsby:m=2|8", "head"});
    sweep.seeds = 2;
    const std::vector<PlannedRun> runs = planned(sweep);
    CHECK(designsOf(runs) ==
          std::vector<std::string>{"houlsby:m=2", "houlsby:m=8", "head", "houlsby:m=2", "houlsby:m=8", "head"});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        CHECK(runs[i].spec.seed == i / 3);
        CHECK(runs[i].spec.dataSeed == i / 3);
        CHECK(runs[i].id == runId(runs[i].spec));
    }
}

TEST_CASE("Planned runs know their parameters and steps by hand") {
    Sweep sweep = sweepOf({"houlsby:m=8"});
    sweep.hyperparameters.epochs = 3;
    const PlannedRun run = planned(sweep).at(0);
    constexpr std::int64_t d = 128, feedForward = 512, m = 8;
    // 8 adapters, 9 LayerNorms, a head of 2 classes.
    CHECK(run.parameters == 8 * (2 * m * d + d + m) + 9 * (2 * d) + 2 * (d + 1));
    CHECK(run.steps == 189);  // three times 2000 rows in batches of 32
    // Attention, feed-forward and 2 LayerNorms in 4 layers; and the embeddings' LayerNorm.
    CHECK(run.layerParameters == 4 * (4 * d * (d + 1) + 2 * d * feedForward + feedForward + d + 4 * d) + 2 * d);
    CHECK(run.spec.base == "builtin");
    CHECK(run.spec.taskName == "sentiment");
    CHECK(run.spec.pooling == Pooling::Mean);
}

TEST_CASE("Every base and task and rate is crossed with every design") {
    Sweep sweep = sweepOf({"head", "full"});
    sweep.learningRates = {1e-3, 3e-3};
    const std::vector<PlannedRun> runs =
        plan(sweep, {baseNamed("builtin"), baseNamed("minilm")}, {taskNamed("sentiment"), taskNamed("topic")});
    CHECK(runs.size() == 16);
    std::set<std::string> ids;
    for (const PlannedRun& run : runs)
        ids.insert(run.id);
    CHECK(ids.size() == runs.size());
}

TEST_CASE("A design with a rate of its own is not crossed with the alternatives") {
    Sweep sweep = sweepOf({"head:lr=0.5", "full"});
    sweep.learningRates = {1e-3, 3e-3};
    std::vector<double> rates;
    for (const PlannedRun& run : planned(sweep))
        rates.push_back(effectiveLearningRate(run.spec));
    CHECK(rates == std::vector<double>{0.5, 1e-3, 3e-3});
}

TEST_CASE("No run is planned twice whatever its names") {
    CHECK(designsOf(planned(sweepOf({"houlsby:m=8", "adapter:m=8", "houlsby:m=8|16"}))) ==
          std::vector<std::string>{"houlsby:m=8", "houlsby:m=16"});
    Sweep sweep = sweepOf({"head"});
    sweep.learningRates = {1e-2, 3e-2, 1e-2};  // 1e-2 is also the default of head
    CHECK(planned(sweep).size() == 2);
}

TEST_CASE("Pooling is the base's own unless it is specified") {
    Sweep sweep = sweepOf({"head"});
    CHECK(planned(sweep).at(0).spec.pooling == Pooling::Mean);
    sweep.pooling = "cls";
    CHECK(planned(sweep).at(0).spec.pooling == Pooling::Cls);
}

TEST_CASE("Every fault of a sweep is named at once") {
    Sweep sweep = sweepOf({"houlsby:m=0", "houlsby:sigma=-1", "nonsense:m=1", "top:k=9"});
    sweep.hyperparameters.epochs = 0;
    sweep.hyperparameters.maxLength = 1000;
    sweep.learningRates = {-1};
    sweep.pooling = "median";
    sweep.seeds = 0;
    for (const char* part :
         {"houlsby:m=0 on builtin", "sigma=-1 on builtin", "nonsense", "top:k=9 on builtin", "epochs is 0",
          "max length is 1000", "512 positions: lower --max-length to 512", "learning rate is -1", "median", "0 seeds"})
        CHECK_THROWS_MATCHES(planned(sweep), Error, says(part));
    for (const char* part : {"no design", "no base", "no task"})
        CHECK_THROWS_MATCHES(plan(Sweep{}, {}, {}), Error, says(part));
}

TEST_CASE("A prefix that is longer than the base's positions is one fault") {
    const auto faultOf = [](const std::string& design) {
        try {
            planned(sweepOf({design}));
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    for (const std::string length : {"510", "600"}) {
        const std::string fault = faultOf("prefix:positions=shifted,length=" + length);
        CHECK(fault.find("the base has only 512 positions") != std::string::npos);
        CHECK(fault.find("of the base's 512 positions") == std::string::npos);
    }
    CHECK(faultOf("prefix:positions=shifted,length=450").find("takes 450 of the base's 512 positions") !=
          std::string::npos);
}

TEST_CASE("A sweep has an end") {
    Sweep sweep = sweepOf({"head"});
    sweep.seeds = std::numeric_limits<int>::max();
    CHECK_THROWS_MATCHES(planned(sweep), Error, says("2147483647 seeds: it may have at most 10000"));
    sweep.seeds = 10'000;
    CHECK(planned(sweep).size() == 10'000);
    for (int rate = 1; rate <= 11; ++rate)
        sweep.learningRates.push_back(rate * 1e-6);
    CHECK_THROWS_MATCHES(planned(sweep), Error, says("110000 runs: it may have at most 100000."));
}

TEST_CASE("A pooler that the base lacks and a design that trains nothing are refused") {
    Sweep sweep = sweepOf({"full"});
    sweep.pooling = "pooler";
    PlannedBase base = baseNamed("builtin");
    base.config.hasPooler = false;
    CHECK_THROWS_MATCHES(plan(sweep, {base}, {taskNamed("sentiment")}), Error, says("builtin has no pooler"));
    CHECK_THROWS_AS(planned(sweepOf({"adapter:layers=none,layernorm=none,head=off"})), Error);
}

TEST_CASE("Bases and tasks that are not there are all named beside the faults of designs") {
    Sweep sweep = sweepOf({"nonsense"});
    sweep.bases = {"/nowhere/base"};
    sweep.tasks[0].name = "/nowhere/task.tsv";
    for (const char* part : {"/nowhere/base", "/nowhere/task.tsv", "nonsense"})
        CHECK_THROWS_MATCHES(plan(sweep), Error, says(part));
}

TEST_CASE("Planning ends early on request and the sweep is not blamed for it") {
    const Sweep sweep = sweepOf({"nothing"});
    std::stop_source stop;
    stop.request_stop();
    try {
        plan(sweep, stop.get_token());
        FAIL("planned although it was stopped");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Cancelled);
        CHECK(std::string(error.what()) == "Reading the task was stopped.");
    }
}

TEST_CASE("A base whose tables are too small for its tokens or for pairs is refused when runs are planned") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nfilm\n");
    const auto configure = [&](int words, int types) {
        writeFile(folder / "config.json", nlohmann::json{{"model_type", "bert"},
                                                         {"hidden_size", 8},
                                                         {"num_hidden_layers", 1},
                                                         {"num_attention_heads", 2},
                                                         {"vocab_size", words},
                                                         {"type_vocab_size", types}}
                                              .dump());
        writeWeights(folder.path());
    };
    Sweep sweep = sweepOf({"houlsby:m=2"});
    sweep.bases = {folder.path().string()};
    configure(6, 1);
    CHECK(plan(sweep).size() == 1);
    configure(5, 1);
    CHECK_THROWS_MATCHES(plan(sweep), Error, says("the token \"film\" with the id 5") && says("a vocab_size of 5"));
    sweep.tasks[0].name = "pair";
    configure(6, 2);
    CHECK(plan(sweep).size() == 1);
    configure(6, 1);
    CHECK_THROWS_MATCHES(plan(sweep), Error, says("The task has pairs of texts") && says("type_vocab_size of 1"));
}

TEST_CASE("A base whose weights do not fit its config or cannot be loaded is refused when runs are planned") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nfilm\n");
    const auto configure = [&](int layers) {
        writeFile(folder / "config.json", nlohmann::json{{"model_type", "bert"},
                                                         {"hidden_size", 8},
                                                         {"num_hidden_layers", layers},
                                                         {"num_attention_heads", 2},
                                                         {"vocab_size", 6}}
                                              .dump());
    };
    configure(1);
    writeWeights(folder.path());
    CHECK_NOTHROW(planBase(folder.path().string()));
    configure(2);
    CHECK_THROWS_MATCHES(planBase(folder.path().string()), Error,
                         says("encoder.layer.1.attention.output.LayerNorm.bias is missing"));
    configure(1);
    std::filesystem::rename(folder / "model.safetensors", folder / "pytorch_model.bin");
    CHECK_THROWS_MATCHES(planBase(folder.path().string()), Error,
                         says(folder.path().string()) && says("pytorch_model.bin"));
}

TEST_CASE("A sweep reads back from JSON the same") {
    Sweep sweep = sweepOf({"houlsby:m=2|8", "head"});
    sweep.tasks.push_back({"file.tsv", "text", {}, "2", {}, {}, {}, {70, 20, 10}, 2000, "f1"});
    sweep.hyperparameters.epochs = 5;
    sweep.learningRates = {1e-3, 3e-3};
    sweep.pooling = "cls";
    sweep.seeds = 3;
    CHECK(sweepFromJson(nlohmann::json::parse(toJson(sweep).dump())) == sweep);
}

TEST_CASE("A sweep file may be short and its mistakes are named") {
    const Sweep sweep = sweepFromJson(
        nlohmann::json::parse(R"({"designs": "head", "bases": "builtin", "tasks": "sentiment", "seeds": 2})"));
    CHECK(sweep.designs == std::vector<std::string>{"head"});
    CHECK(sweep.bases == std::vector<std::string>{"builtin"});
    CHECK(sweep.tasks.at(0).name == "sentiment");
    CHECK(sweep.hyperparameters == Hyperparameters{});
    CHECK(sweep.seeds == 2);
    CHECK(sweepFromJson({{"tasks", {"a", {{"name", "b"}, {"limit_train", 9}}}}}).tasks.at(1).limitTrain == 9);
    CHECK_THROWS_MATCHES(sweepFromJson({{"design", "head"}}), Error, says("\"design\""));
    CHECK_THROWS_MATCHES(sweepFromJson({{"designs", {1}}}), Error, says("\"designs\""));
    CHECK_THROWS_MATCHES(sweepFromJson({{"seeds", "many"}}), Error, says("\"seeds\""));
    CHECK_THROWS_MATCHES(sweepFromJson({{"hyperparameters", {{"epoch", 1}}}}), Error, says("\"epoch\""));
    CHECK_THROWS_MATCHES(sweepFromJson(nlohmann::json::array()), Error, says("the sweep"));
}

TEST_CASE("A remark on planned designs is shown once with all that it is about") {
    Sweep sweep = sweepOf({"houlsby:m=8,sigma=0.3|1", "head"});
    sweep.seeds = 2;
    sweep.pooling = "pooler";
    const std::vector<std::string> remarks = textsOf(remarksOn(planned(sweep)));
    REQUIRE(remarks.size() == 3);
    CHECK(remarks[0].starts_with("houlsby:m=8,sigma=0.3: sigma = 0.3 is large"));
    CHECK(remarks[1].starts_with("houlsby:m=8,sigma=0.3 and 2 others: the pooler stays"));
    CHECK(remarks[2].starts_with("houlsby:m=8,sigma=1: sigma = 1 is large"));
}

TEST_CASE("What the readers noticed about bases and tasks is reported once however many runs there are") {
    Sweep sweep = sweepOf({"houlsby:m=2|4|8|16|32", "head"});
    sweep.seeds = 3;
    PlannedBase base = baseNamed("builtin");
    base.remarks = {"its pooling is another."};
    PlannedTask reviews = taskNamed("reviews"), topics = taskNamed("topics");
    reviews.remarks = {"line 3: refused.", "train also has 5 of the 9 test texts."};
    topics.remarks = {"line 7: refused.", "it has no test rows."};
    reviews.remarks.push_back("it has no test rows.");
    CHECK(textsOf(remarksOn(plan(sweep, {base}, {reviews, topics}))) ==
          std::vector<std::string>{"builtin: its pooling is another.", "reviews: line 3: refused.",
                                   "reviews: train also has 5 of the 9 test texts.",
                                   "reviews and 1 other: it has no test rows.", "topics: line 7: refused."});
}

TEST_CASE("A run that could train nothing is refused before it starts and a doubtful one remarked on") {
    Sweep sweep = sweepOf({"head"});
    sweep.hyperparameters.batch = 2000;
    sweep.hyperparameters.epochs = 1;
    sweep.hyperparameters.warmup = 1;
    CHECK_THROWS_MATCHES(planned(sweep), Error, says("head on sentiment: the warm-up of 1 takes the run's only step"));
    sweep.hyperparameters.epochs = 2;
    CHECK(remarksOn(planned(sweep)).at(0).text().starts_with("head: the warm-up of 1 takes all 2 steps"));
    sweep.hyperparameters.warmup = 0.1;
    CHECK(remarksOn(planned(sweep)).empty());
    sweep.hyperparameters.batch = 2001;
    CHECK(remarksOn(planned(sweep)).at(0).text().starts_with("head: a batch of 2001"));
    for (const char* design : {"head:lr=0", "head:lr=-1", "head:lr=1e-60"}) {
        sweep.designs = {design};
        CHECK_THROWS_MATCHES(planned(sweep), Error, says("head:lr="));
    }
    sweep.designs = {"head"};
    for (double rate : {0.0, -1.0, 1e-60}) {
        sweep.learningRates = {rate};
        CHECK_THROWS_MATCHES(planned(sweep), Error, says("learning rate"));
    }
    PlannedTask empty = taskNamed("empty");
    empty.trainRows = 0;
    CHECK_THROWS_MATCHES(plan(sweepOf({"head"}), {baseNamed("builtin")}, {empty}), Error,
                         says("head on empty: the task has no training rows"));
}

TEST_CASE("A damaged pooler refuses the runs that read it and no others") {
    Sweep sweep = sweepOf({"head"});
    PlannedBase base = baseNamed("builtin");
    base.config.hasPooler = true;
    base.poolerFault = "the pooler is damaged.";
    const auto planned = [&] { return plan(sweep, {base}, {taskNamed("sentiment")}); };
    CHECK(planned().size() == 1);  // the base's own pooling is the mean
    sweep.pooling = "pooler";
    CHECK_THROWS_MATCHES(planned(), Error, says("the pooler is damaged."));
    sweep.pooling = "cls";
    CHECK(planned().size() == 1);
    sweep.pooling = "";
    base.config.defaultPooling = Pooling::Pooler;
    CHECK_THROWS_MATCHES(planned(), Error, says("the pooler is damaged."));
}

TEST_CASE("A design that starts as a text is planned if the text has tokens of the base") {
    const TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nfilm\n");
    PlannedBase base = baseNamed("builtin");
    base.tokenizer = loadTokenizer(folder.path());
    const auto planned = [&](const std::string& design) {
        return plan(sweepOf({design}), {base}, {taskNamed("sentiment")});
    };
    CHECK(planned(R"(prompt:init="good film"|"good & bad")").size() == 2);
    CHECK_THROWS_MATCHES(planned("lora & prompt:init=\"\xe2\x80\x8b\""), Error,
                         says("lora & prompt:init=") && says("on builtin: The text") && says("holds no token"));
    CHECK_THROWS_WITH(planned(R"(prompt:init="")"),
                      Catch::Contains("the text is empty") && !Catch::Contains("holds no token"));
    CHECK(planBase("builtin").tokenizer->encodePlain("the") == std::vector<std::int32_t>{1996});
}
