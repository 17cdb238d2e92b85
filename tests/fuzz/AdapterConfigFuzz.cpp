// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// adapter_config.json of AdapterHub and PEFT: what is read is a design that can be checked and counted.
#include "core/design/Budget.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

namespace {

BaseConfig smallBase() {
    BaseConfig base;
    base.hidden = 32;
    base.layers = 3;
    base.heads = 4;
    base.intermediate = 96;
    base.vocabulary = 100;
    base.positions = 64;
    return base;
}

/// Tensors of every kind that a reader looks for.
TensorShapes someShapes() {
    return {{"base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight", {4, 32}},
            {"base_model.model.bert.encoder.layer.2.attention.self.value.lora_A.weight", {2, 32}},
            {"base_model.model.bert.embeddings.word_embeddings.lora_embedding_A", {4, 100}},
            {"base_model.model.bert.encoder.layer.1.output.dense.ia3_l", {1, 96}},
            {"base_model.model.bert.encoder.layer.1.output.LayerNorm.ln_tuning_layers.weight", {32}},
            {"base_model.model.bert.encoder.layer.0.attention.self.key.beft_bias", {1, 32}},
            {"prompt_embeddings", {3, 32}},
            {"classifier.weight", {3, 32}},
            {"classifier.bias", {3}},
            {"heads.task.1.weight", {32, 32}},
            {"heads.task.4.weight", {3, 32}}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const BaseConfig base = smallBase();
    static const TensorShapes shapes = someShapes();
    return fuzz::tryToRead(data, size, [](const nlohmann::json& config) {
        const SavedAdapter adapter = savedAdapterFromJson(config, config, shapes, base, "adapter_config.json");
        fuzz::require(!adapter.design.parts.empty() && !adapter.tensors.empty(), "an adapter has parts and tensors");
        requireValid(adapter.design, base);
        fuzz::require(count(adapter.design, base, 2, Pooling::Pooler).trained > 0, "an adapter has parameters");
        fuzz::require(toText(parseDesign(toText(adapter.design))) == toText(adapter.design),
                      "the design of an adapter reads as itself");
    });
}
