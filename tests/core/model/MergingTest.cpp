// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/common/Error.h"
#include "core/model/Encoder.h"
#include "core/model/Merging.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A tuning of a design over a tiny base of a family, in float64 and far from where it started.
struct Tuned {
    Tuned(const std::string& design, const std::string& family)
        : base(tinyBase(at::kDouble, 1, configOf(family))),
          tuning(parseDesign(design), *base, 3, base->config().defaultPooling, 5) {
        moveTrained(tuning, 9);
    }

    static BaseConfig configOf(const std::string& family) {
        BaseConfig config = tinyConfig();
        config.family = family;
        config.hasPooler = family == "bert";
        config.defaultPooling = config.hasPooler ? Pooling::Pooler : Pooling::Cls;
        return config;
    }

    /// Of the tuning's head over a base, with or without the rest of the tuning.
    at::Tensor logits(const Base& over, bool isTuned) const {
        const at::NoGradGuard guard;
        const ForwardPass pass{.base = over, .tuning = isTuned ? &tuning : nullptr, .batch = batch};
        return at::linear(pool(pass, encode(pass), tuning.pooling()), tuning.headWeight(), tuning.headBias());
    }

    std::shared_ptr<const Base> base;
    Tuning tuning;
    Batch batch = makeBatch({encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2}), encodingOf({1, 20, 21, 2})}, at::kCPU);
};

const std::vector<std::string> mergeable{
    "lora",
    "lora:r=3,targets=query+key+value+output+ffn-in+ffn-out",
    "lora:r=3,alpha=8,rank-scaling=on,layers=1",
    "lora:r=2,dora=on,targets=value+output+ffn-in",
    "lora:r=2,targets=value+words",
    "lora:r=2,dora=on,targets=query+pooler",
    "ia3",
    "ia3:targets=query+context+output+ffn-in+ffn-out",
    "peanut:r=2,pairs=1,targets=value+ffn-in",
    "bitfit",
    "layernorm",
    "top:k=1",
    "full",
    "lora:r=2 & bitfit",
    "lora:r=2,dora=on & bitfit",
    "lora:r=2,targets=value+ffn-in & layernorm",
    "lora:r=2,targets=key+words & full",
    "ia3 & lora:r=2,targets=key+value+ffn-out",
};

}  // namespace

TEST_CASE("A base with a tuning merged into it computes what base and tuning do") {
    for (const auto* family : {"bert", "distilbert"})
        for (const std::string& design : mergeable) {
            CAPTURE(family, design);
            const Tuned tuned(design, family);
            const auto update = mergingUpdate(*tuned.base, tuned.tuning);
            CHECK_FALSE(update.empty());
            const Base merged(tuned.base->config(), withUpdate(tuned.base->tensors(), update), "the merged base");
            const auto expected = tuned.logits(*tuned.base, true);
            CHECK(difference(tuned.logits(merged, false), expected) < 1e-9);
            CHECK(difference(tuned.logits(*tuned.base, false), expected) > 1e-3);
        }
}

TEST_CASE("What was merged can be taken out again") {
    for (const std::string& design : mergeable) {
        CAPTURE(design);
        const Tuned tuned(design, "bert");
        const auto update = mergingUpdate(*tuned.base, tuned.tuning);
        const auto back = withUpdate(withUpdate(tuned.base->tensors(), update), update, -1);
        for (const auto& [name, tensor] : tuned.base->tensors())
            CHECK(difference(back.at(name), tensor) < 1e-9);
    }
}

TEST_CASE("Merging changes the tensors that are tuned and no others") {
    const Tuned head("head", "bert");
    CHECK(mergingUpdate(*head.base, head.tuning).empty());
    const Tuned tuned("lora:r=2,layers=1", "bert");
    std::set<std::string> names;
    for (const auto& [name, change] : mergingUpdate(*tuned.base, tuned.tuning))
        if (change.abs().max().item<double>() > 0)
            names.insert(name);
    CHECK(names == std::set<std::string>{"encoder.layer.1.attention.self.query.weight",
                                         "encoder.layer.1.attention.self.value.weight"});
}

TEST_CASE("What no matrix of the base can hold is refused by its name") {
    for (const auto& [design, named] : {std::pair{"houlsby:m=3", "bottleneck adapters"},
                                        {"compacter:m=4", "bottleneck adapters"},
                                        {"lora:r=2 & pfeiffer:m=3", "bottleneck adapters"},
                                        {"prefix:length=3,hidden=5", "keys and values of a prefix"},
                                        {"prompt:length=4", "tokens of a prompt"},
                                        {"invertible", "invertible adapters"},
                                        {"lora:r=2,gating=on & invertible", "invertible adapters"},
                                        {"ladder:m=4", "layers of a ladder"},
                                        {"lora:r=2,gating=on", "LoRA's gates"},
                                        {"lora:r=2,gating=on,targets=pooler", "LoRA's gates"}}) {
        CAPTURE(design);
        const Tuned tuned(design, "bert");
        CHECK_THROWS_MATCHES(mergingUpdate(*tuned.base, tuned.tuning), Error, says(named));
    }
}
