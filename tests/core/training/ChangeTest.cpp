// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/design/PartNames.h"
#include "core/model/Activation.h"
#include "core/model/Encoder.h"
#include "core/training/Identity.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Tuning freshTuning(const Base& base, const std::string& design) {
    return {parseDesign(design), base, 3, Pooling::Mean, 5};
}

/// What training may make of it.
Tuning movedTuning(const Base& base, const std::string& design) {
    Tuning tuning = freshTuning(base, design);
    moveTrained(tuning, 11);
    return tuning;
}

std::vector<IdentityPoint> changesOf(const Base& base, const Tuning& tuning, const std::vector<Encoding>& texts) {
    const at::NoGradGuard guard;
    const auto batch = makeBatch(texts, at::kCPU);
    IdentityMeter meter;
    encode({.base = base,
            .tuning = &tuning,
            .batch = batch,
            .observer = meter.observer(tuning.hasSkip()),
            .changes = meter.changes()});
    return meter.take();
}

std::vector<Encoding> someTexts() {
    return {encodingOf({1, 7, 3, 9, 2}), encodingOf({1, 4, 2}), encodingOf({1, 20, 21, 2})};
}

/// "attention 0 output", …
std::vector<std::string> placesOf(const std::vector<IdentityPoint>& points) {
    std::vector<std::string> places;
    for (const IdentityPoint& point : points)
        places.push_back(toText(point.site) + ' ' + std::to_string(point.layer) + ' ' + toText(point.measured));
    return places;
}

using Places = std::vector<std::string>;

/// One layer of the tiny base, calculated without the library's blocks: its tensors by role, and a prefix.
struct PlainLayer {
    const BaseConfig& config;
    std::map<Role, at::Tensor> weights, biases, gains;
    at::Tensor keysBefore = {}, valuesBefore = {};

    PlainLayer(const Base& base, int layer) : config(base.config()) {
        for (const TensorFact& fact : tensorFacts(config))
            if (fact.layer == layer) {
                auto& place = fact.kind == TensorKind::Matrix ? weights
                              : fact.kind == TensorKind::Bias ? biases
                                                              : gains;
                place[fact.role] = base.tensor(fact.key());
            }
    }

    at::Tensor through(Role role, const at::Tensor& x) const { return x.mm(weights.at(role).t()) + biases.at(role); }
    /// Of one text [tokens, d].
    at::Tensor attention(const at::Tensor& x) const {
        const auto q = through(Role::Query, x);
        auto k = through(Role::Key, x), v = through(Role::Value, x);
        if (keysBefore.defined()) {
            k = at::cat({keysBefore, k});
            v = at::cat({valuesBefore, v});
        }
        const std::int64_t width = config.hidden / config.heads;
        std::vector<at::Tensor> heads;
        for (std::int64_t i = 0; i < config.heads; ++i) {
            const auto own = [&](const at::Tensor& all) { return all.narrow(1, i * width, width); };
            const auto scores = own(q).mm(own(k).t()) / std::sqrt(static_cast<double>(width));
            heads.push_back(at::softmax(scores, 1).mm(own(v)));
        }
        return through(Role::AttentionOut, at::cat(heads, 1));
    }
    at::Tensor ffn(const at::Tensor& x) const {
        return through(Role::FfnOut, activate(config.activation, through(Role::FfnIn, x)));
    }
    at::Tensor norm(Role role, const at::Tensor& x) const {
        const auto centred = x - x.mean(1, true);
        const auto size = (centred.square().mean(1, true) + config.layerNormEps).sqrt();
        return centred / size * gains.at(role) + biases.at(role);
    }
};

double relative(const at::Tensor& now, const at::Tensor& before) {
    return ((now - before).norm(2, {1}) / before.norm(2, {1})).mean().item<double>();
}

/// The tuned layers beside the base's, as `change` makes each of them from the base's.
template <typename Change>
void checkAgainstPlainLayers(const std::string& design, Change change) {
    CAPTURE(design);
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const auto tuning = movedTuning(*base, design);
    const std::vector<Encoding> text{encodingOf({1, 7, 3, 9, 15, 2})};
    const auto batch = makeBatch(text, at::kCPU);
    const auto states = hiddenStates({.base = *base, .tuning = &tuning, .batch = batch});
    const auto state = tuning.state();
    const auto points = changesOf(*base, tuning, text);
    const auto measuredAt = [&](int layer, Site site) {
        for (const IdentityPoint& point : points)
            if (point.layer == layer && point.site == site)
                return std::optional(point);
        return std::optional<IdentityPoint>();
    };
    for (int layer = 0; layer < base->config().layers; ++layer) {
        CAPTURE(layer);
        const PlainLayer before(*base, layer);
        PlainLayer now(*base, layer);
        change(now, state, layer);
        const auto& t = states[static_cast<std::size_t>(layer)].hidden;
        const auto check = [&](Site site, const at::Tensor& input, Role norm, const auto& output) {
            const auto ours = output(now, input), theirs = output(before, input);
            const auto result = now.norm(norm, ours + input);
            if (const auto point = measuredAt(layer, site)) {
                CAPTURE(toText(site));
                const double expected = point->measured == Measured::Output
                                            ? relative(ours, theirs)
                                            : relative(result, before.norm(norm, theirs + input));
                CHECK(expected > 1e-3);
                CHECK(point->distance == Approx(expected).epsilon(1e-9));
            }
            return result;
        };
        const auto attended = check(Site::Attention, t, Role::AttentionNorm,
                                    [](const PlainLayer& own, const at::Tensor& x) { return own.attention(x); });
        const auto end = check(Site::Ffn, attended, Role::FfnNorm,
                               [](const PlainLayer& own, const at::Tensor& x) { return own.ffn(x); });
        CHECK(difference(end, states[static_cast<std::size_t>(layer) + 1].hidden) < 1e-9);
    }
}

