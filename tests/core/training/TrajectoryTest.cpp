// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Encoder.h"
#include "core/model/Optimizer.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

constexpr double tolerance = 1e-6;

/// The reference's name of a trained tensor, as a tuning has it.
std::string ownName(std::string name) {
    const auto replace = [&](const std::string& old, const std::string& now) {
        if (const auto at = name.find(old); at != std::string::npos)
            name.replace(at, old.size(), now);
    };
    replace("bert.", "");
    replace(".adapters.task.adapter_down.0.", ".adapter.down.");
    replace(".adapters.task.adapter_up.", ".adapter.up.");
    return name;
}

/// The tensors whose names start with `prefix`, under their own names.
NamedTensors part(const NamedTensors& tensors, const std::string& prefix) {
    NamedTensors found;
    for (const auto& [name, tensor] : tensors)
        if (name.rfind(prefix, 0) == 0)
            found[ownName(name.substr(prefix.size()))] = tensor;
    return found;
}

/// In exact arithmetic the gradient of a key's bias is 0: what the optimiser makes of its rounding is noise.
bool isNoise(const std::string& name) {
    return name.find("attention.self.key.bias") != std::string::npos;
}

void checkAll(const NamedTensors& found, const NamedTensors& expected, const std::string& what) {
    REQUIRE(found.size() == expected.size());
    for (const auto& [name, tensor] : expected) {
        INFO(what << " of " << name);
        REQUIRE(found.count(name) == 1);
        if (!isNoise(name))
            CHECK(difference(found.at(name), tensor) <= tolerance);
    }
}

NamedTensors gradients(const Tuning& tuning) {
    NamedTensors all;
    for (const auto& parameter : tuning.parameters())
        all[parameter.name] = parameter.tensor.grad().clone();
    return all;
}

/// Trains as the Trainer does, in double, from the reference's start.
void follow(const std::string& recorded, const std::string& design, OptimizerKind kind) {
    const auto file = sharedData("reference/training/" + recorded + "/trajectory.safetensors");
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(file);
    REQUIRE_AVAILABLE(folder);
    const auto reference = readSafeTensors(file).tensors;
    const auto base = Base::load(folder, at::kDouble);
    const auto batch = makeBatch(
        withoutPadding(reference.at("input_ids"), reference.at("attention_mask"), reference.at("token_type_ids")));
    Tuning tuning(parseDesign(design), *base, 3, Pooling::Pooler, 0);
    const auto start = part(reference, "start/");
    REQUIRE(tuning.parameters().size() == start.size());
    tuning.load(start);
    Optimizer optimizer(tuning.parameters(), kind, 0.01);
    const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
    const int steps = 10;
    for (int step = 0; step < steps; ++step) {
        CAPTURE(step);
        const auto recordedAt = [&](const char* name) { return reference.at(name)[step].item<double>(); };
        optimizer.clearGradients();
        const auto loss = at::cross_entropy_loss(classify(pass, encode(pass), 0), reference.at("labels"));
        CHECK(std::abs(loss.item<double>() - recordedAt("f64/losses")) <= tolerance);
        loss.backward();
        if (step == 0)
            checkAll(gradients(tuning), part(reference, "f64/grad0/"), "the first gradient");
        CHECK(std::abs(optimizer.clipGradients(1.0) - recordedAt("f64/grad_norms")) <= tolerance);
        const double rate = scheduledRate(1e-3, step, steps, 1);
        CHECK(std::abs(rate - recordedAt("lr")) <= 1e-15);
        optimizer.step(rate);
    }
    checkAll(tuning.state(), part(reference, "f64/final/"), "the final value");
    CHECK(difference(classify(pass, encode(pass), 0), reference.at("f64/final_logits")) <= tolerance);
}

}  // namespace

TEST_CASE("Ten steps of Houlsby adapters follow the reference") {
    follow("houlsby", "houlsby:m=8", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of Houlsby adapters under the optimiser of 2018 follow the reference") {
    follow("houlsby-original", "houlsby:m=8", OptimizerKind::Bert);
}

TEST_CASE("Ten steps of full fine-tuning follow the reference") {
    follow("full", "full", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of the LayerNorms alone follow the reference") {
    follow("layernorm", "layernorm", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of BitFit follow the reference") {
    follow("bitfit", "bitfit", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of LoRA follow the reference") {
    follow("lora", "lora:r=4,alpha=8", OptimizerKind::AdamW);
}
