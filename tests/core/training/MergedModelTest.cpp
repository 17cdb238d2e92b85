// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/model/Encoder.h"
#include "core/model/Random.h"
#include "core/training/MergedModel.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::shared_ptr<const Base> baseOf(const std::string& family) {
    BaseConfig config = tinyConfig();
    config.family = family;
    config.hasPooler = family == "bert";
    return tinyBase(at::kDouble, 1, config);
}

/// A design with a head of three classes, with or without a layer before its last.
LoadedAdapter adapterOf(const Base& base, const std::string& design, Pooling pooling,
                        std::optional<Activation> dense = {}) {
    auto generator = makeGenerator(3);
    const auto draw = [&](std::vector<std::int64_t> shape) {
        return at::empty(shape, at::kDouble).normal_(0, 1, generator);
    };
    LoadedHead head{.weight = draw({3, 8}), .bias = draw({3}), .pooling = pooling};
    if (dense) {
        head.denseWeight = draw({8, 8});
        head.denseBias = draw({8});
        head.activation = *dense;
    }
    SavedAdapter saved;
    saved.design = parseDesign(design);
    return {std::move(saved), Tuning(parseDesign(design), base, 3, pooling, 2), head};
}

}  // namespace

TEST_CASE("A head over the pooler is the classifier of BERT's class") {
    const auto base = baseOf("bert");
    const auto adapter = adapterOf(*base, "lora:r=2", Pooling::Pooler);
    const auto model = mergedModel(*base, adapter);
    CHECK(model.architecture == "BertForSequenceClassification");
    CHECK(model.head.empty());
    CHECK(model.tensors.size() == base->tensors().size() + 2);
    CHECK(at::equal(model.tensors.at("classifier.weight"), adapter.head->weight.to(at::kFloat)));
    CHECK(at::equal(model.tensors.at("bert.pooler.dense.weight"), base->tensor("pooler.dense.weight").to(at::kFloat)));
    for (const auto& [name, tensor] : model.tensors)
        CHECK(tensor.scalar_type() == at::kFloat);
}

TEST_CASE("A head with a layer of its own is in the place of BERT's pooler if it computes the same") {
    const auto base = baseOf("bert");
    const auto adapter = adapterOf(*base, "bitfit", Pooling::Cls, Activation::Tanh);
    const auto model = mergedModel(*base, adapter);
    CHECK(model.architecture == "BertForSequenceClassification");
    CHECK(at::equal(model.tensors.at("bert.pooler.dense.weight"), adapter.head->denseWeight.to(at::kFloat)));
    CHECK(at::equal(model.tensors.at("bert.pooler.dense.bias"), adapter.head->denseBias.to(at::kFloat)));
    CHECK(mergedModel(*base, adapterOf(*base, "bitfit", Pooling::Cls, Activation::Relu)).architecture == "BertModel");
}

TEST_CASE("A head that the class does not compute is kept apart") {
    const auto base = baseOf("bert");
    for (const Pooling pooling : {Pooling::Mean, Pooling::Cls}) {
        CAPTURE(toText(pooling));
        const auto adapter = adapterOf(*base, "lora:r=2", pooling);
        const auto model = mergedModel(*base, adapter);
        CHECK(model.architecture == "BertModel");
        CHECK(model.tensors.size() == base->tensors().size());
        CHECK(model.tensors.contains("encoder.layer.0.attention.self.query.weight"));
        REQUIRE(model.head.size() == 2);
        CHECK(at::equal(model.head.at("classifier.weight"), adapter.head->weight.to(at::kFloat)));
    }
}

TEST_CASE("DistilBERT's class computes a head over the first token with two layers") {
    const auto base = baseOf("distilbert");
    auto generator = makeGenerator(8);
    const auto states = at::empty({5, 8}, at::kDouble).normal_(0, 2, generator);
    for (const auto& dense : {std::optional<Activation>(), std::optional(Activation::Relu)}) {
        const auto adapter = adapterOf(*base, "lora:r=2", Pooling::Cls, dense);
        const auto model = mergedModel(*base, adapter);
        CHECK(model.architecture == "DistilBertForSequenceClassification");
        CHECK(model.tensors.contains("distilbert.transformer.layer.0.attention.q_lin.weight"));
        const auto get = [&](const char* name) { return model.tensors.at(name).to(at::kDouble); };
        CHECK(get("pre_classifier.weight").sizes().vec() == std::vector<std::int64_t>{8, 8});
        const auto inner = at::relu(at::linear(states, get("pre_classifier.weight"), get("pre_classifier.bias")));
        const auto logits = at::linear(inner, get("classifier.weight"), get("classifier.bias"));
        CHECK(difference(logits, adapter.head->logits(states)) < 1e-5);
    }
    CHECK(mergedModel(*base, adapterOf(*base, "lora:r=2", Pooling::Mean)).architecture == "DistilBertModel");
}

TEST_CASE("An adapter that cannot be merged is refused with its design") {
    const auto base = baseOf("bert");
    CHECK_THROWS_MATCHES(mergedModel(*base, adapterOf(*base, "pfeiffer:m=3", Pooling::Mean)), Error,
                         says("'pfeiffer:m=3' cannot be merged into its base: it has bottleneck adapters"));
}