std::string productOf(const Base& base, Role role, int layer) {
    return roleName(base.config(), role, layer);
}

}  // namespace

TEST_CASE("What is measured depends on what a design changes") {
    const auto base = tinyBase(at::kFloat);
    const auto places = [&](const std::string& design) {
        return placesOf(changesOf(*base, freshTuning(*base, design), someTexts()));
    };
    const Places results{"embeddings -1 result", "attention 0 result", "ffn 0 result", "attention 1 result",
                         "ffn 1 result"};
    for (const auto* design : {"layernorm", "bitfit", "full", "lora:targets=words & layernorm"}) {
        CAPTURE(design);
        CHECK(places(design) == results);
    }
    CHECK(places("top:k=1") == Places{"attention 1 result", "ffn 1 result"});
    CHECK(places("bitfit:biases=query+intermediate") ==
          Places{"attention 0 output", "ffn 0 output", "attention 1 output", "ffn 1 output"});
    CHECK(places("lora:layers=1") == Places{"attention 1 output"});
    CHECK(places("lora:targets=ffn-out") == Places{"ffn 0 output", "ffn 1 output"});
    CHECK(places("ia3") == Places{"attention 0 output", "ffn 0 output", "attention 1 output", "ffn 1 output"});
    CHECK(places("prefix:length=2,hidden=0") == Places{"attention 0 output", "attention 1 output"});
    CHECK(places("prompt:length=2") == Places{"attention 0 output", "attention 1 output"});
    CHECK(places("prompt:length=2,entry=words") ==
          Places{"embeddings -1 result", "attention 0 output", "attention 1 output"});
    CHECK(places("invertible") == Places{"embeddings -1 result"});
    CHECK(places("ladder:m=4") == Places{"last-state 2 result"});
    CHECK(places("ladder:m=4 & lora:layers=1") == Places{"attention 1 output", "last-state 2 result"});
    CHECK(places("head").empty());
}

TEST_CASE("Adapters speak for their own sub-layers and the rest of a union for the others") {
    const auto base = tinyBase(at::kFloat);
    const auto points = [&](const std::string& design) {
        return changesOf(*base, freshTuning(*base, design), someTexts());
    };
    // LayerNorms that adapters train along with them add no place.
    CHECK(placesOf(points("houlsby:m=4,sites=ffn")) == Places{"ffn 0 adapter", "ffn 1 adapter"});
    const auto alone = points("houlsby:m=4,sites=ffn,layernorm=none");
    const auto both = points("houlsby:m=4,sites=ffn,layernorm=none & lora");
    CHECK(placesOf(both) == Places{"attention 0 output", "ffn 0 adapter", "attention 1 output", "ffn 1 adapter"});
    CHECK(both[0].distance == 0);
    CHECK(both[1].distance == alone[0].distance);
    CHECK(both[3].distance == alone[1].distance);
    CHECK(placesOf(points("houlsby:m=4,layernorm=none & lora")) ==
          Places{"attention 0 adapter", "ffn 0 adapter", "attention 1 adapter", "ffn 1 adapter"});
}

TEST_CASE("Methods that start at the base have distance 0 everywhere and others do not") {
    const auto base = tinyBase(at::kFloat);
    for (const auto* design : {"lora", "lora:dora=on", "lora:targets=words", "ia3", "peanut", "bitfit", "layernorm",
                               "top:k=1", "full", "lora:gating=on & ia3:targets=ffn"}) {
        CAPTURE(design);
        const auto points = changesOf(*base, freshTuning(*base, design), someTexts());
        CHECK_FALSE(points.empty());
        for (const IdentityPoint& point : points) {
            CHECK(point.distance == 0);
            CHECK(point.p95 == 0);
        }
    }
    for (const auto* design : {"prefix:length=2", "prefix:length=2,hidden=0", "prompt:length=2",
                               "prompt:length=2,place=after-first", "invertible", "ladder:m=4"}) {
        CAPTURE(design);
        const auto points = changesOf(*base, freshTuning(*base, design), someTexts());
        CHECK_FALSE(points.empty());
        for (const IdentityPoint& point : points)
            CHECK(point.distance > 1e-5);
    }
}

