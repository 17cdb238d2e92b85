// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/dispatch/Messages.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/ModelFolder.h"
#include "core/model/Encoder.h"
#include "core/task/TaskLoader.h"
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
    fs::path exported() const { return m_folder / "exported"; }

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

    /// What the adapter's head gives for the lines, in float64.
    at::Tensor logits(const LoadedAdapter& adapter, const Base& base) const {
        const auto tokenizer = loadTokenizer(this->base());
        std::vector<Encoding> encodings;
        for (const auto& line : lines)
            encodings.push_back(tokenizer->encode(line.text, nullptr, 0));
        const auto batch = makeBatch(encodings, at::kCPU);
        const at::NoGradGuard guard;
        const ForwardPass pass{.base = base, .tuning = &adapter.tuning, .batch = batch};
        return adapter.head->logits(pool(pass, encode(pass), adapter.head->pooling));
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

    const auto base = Base::load(desk.base(), at::kFloat);
    const auto adapter = loadTuning(kept.spec, kept.file, kept.labels, *base);
    const auto tokenizer = loadTokenizer(desk.base());
    std::vector<Encoding> encodings;
    for (const auto& line : desk.lines)
        encodings.push_back(tokenizer->encode(line.text, nullptr, 0));
    const auto batch = makeBatch(encodings, at::kCPU);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *base, .tuning = &adapter.tuning, .batch = batch};
    CHECK(difference(desk.logits(desk.merged()), classify(pass, encode(pass), 0)) < 1e-5);
    CHECK(Base::load(desk.merged(), at::kFloat)->config().hasPooler);
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
    const auto head = readSafeTensors(desk.merged() / headApartName);
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

TEST_CASE("A run's tuning exported for another library gives the run's logits") {
    RunDesk desk;
    const auto base = Base::load(desk.base(), at::kDouble);
    const std::string adapters[] = {"lora:r=2",
                                    "lora:r=2,alpha=3,targets=key+ffn-in+ffn-out,rank-scaling=on,layers=1",
                                    "pfeiffer:m=3",
                                    "houlsby:m=2,layernorm=none",
                                    "parallel:m=2,scale=learned",
                                    "adapter:m=3@0+2@1,layernorm=none,own-layernorm=both,gating=on",
                                    "pfeiffer:m=2 & invertible",
                                    "compacter:m=4",
                                    "ia3:targets=key+value+ffn-in",
                                    "prefix:length=2,hidden=4",
                                    "prompt:length=2",
                                    "mam:length=2,hidden=4,m=2",
                                    "unipelt:length=2,hidden=4,m=2,r=2,alpha=1",
                                    "lora:r=2,head=off"};
    const std::string peft[] = {"lora:r=2,alpha=3,targets=output+ffn-in+pooler+words,rank-scaling=on",
                                "lora:r=2,dora=on & lora:r=3,alpha=5,dora=on,targets=key,layers=1",
                                "lora:r=2 & bitfit",
                                "lora:r=2 & bitfit:biases=query+value",
                                "ia3",
                                "ia3:targets=query+context+ffn-in",
                                "layernorm",
                                "bitfit:biases=query+intermediate",
                                "peanut:r=3,pairs=1",
                                "prefix:length=2,hidden=4,positions=shifted",
                                "prompt:length=2,entry=words"};
    const auto check = [&](const std::string& library, const std::string& design, Pooling pooling) {
        CAPTURE(library, design, toText(pooling));
        const KeptTuning kept = desk.trained(design, pooling).first;
        fs::remove_all(desk.exported());
        fs::create_directories(desk.exported());
        ExportRequest request{.base = desk.base().string(), .kept = kept};
        request.library = library;
        request.out = desk.exported();
        const auto answer =
            exportAnswerFromJson(desk.call(ExportRequest::method, toJson(request), RpcMessage::Kind::Result).result);
        CHECK(answer.labels == kept.labels);
        // A head that the library does not have is in a file of its own beside the other two.
        const bool isHeadApart = pooling == Pooling::Mean || (pooling == Pooling::Cls && library == "peft");
        CHECK(answer.files.size() == (isHeadApart ? 3 : library == "peft" ? 2 : 4));
        CHECK(filesIn(desk.exported()) == answer.files.size());
        const auto run = desk.logits(loadTuning(kept.spec, kept.file, kept.labels, *base), *base);
        CHECK(difference(desk.logits(loadAdapter(desk.exported(), *base), *base), run) < 1e-6);
        // The names of the classes go along where the library has a place for them.
        AdapterRequest imported{.base = desk.base().string(), .folder = desk.exported(), .task = kept.spec.task};
        imported.maxLength = kept.spec.hyperparameters.maxLength;
        const AdapterAnswer read = desk.evaluated(imported);
        CHECK(read.metrics.at("dev_accuracy") ==
              Approx(desk.evaluated(desk.evaluation(kept)).metrics.at("dev_accuracy")));
    };
    for (const std::string& design : adapters)
        check("adapterhub", design, Pooling::Pooler);
    check("adapterhub", "lora:r=2", Pooling::Cls);
    for (const std::string& design : peft)
        check("peft", design, Pooling::Pooler);
    for (const char* design : {"lora:r=2", "mam:length=2,hidden=4,m=2"})
        check("adapterhub", design, Pooling::Mean);
    for (const char* design : {"lora:r=2,targets=query+ffn-in", "lora:r=2 & bitfit", "prompt:length=2,entry=words"})
        check("peft", design, Pooling::Mean);
    check("peft", "lora:r=2", Pooling::Cls);
}

TEST_CASE("A run that another library cannot hold is refused and nothing is written") {
    RunDesk desk;
    fs::create_directories(desk.exported());
    const auto kept = desk.trained("houlsby:m=2", Pooling::Pooler).first;
    for (const auto& [library, part] : {std::pair<std::string, std::string>{"adapterhub", "layernorm=all"},
                                        {"peft", "cannot be exported for PEFT"}}) {
        ExportRequest request{.base = desk.base().string(), .kept = kept};
        request.library = library;
        request.out = desk.exported();
        const auto refused = desk.call(ExportRequest::method, toJson(request), RpcMessage::Kind::Failure);
        CHECK(refused.error->kind() == ErrorKind::Input);
        CHECK_THAT(refused.error->what(), Catch::Contains("'houlsby:m=2'") && Catch::Contains(part));
        CHECK(filesIn(desk.exported()) == 0);
    }
}
