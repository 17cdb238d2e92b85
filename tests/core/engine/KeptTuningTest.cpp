// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/dispatch/Messages.h"
#include "core/exchange/ModelFolder.h"
#include "core/model/Encoder.h"
#include "core/text/Tokenizer.h"
#include "core/training/AdapterFolder.h"
#include "tests/core/engine/ServedEngine.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// A tiny base and a task in files, over which the engine trains runs and reads their tunings again.
class RunDesk {
public:
    RunDesk() {
        fs::create_directories(base());
        writeFile(base() / "config.json", R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2,
            "num_attention_heads": 2, "intermediate_size": 12, "vocab_size": 24, "max_position_embeddings": 16})");
        writeFile(base() / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\nbad\nfilm\nbook\nwas\n");
        auto config = tinyConfig();
        config.hasPooler = true;
        writeSafeTensors(base() / "model.safetensors", tinyTensors(config, 1, at::kFloat));
        std::string rows = "text,label\n";
        for (int i = 0; i < 60; ++i)
            rows += std::string(i % 3 == 0 ? "book " : "film ") + std::to_string(i) +
                    (i % 4 < 2 ? " was good,yes\n" : " was bad,no\n");
        writeFile(task(), rows);
    }

    fs::path base() const { return m_folder / "base"; }
    fs::path task() const { return m_folder / "task.csv"; }
    fs::path merged() const { return m_folder / "merged"; }

    RunSpec specOf(const std::string& design, Pooling pooling) const {
        RunSpec spec;
        spec.design = parseDesign(design);
        spec.base = base().string();
        spec.baseHash = baseHash(base());
        spec.task.name = task().string();
        const Task loaded = loadTask(spec.task);
        spec.taskName = loaded.name;
        spec.taskHash = loaded.hash;
        spec.pooling = pooling;
        spec.hyperparameters.batch = 8;
        spec.hyperparameters.maxLength = 12;
        spec.hyperparameters.learningRate = 0.02;
        spec.seed = 3;
        return spec;
    }

    /// Trains it, and gives what is kept and its metrics.
    std::pair<KeptTuning, std::map<std::string, double>> trained(const std::string& design, Pooling pooling) {
        const RunSpec spec = specOf(design, pooling);
        const RpcMessage answer =
            call(TrainRequest::method, toJson(TrainRequest{"run", spec, m_folder.path()}), RpcMessage::Kind::Result);
        const auto read = trainAnswerFromJson(answer.result);
        REQUIRE(read.result.status == Status::Done);
        REQUIRE(read.tuning);
        return {{spec, *read.tuning, loadTask(spec.task).labels}, read.result.metrics};
    }

    AdapterRequest evaluation(const KeptTuning& kept) const {
        AdapterRequest request{.base = base().string(), .kept = kept, .task = kept.spec.task};
        request.maxLength = kept.spec.hyperparameters.maxLength;
        return request;
    }

    AdapterAnswer evaluated(const AdapterRequest& request) {
        return adapterAnswerFromJson(call(AdapterRequest::method, toJson(request), RpcMessage::Kind::Result).result);
    }

    RpcMessage call(const std::string& method, const nlohmann::json& params, RpcMessage::Kind kind) {
        RpcMessage answer = m_engine.answer(m_engine.request(method, params));
        INFO((answer.error ? answer.error->what() : "no error"));
        REQUIRE(answer.kind == kind);
        return answer;
    }

    /// The engine's logits of a base folder with a classifier.
    at::Tensor logits(const fs::path& folder) {
        const EncodeRequest request{folder.string(), lines, m_folder / "out.safetensors"};
        call(EncodeRequest::method, toJson(request), RpcMessage::Kind::Result);
        return readSafeTensors(request.out).tensors.at("logits");
    }

    const std::vector<EncodeRequest::Line> lines{{"film was good", {}, 0}, {"bad", {}, 0}, {"book was bad", {}, 0}};

private:
    TempFolder m_folder;
    ScopedVariable m_cache{"XDG_CACHE_HOME", (m_folder / "cache").string()};
    ServedEngine m_engine;
};

}  // namespace

TEST_CASE("A run's tuning scores as the run stated, to the last digit") {
    RunDesk desk;
    for (const auto* design : {"lora:r=2", "houlsby:m=2", "top:k=1", "prefix:length=2,hidden=4", "head",
                               "lora:r=2,head=off", "bitfit & lora:r=2,dora=on,layers=1"})
        for (const Pooling pooling : {Pooling::Pooler, Pooling::Mean}) {
            CAPTURE(design, toText(pooling));
            const auto [kept, metrics] = desk.trained(design, pooling);
            CHECK_FALSE(metrics.empty());
            const AdapterAnswer answer = desk.evaluated(desk.evaluation(kept));
            CHECK(answer.metrics == metrics);
            CHECK(answer.library == "AdapterScope");
            CHECK(answer.head.classes == 2);
            CHECK(answer.notes.empty());
            CHECK(answer.dropped.empty());
        }
}

