// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Encoder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The reference's padded inputs as a batch without padding, and the rows of a padded [B, T, d] tensor that are real
/// tokens.
struct Reference {
    /// `prefix` chooses among several batches of one file; hidden states may be there for the first rows only.
    explicit Reference(const std::filesystem::path& file, const std::string& batchPrefix = "")
        : tensors(readSafeTensors(file).tensors), prefix(batchPrefix) {
        const auto rows = at("hidden_states.0").size(0);
        const auto mask = at("attention_mask").slice(0, 0, rows);
        batch = makeBatch(withoutPadding(at("input_ids").slice(0, 0, rows), mask, at("token_type_ids")), at::kCPU);
        real = mask.flatten().nonzero().squeeze(1);
    }

    const at::Tensor& at(const std::string& name) const { return tensors.at(prefix + name); }
    at::Tensor rows(const std::string& name) const { return at(name).flatten(0, 1).index_select(0, real); }

    NamedTensors tensors;
    std::string prefix;
    Batch batch;
    at::Tensor real;
};

void checkStates(const Base& base, const Reference& reference, int states) {
    const ForwardPass pass{.base = base, .batch = reference.batch};
    const auto hidden = hiddenStates(pass);
    REQUIRE(static_cast<int>(hidden.size()) == states);
    for (int i = 0; i < states; ++i) {
        const auto expected = reference.rows("hidden_states." + std::to_string(i));
        INFO("hidden state " << i);
        CHECK(difference(hidden[static_cast<std::size_t>(i)].hidden, expected) <=
              1e-5 * expected.abs().max().item<double>());
    }
    const auto pooled = reference.at("pooler_output").slice(0, 0, reference.batch.layout.sequences());
    CHECK(difference(pool(pass, hidden.back(), Pooling::Pooler), pooled) <= 1e-5 * pooled.abs().max().item<double>());
}

}  // namespace

TEST_CASE("BERT's hidden states and pooler output equal those of the reference") {
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    checkStates(*Base::load(folder, at::kFloat), Reference(folder / "expected.safetensors"), 4);
}

TEST_CASE("Logits of a checkpoint's own head equal those of the reference") {
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    const auto base = Base::load(folder, at::kFloat);
    const Reference reference(folder / "expected.safetensors");
    const ForwardPass pass{.base = *base, .batch = reference.batch};
    const auto pooled = pool(pass, encode(pass), Pooling::Pooler);
    const auto head = readSafeTensors(folder / "model.safetensors").tensors;
    const auto logits = at::linear(pooled, head.at("classifier.weight"), head.at("classifier.bias"));
    const auto expected = reference.tensors.at("logits");
    CHECK(difference(logits, expected) <= 1e-5 * expected.abs().max().item<double>());
}

TEST_CASE("In float64 the logits equal the float64 reference") {
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    const auto base = Base::load(folder, at::kDouble);
    const Reference reference(folder / "expected.safetensors");
    const ForwardPass pass{.base = *base, .batch = reference.batch};
    const auto pooled = pool(pass, encode(pass), Pooling::Pooler);
    const auto head = readSafeTensors(folder / "model.safetensors").tensors;
    const auto logits =
        at::linear(pooled, head.at("classifier.weight").to(at::kDouble), head.at("classifier.bias").to(at::kDouble));
    CHECK(difference(logits, reference.tensors.at("logits_f64")) < 1e-12);
}

TEST_CASE("The real MiniLM gives the reference's hidden states") {
    const auto folder = minilmFolder();
    const auto file = sharedData("reference/minilm/expected.safetensors");
    REQUIRE_AVAILABLE(folder);
    REQUIRE_AVAILABLE(file);
    const auto base = Base::load(folder, at::kFloat);
    for (const auto* kind : {"singles.", "pairs."}) {
        INFO(kind);
        const Reference reference(file, kind);
        checkStates(*base, reference, 7);
        const ForwardPass pass{.base = *base, .batch = reference.batch};
        const auto mean = reference.at("mean_pooled").slice(0, 0, reference.batch.layout.sequences());
        CHECK(difference(pool(pass, encode(pass), Pooling::Mean), mean) <= 1e-5 * mean.abs().max().item<double>());
    }
}

TEST_CASE("The feed-forward block of a base computes its activation in closed form") {
    // One layer whose attention adds nothing: hidden state 1 is LayerNorm(y + W2 f(W1 y + b1) + b2), y = LayerNorm(x).
    auto config = tinyConfig();
    config.layers = 1;
    auto tensors = tinyTensors(config, 5, at::kDouble);
    const std::string layer = "encoder.layer.0.";
    for (const auto* kind : {".weight", ".bias"})
        tensors[layer + "attention.output.dense" + kind].zero_();
    const auto norm = [&](const std::string& name, const at::Tensor& x) {
        const auto centred = x - x.mean(1, true);
        const auto deviation = (centred.pow(2).mean(1, true) + config.layerNormEps).sqrt();
        return centred / deviation * tensors.at(layer + name + ".weight") + tensors.at(layer + name + ".bias");
    };
    const auto product = [&](const std::string& name, const at::Tensor& x) {
        return x.matmul(tensors.at(layer + name + ".weight").t()) + tensors.at(layer + name + ".bias");
    };
    const auto batch = makeBatch({encodingOf({2, 7, 3}), encodingOf({2, 11, 19, 3})}, at::kCPU);
    for (const auto& [activation, form] : activationForms()) {
        CAPTURE(hiddenActOf(activation));
        config.activation = activation;
        const Base base(config, tensors, "the tiny base");
        const auto states = hiddenStates({.base = base, .batch = batch});
        const auto attended = norm("attention.output.LayerNorm", states[0].hidden);
        auto inner = product("intermediate.dense", attended).contiguous();
        for (double *at = inner.data_ptr<double>(), *end = at + inner.numel(); at < end; ++at)
            *at = form(*at);
        const auto expected = norm("output.LayerNorm", product("output.dense", inner) + attended);
        CHECK(difference(states[1].hidden, expected) < 1e-12);
    }
}
