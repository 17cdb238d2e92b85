// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/model/Encoder.h"
#include "core/model/families/Families.h"
#include "tests/core/model/TinyClassifier.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Every method and every setting that changes what is trained; all fit a base of two layers or more.
const std::vector<std::string> designs{
    "houlsby",
    "houlsby:m=3",
    "houlsby:m=1,sites=attention",
    "houlsby:m=5,sites=ffn,layernorm=none",
    "houlsby:m=4,layers=1",
    "houlsby:m=4,layers=none",
    "houlsby:m=4,layers=0,form=parallel",
    "houlsby:m=4,skip=off,init=lora",
    "houlsby:m=4,layernorm=none,head=off",
    "houlsby:m=40",
    "pfeiffer",
    "pfeiffer:m=4,layernorm=all",
    "parallel:m=6",
    "parallel:m=6,scale=learned,sites=attention+ffn",
    "adapter:m=3,gating=on",
    "adapter:m=3,own-layernorm=before",
    "adapter:m=3,own-layernorm=after,gating=on",
    "adapter:m=3,scale=channel",
    "adapter:m=3,scale=learned,own-layernorm=before,gating=on,layernorm=none",
    "adapter:m=7@0+2@1",
    "adapter:m=7@1",
    "adapter:m=3,drop=1",
    "adapter:m=3,original-layernorm=before",
    "full",
    "full:head=off",
    "top:k=1",
    "top:k=2",
    "top:k=2,head=off",
    "layernorm",
    "layernorm:head=off",
    "head",
    "bitfit",
    "bitfit:biases=query+intermediate",
    "lora",
    "lora:r=3,targets=key+output+ffn-in+ffn-out",
    "ia3",
    "ia3:targets=query+output+ffn-in",
    "prefix:length=3,hidden=5",
    "prefix:length=3,hidden=0,gating=on",
    "prompt:length=4",
    "prompt:length=4,entry=words",
    "lora:r=2,dora=on,gating=on",
    "lora:r=2,targets=value+words,layers=1",
    "bitfit:biases=value+output",
    "peanut:r=2,pairs=1,targets=value+ffn-in",
    "compacter:m=4",
    "compacter:m=8,phm=8,rank=2,sites=attention",
    "pfeiffer:m=4 & invertible",
    "ladder",
    "ladder:m=4",
    "ladder:m=4 & pfeiffer:m=4",
    "ladder:m=8 & prompt:length=4",
    "mam:length=3,hidden=5,m=4",
    "unipelt:length=3,hidden=5,m=4,r=2",
    "houlsby:m=3,layernorm=none & bitfit",
    "prefix:length=3,hidden=5 & parallel:m=4",
    "lora:r=2 & houlsby:m=3,sites=ffn",
};

void checkCounts(const Base& base, const std::vector<Pooling>& poolings, std::vector<std::string> more = {}) {
    more.insert(more.end(), designs.begin(), designs.end());
    for (const auto& text : more)
        for (const int classes : {2, 3})
            for (const auto pooling : poolings) {
                INFO(text << ", " << classes << " classes, " << toText(pooling));
                const auto design = parseDesign(text);
                REQUIRE_NOTHROW(requireValid(design, base.config()));
                const auto budget = count(design, base.config(), classes, pooling);
                std::map<std::string, std::int64_t> counted;
                for (const auto& component : budget.components)
                    counted[component.name] = component.parameters;
                const Tuning tuning(design, base, classes, pooling, 0);
                CHECK(tuning.components() == counted);
                CHECK(tuning.trained() == budget.trained);
            }
}

Tuning tinyTuning(const Base& base, const std::string& design, std::uint64_t seed) {
    return {parseDesign(design), base, 3, Pooling::Mean, seed};
}

}  // namespace

TEST_CASE("What is trained is what the closed form counts for every method and setting") {
    const auto folder = sharedData("reference/models/bert");
    REQUIRE_AVAILABLE(folder);
    checkCounts(*Base::load(folder, at::kFloat), {Pooling::Pooler, Pooling::Cls, Pooling::Mean},
                {"lora:r=2,targets=value+pooler+words"});
}

TEST_CASE("Over a base without a pooler what is trained is what the closed form counts") {
    checkCounts(*tinyBase(at::kFloat), {Pooling::Cls, Pooling::Mean});
}

