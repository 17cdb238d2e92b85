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

/// Where a recorded training is, and the base that it was made over.
struct Recorded {
    std::filesystem::path file, base;
    std::string precision;  ///< of what was recorded, as its names have it
};

/// Trains as the Trainer does, in double, from the reference's start.
void replay(const Recorded& recorded, const std::string& design, OptimizerKind kind) {
    const auto reference = readSafeTensors(recorded.file).tensors;
    const auto& precision = recorded.precision;
    const auto base = Base::load(recorded.base, at::kDouble);
    const auto batch = makeBatch(
        withoutPadding(reference.at("input_ids"), reference.at("attention_mask"), reference.at("token_type_ids")),
        at::kCPU);
    Tuning tuning(parseDesign(design), *base, 3, Pooling::Pooler, 0);
    const auto start = part(reference, "start/");
    REQUIRE(tuning.parameters().size() == start.size());
    tuning.load(start);
    Optimizer optimizer(tuning.parameters(), kind, 0.01);
    const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
    const int steps = 10;
    for (int step = 0; step < steps; ++step) {
        CAPTURE(step);
        const auto recordedAt = [&](const std::string& name) { return reference.at(name)[step].item<double>(); };
        optimizer.clearGradients();
        const auto loss = at::cross_entropy_loss(classify(pass, encode(pass), 0), reference.at("labels"));
        CHECK(std::abs(loss.item<double>() - recordedAt(precision + "losses")) <= tolerance);
        loss.backward();
        if (step == 0)
            checkAll(gradients(tuning), part(reference, precision + "grad0/"), "the first gradient");
        CHECK(std::abs(optimizer.clipGradients(1.0) - recordedAt(precision + "grad_norms")) <= tolerance);
        const double rate = scheduledRate(1e-3, step, steps, 1);
        CHECK(std::abs(rate - recordedAt("lr")) <= 1e-15);
        optimizer.step(rate);
    }
    checkAll(tuning.state(), part(reference, precision + "final/"), "the final value");
    CHECK(difference(classify(pass, encode(pass), 0), reference.at(precision + "final_logits")) <= tolerance);
}

/// A training of the shared reference data.
void follow(const std::string& recorded, const std::string& design, OptimizerKind kind) {
    const auto file = sharedData("reference/training/" + recorded + "/trajectory.safetensors");
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(file);
    REQUIRE_AVAILABLE(folder);
    replay(Recorded{file, folder, "f64/"}, design, kind);
}

/// A training that tests/reference/trajectories.py recorded.
void followPeers(const std::string& recorded, const std::string& design) {
    INFO(recorded << " as " << design);
    const auto folder = sourceFolder() / "tests/core/training/trajectories";
    replay(Recorded{folder / (recorded + ".safetensors"), folder / "base", ""}, design, OptimizerKind::AdamW);
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

TEST_CASE("Ten steps of only the LayerNorms follow the reference") {
    follow("layernorm", "layernorm", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of BitFit follow the reference") {
    follow("bitfit", "bitfit", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of LoRA follow the reference") {
    follow("lora", "lora:r=4,alpha=8", OptimizerKind::AdamW);
}

TEST_CASE("Ten steps of Pfeiffer's and parallel adapters follow AdapterHub's") {
    followPeers("pfeiffer", "pfeiffer:m=4");
    followPeers("parallel", "parallel:m=4");
}

TEST_CASE("Ten steps of adapters with LayerNorms, scales, gates and other skips follow AdapterHub's") {
    followPeers("adapter-norms", "adapter:m=4,layernorm=none,activation=swish,own-layernorm=both,scale=learned");
    followPeers("adapter-gate", "adapter:m=4,layernorm=none,activation=swish,gating=on");
    followPeers("adapter-sum",
                "adapter:m=4,layernorm=none,sites=ffn,activation=relu,original-layernorm=before,residual=sum");
}

TEST_CASE("Ten steps of an invertible adapter follow AdapterHub's") {
    followPeers("invertible", "pfeiffer:m=4 & invertible");
}

TEST_CASE("Ten steps of Compacter follow AdapterHub's") {
    followPeers("compacter", "compacter:m=8");
    followPeers("compacter-ffn", "compacter:m=8,sites=ffn,original-layernorm=before");
}

TEST_CASE("Ten steps of (IA)3 follow AdapterHub's and PEFT's") {
    followPeers("ia3-outputs", "ia3:targets=key+value+ffn-in");
    followPeers("ia3", "ia3");
}

TEST_CASE("Ten steps of prefixes follow AdapterHub's and PEFT's") {
    followPeers("prefix", "prefix:length=3,hidden=8");
    followPeers("prefix-flat", "prefix:length=3,hidden=0");
    followPeers("prefix-shifted", "prefix:length=3,hidden=8,positions=shifted");
    followPeers("prefix-flat-shifted", "prefix:length=3,hidden=0,positions=shifted");
}

TEST_CASE("Ten steps of prompts follow AdapterHub's and PEFT's") {
    followPeers("prompt", "prompt:length=3");
    followPeers("prompt-after-first", "prompt:length=3,place=after-first");
    followPeers("prompt-words", "prompt:length=3,entry=words");
}

TEST_CASE("Ten steps of rsLoRA on every product, of LoRA on words and of DoRA follow PEFT's") {
    followPeers("rslora", "lora:r=2,alpha=4,rank-scaling=on,targets=query+key+value+output+ffn-in+ffn-out");
    followPeers("lora-words", "lora:r=2,alpha=4,targets=query+words");
    followPeers("dora", "lora:r=2,alpha=4,dora=on");
}

TEST_CASE("Ten steps of PEANuT follow PEFT's") {
    followPeers("peanut", "peanut:r=3,pairs=1");
}

TEST_CASE("Ten steps of MAM and UniPELT follow AdapterHub's") {
    followPeers("mam", "mam:length=3,hidden=8,m=4");
    followPeers("unipelt", "unipelt:length=3,hidden=8,m=4,r=2,alpha=r");
}
