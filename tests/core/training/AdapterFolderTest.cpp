// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/model/Encoder.h"
#include "core/model/families/Families.h"
#include "core/training/AdapterFolder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// AdapterHub averages gates over padding too: there only the rows without padding are comparable.
bool averagesOverPadding(const std::string& name) {
    return name.ends_with("gating") || name.ends_with("unipelt");
}

at::Tensor rowsOf(const at::Tensor& tensor, const at::Tensor& rows) {
    return tensor.index_select(0, rows);
}

/// A prompt of AdapterHub without a head.
constexpr auto promptConfig = R"({"config": {"architecture": "prompt_tuning", "prompt_length": 2}, "name": "task"})";

NamedTensors promptTensors(int length) {
    return {{"bert.prompt_tuning.prompt_tunings.task.prompt_embedding.weight", at::ones({length, 8})}};
}

double largest(const at::Tensor& tensor) {
    return tensor.abs().max().item<double>();
}

/// The logits and hidden states that the library recorded, to 1e-5 of their largest entry.
void checkOutputs(const fs::path& folder, const Base& base) {
    const auto expected = readSafeTensors(folder / "expected.safetensors").tensors;
    const auto mask = expected.at("attention_mask");
    const auto types = expected.contains("token_type_ids") ? expected.at("token_type_ids") : at::zeros_like(mask);
    const auto batch = makeBatch(withoutPadding(expected.at("input_ids"), mask, types), at::kCPU);
    const auto adapter = loadAdapter(folder, base);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = base, .tuning = &adapter.tuning, .batch = batch};
    const auto states = encode(pass);
    auto rows = at::arange(mask.size(0));
    if (averagesOverPadding(folder.filename().string()))
        rows = mask.sum(1).eq(mask.size(1)).nonzero().squeeze(1);
    REQUIRE(rows.numel() > 0);
    const auto last = expected.at("last_hidden_state");
    for (std::int64_t i = 0; i < rows.numel(); ++i) {
        const auto s = rows[i].item<std::int64_t>();
        const auto own = states.hidden.narrow(0, states.layout.start(s), states.layout.length(s));
        CHECK(difference(own, last[s].narrow(0, 0, own.size(0))) < 1e-5 * largest(last));
    }
    if (!adapter.head)
        return;
    const auto logits = adapter.head->logits(pool(pass, states, adapter.head->pooling));
    CHECK(difference(rowsOf(logits, rows), rowsOf(expected.at("logits"), rows)) < 1e-5 * largest(logits));
}

/// Every folder of a family that exists.
void checkFolders(const std::string& library) {
    const auto folders = sharedData("reference/" + library);
    REQUIRE_AVAILABLE(folders);
    std::map<std::string, std::shared_ptr<const Base>> bases;
    for (const Family& family : families())
        bases[family.name] = Base::load(sharedData("reference/models/" + family.name), at::kFloat);
    int read = 0;
    for (const auto& entry : fs::directory_iterator(folders)) {
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        const auto base = bases.find(name.substr(0, name.find("__")));
        if (base == bases.end()) {
            CHECK_THROWS_AS(loadAdapter(entry.path(), *bases.at("bert")), Error);
        } else {
            CHECK_NOTHROW(checkOutputs(entry.path(), *base->second));
            ++read;
        }
    }
    CHECK(read > 10);
}

}  // namespace

TEST_CASE("Adapters that AdapterHub saved give the outputs that it recorded") {
    checkFolders("adapters");
}

TEST_CASE("Adapters that PEFT saved give the outputs that it recorded") {
    checkFolders("peft");
}

TEST_CASE("A prompt that PEFT started as a text is read with its text, whatever tokenizer the base has") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    const auto read = [&](const std::string& start) {
        writeFile(
            folder / "adapter_config.json",
            R"({"peft_type": "PROMPT_TUNING", "num_virtual_tokens": 3, "prompt_tuning_init_text": "two words", )" +
                start + "}");
        return loadAdapter(folder.path(), *base);
    };
    const auto rows = at::arange(24, at::kFloat).reshape({3, 8});
    writeSafeTensors(folder / "adapter_model.safetensors", {{"prompt_embeddings", rows}});
    const auto adapter = read(R"("prompt_tuning_init": "TEXT")");
    CHECK(toText(adapter.saved.design) == R"(prompt:length=3,entry=words,init="two words")");
    REQUIRE(adapter.saved.notes.size() == 1);
    CHECK(adapter.saved.notes.front().find("special tokens") != std::string::npos);
    CHECK(at::equal(adapter.tuning.state().at("embeddings.prompt.rows"), rows));
    CHECK(toText(read(R"("prompt_tuning_init": "RANDOM")").saved.design) == "prompt:length=3,entry=words");
}

TEST_CASE("LayerNorms that PEFT left untrained are counted in words") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    writeFile(folder / "adapter_config.json", R"({"peft_type": "LN_TUNING", "target_modules": ["LayerNorm"]})");
    NamedTensors tensors;
    const auto add = [&](const std::string& norm) {
        for (const char* kind : {"weight", "bias"})
            tensors["base_model.model.bert." + norm + ".ln_tuning_layers." + kind] = at::ones({8});
        writeSafeTensors(folder / "adapter_model.safetensors", tensors);
        return loadAdapter(folder.path(), *base).saved.notes;
    };
    add("embeddings.LayerNorm");
    add("encoder.layer.0.output.LayerNorm");
    const auto two = add("encoder.layer.0.attention.output.LayerNorm");
    REQUIRE(two.size() == 1);
    CHECK(two.front().find("2 LayerNorms are not among the trained ones: they are as") == 0);
    const auto one = add("encoder.layer.1.output.LayerNorm");
    REQUIRE(one.size() == 1);
    CHECK(one.front().find("1 LayerNorm is not among the trained ones: it is as in the base") == 0);
    CHECK(add("encoder.layer.1.attention.output.LayerNorm").empty());
}