TEST_CASE("Every method trains what it counts, so none lacks its parts") {
    const auto base = tinyBase(at::kFloat);
    for (const MethodInfo& method : methods()) {
        if (method.name == "fusion")
            continue;  // of trained runs: FusionTest
        CAPTURE(method.name);
        const Tuning tuning(method.defaults, *base, 2, Pooling::Mean, 0);
        CHECK(tuning.trained() == count(method.defaults, base->config(), 2, Pooling::Mean).trained);
    }
}

TEST_CASE("Every family has a pass") {
    for (const Family& family : families())
        CHECK(familyPass(family.name).name == family.name);
}

TEST_CASE("A fresh tuning starts from the base and a seed decides what is drawn") {
    const auto base = tinyBase(at::kFloat);
    const auto first = tinyTuning(*base, "houlsby:m=3", 4).state(), again = tinyTuning(*base, "houlsby:m=3", 4).state(),
               other = tinyTuning(*base, "houlsby:m=3", 5).state();
    int drawn = 0;
    for (const auto& [name, tensor] : first) {
        CAPTURE(name);
        CHECK(at::equal(tensor, again.at(name)));
        if (base->tensors().contains(name)) {
            CHECK(at::equal(tensor, base->tensor(name)));
        } else if (name.ends_with(".bias")) {
            CHECK(tensor.abs().max().item<double>() == 0);
        } else {
            CHECK_FALSE(at::equal(tensor, other.at(name)));
            ++drawn;
        }
    }
    CHECK(drawn == 2 * 2 * 2 + 1);  // two projections, two sites, two layers, and the head
}

TEST_CASE("Designs under one seed start from the same head") {
    const auto base = tinyBase(at::kFloat);
    const auto expected = tinyTuning(*base, "head", 3).headWeight();
    for (const auto* design : {"houlsby:m=2", "full", "top", "layernorm"})
        CHECK(at::equal(tinyTuning(*base, design, 3).headWeight(), expected));
}

TEST_CASE("The lowest trained layer is where frozen states may be kept") {
    const auto base = tinyBase(at::kFloat);
    for (const auto& [design, lowest] : {std::pair{"full", -1},
                                         {"layernorm", -1},
                                         {"houlsby:m=2", -1},
                                         {"houlsby:m=2,layernorm=none", 0},
                                         {"houlsby:m=2,layernorm=none,layers=1", 1},
                                         {"adapter:m=2,layernorm=none,drop=1", 1},
                                         {"top:k=1", 1},
                                         {"top:k=2", 0},
                                         {"ladder:m=4", 0},
                                         {"head", 2}}) {
        CAPTURE(design);
        CHECK(tinyTuning(*base, design, 0).lowestTrained() == lowest);
    }
}

TEST_CASE("What is trained below a layer is what takes effect only there") {
    BaseConfig config = tinyConfig();  // d = 8, d_ff = 12, 2 layers
    config.hasPooler = true;
    const auto base = tinyBase(at::kFloat, 1, config);
    for (const auto& [design, below] : std::vector<std::pair<std::string, std::vector<std::int64_t>>>{
             {"head", {0, 0, 0}},
             {"lora:r=2", {0, 64, 128}},              // two products a layer, r (8 + 8) each
             {"lora:r=2,targets=pooler", {0, 0, 0}},  // above the layers
             {"lora:r=2,targets=words", {0, 0, 0}},   // below them
             {"layernorm", {0, 32, 64}},              // two a layer; that of the embeddings is below
             {"pfeiffer:m=3,layers=1", {0, 0, 59}},   // 2md + m + d
             {"prompt:length=4", {0, 0, 0}},
             {"ladder:m=4", {0, 0, 0}},  // beside all of them
             {"compacter:m=4,phm=2,sites=ffn",
              {0, 36, 80}}}) {  // per layer 2 (d + m) + m + d; the rule, n^3, is shared
        CAPTURE(design);
        const Tuning tuning(parseDesign(design), *base, 3, Pooling::Pooler, 0);
        for (std::size_t end = 0; end < below.size(); ++end)
            CHECK(tuning.trainedBelow(static_cast<int>(end)) == below[end]);
    }
}

