// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/common/Error.h"
#include "core/dispatch/Messages.h"
#include "core/model/SafeTensors.h"
#include "tests/core/engine/ServedEngine.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A tiny base with a pooler, and the tensors beside its encoder that a test gives it.
class ClassifierDesk {
public:
    ClassifierDesk() {
        writeFile(m_folder / "config.json", R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2,
            "num_attention_heads": 2, "intermediate_size": 12, "vocab_size": 24, "max_position_embeddings": 16})");
        writeFile(m_folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\n");
    }

    RpcMessage encode(const NamedTensors& classifier) {
        auto config = tinyConfig();
        config.hasPooler = true;
        auto tensors = tinyTensors(config, 1, at::kFloat);
        tensors.insert(classifier.begin(), classifier.end());
        writeSafeTensors(m_folder / "model.safetensors", tensors);
        const EncodeRequest request{m_folder.path().string(), {{"good", {}, 0}, {"good good", {}, 0}}, out()};
        return m_engine.answer(m_engine.request(EncodeRequest::method, toJson(request)));
    }
    std::filesystem::path out() const { return m_folder / "out.safetensors"; }

private:
    TempFolder m_folder;
    ScopedVariable m_cache{"XDG_CACHE_HOME", (m_folder / "cache").string()};
    ServedEngine m_engine;
};

}  // namespace

TEST_CASE("The classifier of a base gives logits") {
    ClassifierDesk desk;
    CHECK(desk.encode({}).kind == RpcMessage::Kind::Result);
    CHECK_FALSE(readSafeTensors(desk.out()).tensors.contains("logits"));
    const auto bias = torch::tensor({0.5F, -1.0F, 2.0F});
    CHECK(desk.encode({{"classifier.weight", at::zeros({3, 8})}, {"classifier.bias", bias}}).kind ==
          RpcMessage::Kind::Result);
    CHECK(at::equal(readSafeTensors(desk.out()).tensors.at("logits"), at::stack({bias, bias})));
}

TEST_CASE("The classifier of a DistilBERT gives logits after the layer before it") {
    const TempFolder folder;
    const ScopedVariable cache("XDG_CACHE_HOME", (folder / "cache").string());
    ServedEngine engine;
    writeFile(folder / "config.json", R"({"model_type": "distilbert", "dim": 8, "n_layers": 2, "n_heads": 2,
        "hidden_dim": 12, "vocab_size": 24, "max_position_embeddings": 16})");
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\n");
    auto config = tinyConfig();
    config.family = "distilbert";
    auto tensors = tinyTensors(config, 1, at::kFloat);
    tensors["classifier.weight"] = at::arange(24, at::kFloat).reshape({3, 8}) / 10 - 1;
    tensors["classifier.bias"] = torch::tensor({0.5F, -1.0F, 2.0F});
    const EncodeRequest request{folder.path().string(), {{"good", {}, 0}}, folder / "out.safetensors"};
    const auto encoded = [&] {
        writeSafeTensors(folder / "model.safetensors", tensors);
        const RpcMessage answer = engine.answer(engine.request(EncodeRequest::method, toJson(request)));
        INFO((answer.error ? answer.error->what() : "no error"));
        REQUIRE(answer.kind == RpcMessage::Kind::Result);
        return readSafeTensors(request.out).tensors;
    };
    CHECK_FALSE(encoded().contains("logits"));  // of another class, which has no such layer
    tensors["pre_classifier.weight"] = -at::eye(8);
    tensors["pre_classifier.bias"] = at::full({8}, 0.25);
    const auto out = encoded();
    const auto first = out.at("hidden_states.2")[0][0];
    CHECK((first > 0.25).any().item<bool>());  // ReLU has something to do
    const auto expected =
        at::linear(at::relu(0.25 - first), tensors.at("classifier.weight"), tensors.at("classifier.bias"));
    CHECK(difference(out.at("logits")[0], expected) < 1e-5);
    tensors["pre_classifier.bias"] = at::zeros({7});
    writeSafeTensors(folder / "model.safetensors", tensors);
    const RpcMessage refused = engine.answer(engine.request(EncodeRequest::method, toJson(request)));
    REQUIRE(refused.kind == RpcMessage::Kind::Failure);
    CHECK_THAT(refused.error->what(), Catch::Contains("pre_classifier.bias is missing or has a shape other than [8]"));
}

TEST_CASE("A classifier that does not fit its base is bad input and named with its shapes") {
    ClassifierDesk desk;
    const auto checkRefused = [&](const NamedTensors& classifier, const std::string& part) {
        CAPTURE(part);
        const RpcMessage answer = desk.encode(classifier);
        REQUIRE(answer.kind == RpcMessage::Kind::Failure);
        CHECK(answer.error->kind() == ErrorKind::Input);
        CHECK_THAT(answer.error->what(), Catch::Contains(part));
    };
    checkRefused({{"classifier.weight", at::ones({2, 16})}, {"classifier.bias", at::ones({2})}},
                 "classifier.weight has the shape [2, 16], while [classes, 8]");
    checkRefused({{"classifier.weight", at::ones({0, 8})}, {"classifier.bias", at::ones({0})}},
                 "classifier.weight has the shape [0, 8]");
    checkRefused({{"classifier.weight", at::ones({2, 8})}, {"classifier.bias", at::ones({3})}},
                 "classifier.bias has the shape [3]");
    checkRefused({{"classifier.weight", at::ones({2, 8}, at::kChar)}, {"classifier.bias", at::ones({2})}},
                 "classifier.weight has the type I8");
    const auto nan = at::full({2, 8}, std::numeric_limits<double>::quiet_NaN(), at::kFloat);
    checkRefused({{"classifier.weight", nan}, {"classifier.bias", at::ones({2})}},
                 "classifier.weight holds NaN or infinity");
}
