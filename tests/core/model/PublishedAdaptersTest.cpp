// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Adapter.h"
#include "core/model/Encoder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// AdapterHub's name of a tensor, as a tuning has it.
std::string ownName(std::string name) {
    for (const auto& [old, now] : {std::pair{"bert.", ""},
                                   {".adapters.task.", ".adapter."},
                                   {".adapter_down.0.", ".down."},
                                   {".adapter_up.", ".up."},
                                   {".scaling", ".scale"}})
        if (const auto at = name.find(old); at != std::string::npos)
            name.replace(at, std::string_view(old).size(), now);
    return name;
}

NamedTensors savedTuning(const std::filesystem::path& folder) {
    NamedTensors all;
    for (const auto* file : {"adapter.safetensors", "model_head.safetensors"})
        for (const auto& [name, tensor] : readSafeTensors(folder / file).tensors)
            all[ownName(name)] = tensor;
    return all;
}

/// The saved adapters of a configuration under our design, in float64, against AdapterHub's own logits. With its gate
/// AdapterHub averages over padding too: there only the rows without padding are comparable.
void checkLogits(const std::string& saved, const std::string& text, bool onlyLongest = false) {
    INFO(saved << " as " << text);
    const auto folder = sharedData("reference/adapters/bert__" + saved);
    const auto baseFolder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    REQUIRE_AVAILABLE(baseFolder);
    const auto base = Base::load(baseFolder, at::kDouble);
    const auto state = savedTuning(folder);
    auto design = parseDesign(text);
    settingsOf<AdapterSettings>(design).layerNorm = false;  // never part of AdapterHub's files
    Tuning tuning(design, *base, 3, Pooling::Pooler, 0);
    REQUIRE(tuning.parameters().size() == state.size());
    tuning.load(state);
    const auto reference = readSafeTensors(folder / "expected.safetensors").tensors;
    const auto mask = reference.at("attention_mask");
    const auto batch =
        makeBatch(withoutPadding(reference.at("input_ids"), mask, reference.at("token_type_ids")), at::kCPU);
    const at::NoGradGuard guard;
    const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
    auto found = classify(pass, encode(pass), 0), expected = reference.at("logits_f64");
    if (onlyLongest) {
        const auto whole = mask.sum(1).eq(mask.size(1)).nonzero().squeeze(1);
        REQUIRE(whole.numel() > 0);
        found = found.index_select(0, whole);
        expected = expected.index_select(0, whole);
    }
    CHECK(difference(found, expected) < 1e-10);
}

}  // namespace

TEST_CASE("Houlsby adapters saved by AdapterHub give its logits with every activation") {
    for (const auto& [saved, activation] : {std::pair{"swish", "swish"},
                                            {"gelu", "gelu"},
                                            {"gelu_new", "gelu-tanh"},
                                            {"relu", "relu"},
                                            {"tanh", "tanh"},
                                            {"leakyrelu", "leaky-relu"}})
        checkLogits(std::string("double_seq_bn_") + saved, std::string("houlsby:m=8,activation=") + activation);
}

TEST_CASE("Adapters saved by AdapterHub with scales and gates give its logits") {
    checkLogits("double_seq_bn_scaling2", "houlsby:m=8,activation=swish,scale=2");
    checkLogits("double_seq_bn_learned_scaling", "adapter:m=8,activation=swish,scale=learned");
    checkLogits("double_seq_bn_channel_scaling", "adapter:m=8,activation=swish,scale=channel");
    checkLogits("double_seq_bn_gating", "adapter:m=8,activation=swish,gating=on", true);
}

TEST_CASE("Adapters saved by AdapterHub in some layers or of several sizes give its logits") {
    checkLogits("double_seq_bn_leave_out", "houlsby:m=5,activation=swish,layers=1-2");
    checkLogits("double_seq_bn_reduction_map", "adapter:m=8@0+4@1-2,activation=swish");
    checkLogits("mh_only", "houlsby:m=8,sites=attention");
    checkLogits("seq_bn_lnbefore0_lnafter1", "houlsby:m=8,sites=ffn,activation=relu");
}

TEST_CASE("Pfeiffer adapters saved by AdapterHub give its logits") {
    checkLogits("seq_bn", "pfeiffer:m=8");
}

TEST_CASE("Parallel adapters saved by AdapterHub give its logits") {
    checkLogits("par_bn", "parallel:m=8");
    checkLogits("par_bn_scaling1", "parallel:m=8,scale=1");
    checkLogits("par_bn_learned_scaling", "parallel:m=8,scale=learned");
    checkLogits("par_bn_both", "parallel:m=8,sites=attention+ffn");
}