TEST_CASE("A head without its description is refused with what is missing") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    writeFile(folder / "adapter_config.json", promptConfig);
    writeSafeTensors(folder / "adapter.safetensors", promptTensors(2));
    CHECK_FALSE(loadAdapter(folder.path(), *base).head);
    writeSafeTensors(folder / "model_head.safetensors",
                     {{"classifier.weight", at::ones({2, 8})}, {"classifier.bias", at::ones({2})}});
    CHECK_THROWS_MATCHES(loadAdapter(folder.path(), *base), Error,
                         says("head_config.json, which describes the head in model_head.safetensors, is missing") &&
                             says("take model_head.safetensors out"));
}

TEST_CASE("A head whose weights are missing is refused with the names of their files") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    writeFile(folder / "adapter_config.json", promptConfig);
    writeSafeTensors(folder / "adapter.safetensors", promptTensors(2));
    writeFile(folder / "head_config.json", R"({"config": null, "num_labels": 2})");
    CHECK_THROWS_MATCHES(loadAdapter(folder.path(), *base), Error,
                         says("head_config.json describes a head, but its weights are missing: neither "
                              "model_head.safetensors nor pytorch_model_head.bin is there"));
}

TEST_CASE("A tensor of a head that does not fit is refused with its name, its shape and the one that fits") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    const auto check = [&](const NamedTensors& right, const std::string& file, NamedTensors others) {
        const auto load = [&](const NamedTensors& head) {
            NamedTensors all = others;
            all.insert(head.begin(), head.end());
            writeSafeTensors(folder / file, all);
            return loadAdapter(folder.path(), *base);
        };
        CHECK(load(right).head);
        for (const auto& [name, tensor] : right) {
            CAPTURE(name);
            NamedTensors wrong = right;
            std::vector<std::int64_t> shape = tensor.sizes().vec();
            shape.back() += 1;
            wrong[name] = at::ones(shape);
            CHECK_THROWS_MATCHES(
                load(wrong), Error,
                says("the head's tensor " + name + " has the shape " + c10::str(at::IntArrayRef(shape)) + ", and " +
                     c10::str(tensor.sizes()) + " is what fits"));
        }
    };
    writeFile(folder / "adapter_config.json", promptConfig);
    writeSafeTensors(folder / "adapter.safetensors", promptTensors(2));
    writeFile(folder / "head_config.json", R"({"config": null, "num_labels": 3})");
    const NamedTensors ofClass{{"classifier.weight", at::ones({3, 8})}, {"classifier.bias", at::ones({3})}};
    check(ofClass, "model_head.safetensors", {});
    NamedTensors two = ofClass;
    two["pre_classifier.weight"] = at::ones({8, 8});
    two["pre_classifier.bias"] = at::ones({8});
    check(two, "model_head.safetensors", {});
    writeFile(folder / "head_config.json",
              R"({"config": {"head_type": "classification", "activation_function": "tanh"}})");
    check({{"heads.task.1.weight", at::ones({8, 8})},
           {"heads.task.1.bias", at::ones({8})},
           {"heads.task.4.weight", at::ones({3, 8})},
           {"heads.task.4.bias", at::ones({3})}},
          "model_head.safetensors", {});
    writeFile(folder / "adapter_config.json", R"({"peft_type": "PROMPT_TUNING"})");
    NamedTensors ofPeft;
    for (const auto& [name, tensor] : two)
        ofPeft["base_model." + name] = tensor;
    check(ofPeft, "adapter_model.safetensors", {{"prompt_embeddings", at::ones({2, 8})}});
}

TEST_CASE("A tensor with entries that are not finite is refused by its name") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    writeFile(folder / "adapter_config.json", promptConfig);
    for (const double entry : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        NamedTensors tensors = promptTensors(2);
        tensors.begin()->second[1][3] = entry;
        writeSafeTensors(folder / "adapter.safetensors", tensors);
        CHECK_THROWS_MATCHES(
            loadAdapter(folder.path(), *base), Error,
            says("the tensor bert.prompt_tuning.prompt_tunings.task.prompt_embedding.weight holds NaN or "
                 "infinity"));
    }
}

TEST_CASE("A configuration that amounts to an invalid design is named beside what is wrong with that") {
    const TempFolder folder;
    writeFile(folder / "adapter_config.json",
              R"({"config": {"mh_adapter": true, "output_adapter": true, "reduction_factor": 2,
                  "non_linearity": "relu", "dropout": 1.5}, "name": "task", "version": "adapters.1.3.0"})");
    writeSafeTensors(folder / "adapter.safetensors", {{"a", at::ones({2})}});
    CHECK_THROWS_MATCHES(loadAdapter(folder.path(), *tinyBase(at::kFloat)), Error,
                         says((folder / "adapter_config.json").string() + " describes what cannot be read. Design"));
}

TEST_CASE("DoRA as AdapterHub computes it is refused by its field") {
    const TempFolder folder;
    writeFile(folder / "adapter_config.json",
              R"({"config": {"architecture": "lora", "r": 2, "alpha": 2, "use_dora": true}, "name": "task"})");
    writeSafeTensors(folder / "adapter.safetensors", {{"a", at::ones({2})}});
    CHECK_THROWS_MATCHES(loadAdapter(folder.path(), *tinyBase(at::kFloat)), Error,
                         says("use_dora = true has no counterpart here"));
}
