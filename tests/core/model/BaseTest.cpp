// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include "core/common/Error.h"
#include "core/model/Encoder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

const std::string tinyConfigJson = R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2,
    "num_attention_heads": 2, "intermediate_size": 12, "vocab_size": 24, "max_position_embeddings": 16})";

void writeBase(const TempFolder& folder, const NamedTensors& tensors) {
    writeFile(folder / "config.json", tinyConfigJson);
    writeSafeTensors(folder / "model.safetensors", tensors);
}

}  // namespace

TEST_CASE("A base folder is read with or without the prefix of the model and with old names of LayerNorm") {
    const auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    NamedTensors old;
    for (const auto& [name, tensor] : tensors) {
        auto oldName = "bert." + name;
        for (const auto& [now, then] :
             {std::pair{"LayerNorm.weight", "LayerNorm.gamma"}, {"LayerNorm.bias", "LayerNorm.beta"}})
            if (const auto at = oldName.find(now); at != std::string::npos)
                oldName.replace(at, std::string::npos, then);
        old[oldName] = tensor;
    }
    for (const auto& stored : {tensors, old}) {
        const TempFolder folder;
        writeBase(folder, stored);
        const auto base = Base::load(folder.path(), at::kFloat);
        CHECK_FALSE(base->config().hasPooler);
        for (const auto& [name, tensor] : tensors) {
            CAPTURE(name);
            CHECK(at::equal(base->tensor(name), tensor));
        }
    }
}

TEST_CASE("Weights stored in half precision become float32") {
    const TempFolder folder;
    auto tensors = tinyTensors(tinyConfig(), 1, at::kHalf);
    tensors["embeddings.position_ids"] = at::arange(16);
    writeBase(folder, tensors);
    const auto base = Base::load(folder.path(), at::kFloat);
    CHECK(base->type() == at::kFloat);
    const std::string name = "encoder.layer.1.output.dense.weight";
    CHECK(at::equal(base->tensor(name), tensors.at(name).to(at::kFloat)));
}

TEST_CASE("Spare tensors of any type and of any value refuse no base") {
    const TempFolder folder;
    auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    tensors["embeddings.position_ids"] = at::arange(16);
    tensors["quantised.weight"] = at::ones({4}, at::kChar);
    tensors["cls.predictions.bias"] = at::full({24}, std::numeric_limits<double>::quiet_NaN(), at::kFloat);
    writeBase(folder, tensors);
    CHECK(Base::load(folder.path(), at::kFloat)->tensors().size() == tinyTensors(tinyConfig(), 1, at::kFloat).size());
}

TEST_CASE("A NaN or an infinity among the weights is reported of the file and its tensor") {
    const std::string name = "encoder.layer.1.output.dense.weight";
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble})
        for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
            CAPTURE(at::toString(type), value);
            const TempFolder folder;
            auto tensors = tinyTensors(tinyConfig(), 1, type);
            tensors[name].flatten()[-1].fill_(value);
            writeBase(folder, tensors);
            CHECK_THROWS_MATCHES(
                Base::load(folder.path(), at::kFloat), Error,
                says((folder / "model.safetensors").string()) && says("the tensor " + name + " holds NaN or infinity"));
            tensors[name].flatten()[-1].fill_(60000);
            writeBase(folder, tensors);
            CHECK_NOTHROW(Base::load(folder.path(), at::kFloat));
        }
}

TEST_CASE("A pooler with a NaN is refused when it is to be read and not before") {
    const TempFolder folder;
    auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    tensors["pooler.dense.weight"] = at::ones({8, 8});
    tensors["pooler.dense.bias"] = at::full({8}, std::numeric_limits<double>::quiet_NaN(), at::kFloat);
    writeBase(folder, tensors);
    const auto base = Base::load(folder.path(), at::kFloat);
    CHECK_NOTHROW(base->requirePooler(Pooling::Mean, "mine"));
    CHECK_NOTHROW(base->requirePooler(Pooling::Cls, "mine"));
    CHECK_THROWS_MATCHES(base->requirePooler(Pooling::Pooler, "mine"), Error, says("pooler.dense.bias holds NaN"));
    tensors.erase("pooler.dense.bias");
    tensors.erase("pooler.dense.weight");
    writeBase(folder, tensors);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat)->requirePooler(Pooling::Pooler, "mine"), Error,
                         says("The base mine has no pooler"));
}

