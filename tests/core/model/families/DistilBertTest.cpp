// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/model/Encoder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("DistilBERT's hidden states equal those of the reference") {
    const auto folder = sharedData("reference/models/distilbert");
    REQUIRE_AVAILABLE(folder);
    const auto base = Base::load(folder, at::kFloat);
    CHECK(base->config().family == "distilbert");
    CHECK_FALSE(base->config().hasPooler);
    const auto reference = readSafeTensors(folder / "expected.safetensors").tensors;
    const auto &ids = reference.at("input_ids"), &mask = reference.at("attention_mask");
    const auto batch = makeBatch(withoutPadding(ids, mask, at::zeros_like(ids)), at::kCPU);
    const auto real = mask.flatten().nonzero().squeeze(1);
    const auto states = hiddenStates({.base = *base, .batch = batch});
    REQUIRE(states.size() == 4);
    for (std::size_t i = 0; i < states.size(); ++i) {
        INFO("hidden state " << i);
        const auto expected = reference.at("hidden_states." + std::to_string(i)).flatten(0, 1).index_select(0, real);
        CHECK(difference(states[i].hidden, expected) <= 1e-5 * expected.abs().max().item<double>());
    }
}

TEST_CASE("Every method trains over DistilBERT what it counts") {
    const auto folder = sharedData("reference/models/distilbert");
    REQUIRE_AVAILABLE(folder);
    const auto base = Base::load(folder, at::kFloat);
    std::vector<std::string> designs = {"top:k=2", "lora:r=2 & houlsby:m=3", "houlsby:m=3,layernorm=none & bitfit"};
    for (const MethodInfo& method : methods())
        if (method.name != "fusion")  // of trained runs, below
            designs.push_back(method.name);
    for (const std::string& text : designs) {
        CAPTURE(text);
        const Design design = parseDesign(text);
        REQUIRE_NOTHROW(requireValid(design, base->config()));
        const Tuning tuning(design, *base, 2, Pooling::Cls, 0);
        CHECK(tuning.trained() == count(design, base->config(), 2, Pooling::Cls).trained);
    }
    const Design adapters = parseDesign("pfeiffer:m=3"),
                 fusion = parseDesign("fusion:of=0123456789abcdef+fedcba9876543210");
    const TrainedRun run{adapters, Tuning(adapters, *base, 2, Pooling::Cls, 0).stored()};
    const Tuning tuning(fusion, *base, 2, Pooling::Cls, 0, {{"0123456789abcdef", run}, {"fedcba9876543210", run}});
    CHECK(tuning.trained() == count(fusion, base->config(), 2, Pooling::Cls).trained);
}