TEST_CASE("Observers leave every logit as it is") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kFloat);
    const auto batch = makeBatch(someTexts(), at::kCPU);
    for (const auto* design : {"houlsby:m=4", "compacter:m=4", "lora", "ia3", "peanut", "bitfit", "layernorm", "full",
                               "top:k=1", "prefix:length=2", "prompt:length=2", "invertible", "ladder:m=4",
                               "houlsby:m=4,sites=ffn,layernorm=none & lora"}) {
        CAPTURE(design);
        const auto tuning = movedTuning(*base, design);
        ForwardPass pass{.base = *base, .tuning = &tuning, .batch = batch};
        const auto before = classify(pass, encode(pass), 0);
        IdentityMeter meter;
        pass.observer = meter.observer(tuning.hasSkip());
        pass.changes = meter.changes();
        CHECK(at::equal(classify(pass, encode(pass), 0), before));
        CHECK_FALSE(meter.take().empty());
    }
}

TEST_CASE("The change of LoRA is that of a sub-layer whose matrices hold the update") {
    const auto base = tinyBase(at::kDouble);
    checkAgainstPlainLayers(
        "lora:r=2,alpha=4,targets=query+value+ffn-in", [&](PlainLayer& layer, const NamedTensors& state, int index) {
            for (const Role role : {Role::Query, Role::Value, Role::FfnIn}) {
                const auto name = productOf(*base, role, index);
                layer.weights[role] =
                    layer.weights[role] + state.at(name + ".lora_B.weight").mm(state.at(name + ".lora_A.weight")) * 2;
            }
        });
}

TEST_CASE("The change of (IA)3 is that of a sub-layer whose streams are scaled") {
    const auto base = tinyBase(at::kDouble);
    checkAgainstPlainLayers("ia3", [&](PlainLayer& layer, const NamedTensors& state, int index) {
        for (const Role role : {Role::Key, Role::Value}) {
            const auto scale = state.at(productOf(*base, role, index) + ".ia3.scale");
            layer.weights[role] = layer.weights[role] * scale.unsqueeze(1);
            layer.biases[role] = layer.biases[role] * scale;
        }
        const auto scale = state.at(productOf(*base, Role::FfnOut, index) + ".ia3_input.scale");
        layer.weights[Role::FfnOut] = layer.weights[Role::FfnOut] * scale;
    });
}

TEST_CASE("The change of BitFit is that of a sub-layer with its biases and LayerNorm") {
    const auto base = tinyBase(at::kDouble);
    checkAgainstPlainLayers("bitfit", [&](PlainLayer& layer, const NamedTensors& state, int index) {
        for (auto& [role, bias] : layer.biases)
            bias = state.at(productOf(*base, role, index) + ".bias");
    });
}

TEST_CASE("The change of a prefix is that of an attention with more keys and values") {
    checkAgainstPlainLayers("prefix:length=3,hidden=0", [](PlainLayer& layer, const NamedTensors& state, int index) {
        layer.keysBefore = state.at(prefixTensors(index) + "keys");
        layer.valuesBefore = state.at(prefixTensors(index) + "values");
    });
}

TEST_CASE("The change of hidden state 0 is that from the base's own") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch(someTexts(), at::kCPU);
    const auto tuning = movedTuning(*base, "invertible");
    const auto now = embed({.base = *base, .tuning = &tuning, .batch = batch}).hidden,
               before = embed({.base = *base, .batch = batch}).hidden;
    const auto points = changesOf(*base, tuning, someTexts());
    REQUIRE(points.size() == 1);
    CHECK(points[0].distance == Approx(relative(now, before)).epsilon(1e-9));
}

TEST_CASE("The change of the last hidden state is that from what the topmost layer gives") {
    const at::NoGradGuard guard;
    const auto base = tinyBase(at::kDouble);
    const auto batch = makeBatch(someTexts(), at::kCPU);
    const auto tuning = movedTuning(*base, "ladder:m=4 & prompt:length=2");
    const auto last = [&](const Strength& strength) {
        return ownStates(encode({.base = *base, .tuning = &tuning, .batch = batch, .strength = strength}));
    };
    const auto without = last([](const TunedPlace& place) { return place.site == Site::LastState ? 0.0 : 1.0; });
    const auto points = changesOf(*base, tuning, someTexts());
    REQUIRE(points.size() == 3);
    CHECK(points[2].site == Site::LastState);
    CHECK(points[2].distance == Approx(relative(last({}), without)).epsilon(1e-9));
}

TEST_CASE("A change within the rounding of float32 counts as 0") {
    const auto before = torch::tensor({1.0, 0.0, 2.0, 0.0}, at::kDouble).view({2, 2});
    const auto now = before + torch::tensor({1e-6, 0.0, 0.5, 0.0}, at::kDouble).view({2, 2});
    IdentityMeter meter;
    meter.changes()(0, Site::Ffn, Measured::Output, now, before);
    const auto points = meter.take();
    CHECK(points.at(0).distance == Approx(0.125).epsilon(1e-12));  // of 0 and 0.25
    CHECK(points.at(0).measured == Measured::Output);
}