TEST_CASE("A run's classes are matched with a task's labels by their names") {
    RunDesk desk;
    auto [kept, metrics] = desk.trained("lora:r=2", Pooling::Mean);
    std::swap(kept.labels[0], kept.labels[1]);
    const AdapterAnswer swapped = desk.evaluated(desk.evaluation(kept));
    CHECK(swapped.metrics.at("dev_accuracy") == Approx(1 - metrics.at("dev_accuracy")));
    kept.labels[0] = "another";
    const auto refused = desk.call(AdapterRequest::method, toJson(desk.evaluation(kept)), RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(),
               Catch::Contains("head cannot be used") && Catch::Contains("among its classes, but not"));
    kept.labels.clear();
    const AdapterAnswer numbered = desk.evaluated(desk.evaluation(kept));
    CHECK(numbered.metrics == metrics);
    REQUIRE(numbered.notes.size() == 1);
    CHECK_THAT(numbered.notes[0], Catch::Contains("does not name the task's labels"));
}

TEST_CASE("A run that trained no head needs its task's labels") {
    RunDesk desk;
    auto [kept, metrics] = desk.trained("lora:r=2,head=off", Pooling::Mean);
    kept.labels.clear();
    const auto refused = desk.call(AdapterRequest::method, toJson(desk.evaluation(kept)), RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(), Catch::Contains("task.csv") && Catch::Contains("how many classes"));
}

TEST_CASE("The lowest layers of a tuning are left out as asked and counted") {
    RunDesk desk;
    const auto [kept, metrics] = desk.trained("lora:r=2", Pooling::Mean);
    AdapterRequest request = desk.evaluation(kept);
    request.drops = {0, 1, 2};
    const AdapterAnswer answer = desk.evaluated(request);
    CHECK(answer.metrics.empty());
    REQUIRE(answer.dropped.size() == 3);
    CHECK(answer.dropped[0].metrics == metrics);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(answer.dropped[i].layers == static_cast<int>(i));
        CHECK(answer.dropped[i].parameters == static_cast<std::int64_t>(64 * i));  // two products, r (d + d) each
        CHECK(answer.dropped[i].metrics.size() == metrics.size());
    }
    request.drops = {3};
    const auto refused = desk.call(AdapterRequest::method, toJson(request), RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(), Catch::Contains("The base has 2 layers, so 3 of them cannot be left out"));
}

TEST_CASE("A run's tuning merged into its base is a base that computes the run's logits") {
    RunDesk desk;
    const auto kept = desk.trained("lora:r=2,targets=value+ffn-in & bitfit", Pooling::Pooler).first;
    const ModelFolder folder(desk.merged(), desk.base(), false);
    MergeRequest request{.base = desk.base().string(), .kept = kept};
    request.out = desk.merged();
    const auto answer =
        mergeAnswerFromJson(desk.call(MergeRequest::method, toJson(request), RpcMessage::Kind::Result).result);
    CHECK(answer.architecture == "BertForSequenceClassification");
    CHECK(answer.head.classes == 2);
    CHECK_FALSE(answer.headApart);
    CHECK(answer.labels == kept.labels);
    folder.complete(answer.architecture, answer.head.classes, answer.labels,
                    {"config.json", MergeRequest::weightsName});

    const auto base = Base::load(desk.base());
    const auto adapter = loadTuning(kept.spec, kept.file, kept.labels, *base);
    const auto tokenizer = loadTokenizer(desk.base());
    std::vector<Encoding> encodings;
    for (const auto& line : desk.lines)
        encodings.push_back(tokenizer->encode(line.text, nullptr, 0));
    const auto batch = makeBatch(encodings);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *base, .tuning = &adapter.tuning, .batch = batch};
    CHECK(difference(desk.logits(desk.merged()), classify(pass, encode(pass), 0)) < 1e-5);
    CHECK(Base::load(desk.merged())->config().hasPooler);
}

TEST_CASE("A head over the mean is kept beside the merged base") {
    RunDesk desk;
    const auto kept = desk.trained("lora:r=2", Pooling::Mean).first;
    fs::create_directories(desk.merged());
    MergeRequest request{.base = desk.base().string(), .kept = kept};
    request.out = desk.merged();
    const auto answer =
        mergeAnswerFromJson(desk.call(MergeRequest::method, toJson(request), RpcMessage::Kind::Result).result);
    CHECK(answer.architecture == "BertModel");
    CHECK(answer.headApart);
    const auto head = readSafeTensors(desk.merged() / MergeRequest::headName);
    CHECK(head.metadata.at("pooling") == "mean");
    CHECK(head.metadata.at("labels") == nlohmann::json(kept.labels).dump());
    CHECK(at::equal(head.tensors.at("classifier.weight"), readSafeTensors(kept.file).tensors.at("classifier.weight")));
}

TEST_CASE("A run whose method no matrix can hold is refused and nothing is written") {
    RunDesk desk;
    fs::create_directories(desk.merged());
    for (const auto& [design, part] : {std::pair<std::string, std::string>{"houlsby:m=2", "bottleneck adapters"},
                                       {"prompt:length=2,init=\"film\"", "tokens of a prompt"}}) {
        const auto kept = desk.trained(design, Pooling::Mean).first;
        MergeRequest request{.base = desk.base().string(), .kept = kept};
        request.out = desk.merged();
        const auto refused = desk.call(MergeRequest::method, toJson(request), RpcMessage::Kind::Failure);
        CHECK_THAT(refused.error->what(),
                   Catch::Contains("'" + design + "' cannot be merged") && Catch::Contains(part));
        CHECK(filesIn(desk.merged()) == 0);
    }
}