TEST_CASE("A double that is infinite in float32 is one that a base cannot have") {
    const TempFolder folder;
    auto tensors = tinyTensors(tinyConfig(), 1, at::kDouble);
    tensors["embeddings.LayerNorm.bias"][3] = 1e39;
    writeBase(folder, tensors);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error,
                         says("embeddings.LayerNorm.bias holds NaN or infinity"));
}

TEST_CASE("Quantised weights of the encoder are refused by the tensor and its type") {
    const TempFolder folder;
    const std::string name = "encoder.layer.0.intermediate.dense.weight";
    auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    tensors[name] = at::ones({12, 8}, at::kChar);
    writeBase(folder, tensors);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error,
                         says(name + " has the type I8") && says("choose another that is not quantised."));
    auto bytes = readFile(folder / "model.safetensors");
    bytes.replace(bytes.find("\"I8\""), 4, "\"F9\"");
    writeFile(folder / "model.safetensors", bytes);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error, says(name + " has the type F9"));
}

TEST_CASE("Every missing and misshapen tensor of a base is listed at once") {
    const TempFolder folder;
    auto tensors = tinyTensors(tinyConfig(), 1, at::kFloat);
    tensors.erase("encoder.layer.0.attention.self.key.weight");
    tensors["encoder.layer.1.output.dense.weight"] = at::ones({8, 13});
    writeBase(folder, tensors);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error,
                         says((folder / "model.safetensors").string()) &&
                             says("encoder.layer.0.attention.self.key.weight is missing") &&
                             says("encoder.layer.1.output.dense.weight has the shape [8, 13]") && says("[8, 12]") &&
                             says("fetch the base again, or choose another."));
    tensors["encoder.layer.0.attention.self.key.qweight"] = at::ones({2, 8}, at::kInt);
    writeBase(folder, tensors);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error, says("choose another that is not quantised."));
}

TEST_CASE("A base with many faults names the first and counts the rest") {
    const TempFolder folder;
    writeBase(folder, {{"embeddings.LayerNorm.weight", at::ones({8})}});
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error,
                         says("embeddings.LayerNorm.bias is missing") && says("and 31 more"));
}

TEST_CASE("A base folder or file that is not there is named") {
    const TempFolder folder;
    CHECK_THROWS_MATCHES(Base::load(folder / "nowhere", at::kFloat), Error, says((folder / "nowhere").string()));
    writeFile(folder / "config.json", tinyConfigJson);
    CHECK_THROWS_MATCHES(Base::load(folder.path(), at::kFloat), Error, says((folder / "model.safetensors").string()));
}

TEST_CASE("The stored forms of one base give the same hidden states") {
    const auto folder = sharedData("reference/models/bert"), half = sharedData("reference/models/bert-f16"),
               bare = sharedData("reference/models/bert-base-only");
    REQUIRE_AVAILABLE(folder);
    REQUIRE_AVAILABLE(half);
    REQUIRE_AVAILABLE(bare);
    const auto batch = makeBatch({encodingOf({2, 100, 7, 3}), encodingOf({2, 41, 3})}, at::kCPU);
    const auto hidden = [&](const std::filesystem::path& where) {
        const auto base = Base::load(where, at::kFloat);
        return encode({.base = *base, .batch = batch}).hidden;
    };
    const auto expected = hidden(folder);
    CHECK(at::equal(hidden(bare), expected));
    CHECK(difference(hidden(half), expected) < 0.02);  // half precision keeps 11 bits
    CHECK(difference(hidden(half), expected) > 0);
}