TEST_CASE("A tuning comes back from its file bit for bit") {
    const auto base = tinyBase(at::kFloat);
    const TempFolder folder;
    const auto batch = makeBatch({encodingOf({1, 5, 9, 2}), encodingOf({1, 3, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    for (const auto* design : {"adapter:m=3,gating=on,own-layernorm=before,scale=channel", "full", "top", "head"}) {
        CAPTURE(design);
        const auto saved = tinyTuning(*base, design, 1);
        auto loaded = tinyTuning(*base, design, 2);
        const auto logits = [&](const Tuning& tuning) {
            const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
            return classify(pass, encode(pass), 0);
        };
        CHECK_FALSE(at::equal(logits(saved), logits(loaded)));
        writeSafeTensors(folder / "tuning.safetensors", saved.state());
        loaded.load(readSafeTensors(folder / "tuning.safetensors").tensors);
        CHECK(at::equal(logits(saved), logits(loaded)));
    }
}

TEST_CASE("Muting everything that a tuning changes gives the base's states and logits bit for bit") {
    BaseConfig config = tinyConfig();
    config.hasPooler = true;
    const auto base = tinyBase(at::kFloat, 1, config);
    const auto batch = makeBatch({encodingOf({1, 5, 9, 2}), encodingOf({1, 3, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    const auto states = [&](const Tuning& tuning, Strength strength) {
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch, .strength = std::move(strength)};
        const std::vector<Tokens> all = hiddenStates(pass);
        std::vector<at::Tensor> each;
        for (const Tokens& state : all)
            each.push_back(state.hidden);
        each.push_back(classify(pass, all.back(), 0));
        return each;
    };
    const auto plain = states(Tuning(parseDesign("head"), *base, 3, Pooling::Pooler, 1), {});
    std::vector<std::string> muted = designs;
    muted.insert(muted.end(),
                 {"houlsby:m=3,sigma=0.5", "lora:r=2,targets=pooler+words", "lora:r=2,targets=pooler,gating=on",
                  "lora:r=2,targets=pooler,dora=on & ia3:targets=ffn-in"});
    for (const std::string& design : muted) {
        if (design == "head")
            continue;  // which is not muted
        CAPTURE(design);
        const Tuning tuning(parseDesign(design), *base, 3, Pooling::Pooler, 1);
        for (const auto& parameter : tuning.parameters())
            if (parameter.component != "head")
                at::Tensor(parameter.tensor).mul_(1.5).add_(0.01);  // far from where it started
        const auto without = states(tuning, [](const TunedPlace&) { return 0.0; });
        for (std::size_t i = 0; i < plain.size(); ++i)
            CHECK(at::equal(without.at(i), plain[i]));
        const auto with = states(tuning, {}), whole = states(tuning, [](const TunedPlace&) { return 1.0; });
        CHECK_FALSE(at::equal(with.back(), plain.back()));
        CHECK(at::equal(with.back(), whole.back()));
    }
}

TEST_CASE("Muting one layer leaves what the other changes") {
    const auto base = tinyBase(at::kFloat);
    const auto batch = makeBatch({encodingOf({1, 5, 9, 2}), encodingOf({1, 3, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    for (const auto* design : {"houlsby:m=3,sigma=0.5", "pfeiffer:m=3", "houlsby:m=3,skip=off", "full", "layernorm"}) {
        CAPTURE(design);
        const auto tuning = tinyTuning(*base, design, 1);
        for (const auto& parameter : tuning.parameters())
            at::Tensor(parameter.tensor).mul_(1.5).add_(0.01);
        const auto plain = hiddenStates({.base = *base, .batch = batch});
        const auto upper =
            hiddenStates({.base = *base, .tuning = &tuning, .batch = batch, .strength = [](const TunedPlace& place) {
                              return place.layer == 1 ? 1.0 : 0.0;
                          }});
        CHECK(at::equal(upper[1].hidden, plain[1].hidden));
        CHECK_FALSE(at::equal(upper[2].hidden, plain[2].hidden));
    }
}

TEST_CASE("Gradients of BitFit equal finite differences through the whole encoder") {
    for (const auto* design : {"bitfit", "bitfit:biases=query+intermediate", "houlsby:m=2,layernorm=none & bitfit"})
        checkGradients(design);
}

TEST_CASE("Biases that have not moved leave the logits as they are") {
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2})}, at::kCPU);
    const at::NoGradGuard guard;
    const Tuning plain(parseDesign("head"), *base, 3, Pooling::Mean, 5),
        biases(parseDesign("bitfit"), *base, 3, Pooling::Mean, 5);
    const auto logits = [&](const Tuning& tuning) {
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        return classify(pass, encode(pass), 0);
    };
    CHECK(difference(logits(biases), logits(plain)) < 1e-14);
}
