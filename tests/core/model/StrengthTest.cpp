// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <string>

#include "core/model/Encoder.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Tunings over a tiny base whose head reads a pooler, all of whose trained numbers have moved.
struct Tuned {
    explicit Tuned(at::ScalarType type) : base(tinyBase(type, 1, withPooler())) {}

    Tuning of(const std::string& design) const { return {parseDesign(design), *base, 3, Pooling::Pooler, 5}; }
    Tuning moved(const std::string& design) const {
        Tuning tuning = of(design);
        moveTrained(tuning, 11);
        return tuning;
    }
    /// A design that trains some of what the other does, with the same numbers.
    Tuning takenFrom(const Tuning& other, const std::string& design) const {
        Tuning tuning = of(design);
        NamedTensors state;
        for (const auto& [name, tensor] : tuning.state())
            state[name] = other.state().at(name);
        tuning.load(state);
        return tuning;
    }
    at::Tensor logits(const Tuning& tuning, const Strength& strength = {}) const {
        const at::NoGradGuard guard;
        const ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch, .strength = strength};
        return classify(pass, encode(pass), 0);
    }

    static BaseConfig withPooler() {
        BaseConfig config = tinyConfig();
        config.hasPooler = true;
        return config;
    }
    std::shared_ptr<const Base> base;
    Batch batch = makeBatch({encodingOf({1, 5, 9, 2}), encodingOf({1, 3, 2})}, at::kCPU);
};

}  // namespace

TEST_CASE("With one part of a union muted the other acts as if it were alone, bit for bit") {
    const Tuned tuned(at::kFloat);
    for (const auto& [first, second] :
         std::vector<std::pair<std::string, std::string>>{{"lora:r=2", "houlsby:m=3,sites=ffn,layernorm=none"},
                                                          {"houlsby:m=3,layernorm=none", "bitfit"},
                                                          {"pfeiffer:m=4", "invertible"},
                                                          {"ladder:m=4", "lora:r=2"},
                                                          {"prompt:length=4", "ia3"},
                                                          {"prompt:length=4,entry=words", "layernorm"},
                                                          {"lora:r=2,targets=query", "ia3:targets=query+ffn"},
                                                          {"top:k=1", "lora:r=2,layers=0"},
                                                          {"mam:length=3,hidden=5,m=4", "lora:r=2"},
                                                          {"prefix:length=3,positions=shifted", "peanut:r=2"},
                                                          {"lora:r=2,targets=pooler", "lora:r=2,targets=words"}}) {
        CAPTURE(first, second);
        const Tuning both = tuned.moved(first + " & " + second);
        const auto without = [&](std::size_t muted) {
            return tuned.logits(both, [muted](const TunedPlace& place) { return place.part == muted ? 0 : 1; });
        };
        CHECK(at::equal(without(1), tuned.logits(tuned.takenFrom(both, first))));
        CHECK(at::equal(without(0), tuned.logits(tuned.takenFrom(both, second))));
        CHECK_FALSE(at::equal(without(0), tuned.logits(both)));
        CHECK_FALSE(at::equal(without(1), tuned.logits(both)));
    }
}

TEST_CASE("With one sub-layer or one layer muted the others act as if they were alone, bit for bit") {
    const Tuned tuned(at::kFloat);
    const Tuning whole = tuned.moved("houlsby:m=3,layernorm=none");
    const auto with = [&](const std::string& settings) {
        return tuned.logits(tuned.takenFrom(whole, "houlsby:m=3,layernorm=none," + settings));
    };
    const auto muted = [&](const auto& isMuted) {
        return tuned.logits(whole, [&](const TunedPlace& place) { return isMuted(place) ? 0 : 1; });
    };
    CHECK(at::equal(muted([](const TunedPlace& place) { return place.site == Site::Attention; }), with("sites=ffn")));
    CHECK(at::equal(muted([](const TunedPlace& place) { return place.site == Site::Ffn; }), with("sites=attention")));
    CHECK(at::equal(muted([](const TunedPlace& place) { return place.layer == 0; }), with("layers=1")));
    CHECK_FALSE(at::equal(with("sites=ffn"), with("sites=attention")));
}

TEST_CASE("A scaled LoRA part is LoRA of a smaller alpha") {
    const Tuned tuned(at::kDouble);
    const Tuning whole = tuned.moved("lora:r=2,targets=query+ffn-out+words");
    const auto smaller = tuned.logits(tuned.takenFrom(whole, "lora:r=2,alpha=0.74,targets=query+ffn-out+words"));
    CHECK(difference(tuned.logits(whole, [](const TunedPlace&) { return 0.37; }), smaller) < 1e-12);
    CHECK(difference(tuned.logits(whole), smaller) > 1e-3);

    const Tuning layers = tuned.moved("lora:r=2,layers=0 & lora:r=2,layers=1");
    const auto upperSmaller = tuned.logits(tuned.takenFrom(layers, "lora:r=2,layers=0 & lora:r=2,alpha=0.74,layers=1"));
    CHECK(difference(tuned.logits(layers, [](const TunedPlace& place) { return place.part == 1 ? 0.37 : 1; }),
                     upperSmaller) < 1e-12);
    CHECK(difference(tuned.logits(layers, [](const TunedPlace& place) { return place.layer == 1 ? 0.37 : 1; }),
                     upperSmaller) < 1e-12);
}

TEST_CASE("A pass asks for the strength of every place where a part acts, and of no other") {
    const Tuned tuned(at::kFloat);
    const Tuning tuning = tuned.moved(
        "pfeiffer:m=2,layernorm=all & lora:r=2,targets=pooler+words & prefix:length=2,positions=shifted & "
        "ladder:m=4");
    std::set<std::string> asked;
    tuned.logits(tuning, [&](const TunedPlace& place) {
        asked.insert(std::to_string(place.part) + " in " + std::to_string(place.layer) + ' ' + toText(place.site));
        return 1;
    });
    CHECK(asked == std::set<std::string>{"0 in -1 embeddings", "0 in 0 attention", "0 in 0 ffn", "0 in 1 attention",
                                         "0 in 1 ffn", "1 in -1 embeddings", "1 in 2 pooler", "2 in -1 embeddings",
                                         "2 in 0 attention", "2 in 1 attention", "3 in 2 last-state"});
}
