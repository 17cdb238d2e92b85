// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using nlohmann::json;

SavedAdapter readPeft(const json& config, const TensorShapes& shapes) {
    return savedAdapterFromJson(config, nullptr, shapes, BaseConfig(), "adapter_config.json");
}

/// The tensors of LoRA with rank 4 for the queries of the two lowest layers.
TensorShapes loraShapes() {
    TensorShapes shapes;
    for (const char* layer : {"0", "1"}) {
        const std::string module =
            std::string("base_model.model.bert.encoder.layer.") + layer + ".attention.self.query.lora_";
        shapes[module + "A.weight"] = {4, 768};
        shapes[module + "B.weight"] = {768, 4};
    }
    return shapes;
}

SavedAdapter readLora(const json& more) {
    json config{{"peft_type", "LORA"}, {"lora_alpha", 4}};
    config.update(more);
    return readPeft(config, loraShapes());
}

TensorShapes promptShapes(int columns) {
    return {{"prompt_embeddings", {3, columns}}};
}

}  // namespace

TEST_CASE("LoRA of PEFT that changes the base as well is refused by how it starts") {
    for (const json& start : {json(true), json(false), json(nullptr), json("gaussian"), json("Gaussian"),
                              json("orthogonal"), json("eva"), json("mica")}) {
        CAPTURE(start.dump());
        CHECK(toText(readLora({{"init_lora_weights", start}}).design) == "lora:r=4,targets=query,layers=0-1");
    }
    for (const std::string start : {"pissa", "pissa_niter_16", "olora", "OLoRA", "corda", "lora_ga"}) {
        CAPTURE(start);
        CHECK_THROWS_MATCHES(readLora({{"init_lora_weights", start}}), Error,
                             says("init_lora_weights = \"" + start + "\" changes the base's weights as well") &&
                                 says("path_initial_model_for_weight_conversion"));
    }
    for (const std::string start : {"loftq", "mystery"}) {
        CAPTURE(start);
        CHECK_THROWS_MATCHES(readLora({{"init_lora_weights", start}}), Error,
                             says("init_lora_weights = \"" + start + "\" has no counterpart here"));
    }
}

TEST_CASE("A field of PEFT that is neither known nor off is named") {
    CHECK_NOTHROW(readLora({{"peft_version", "0.21.2"},
                            {"base_model_name_or_path", "some-base"},
                            {"megatron_core", "megatron.core"},
                            {"qalora_group_size", 16},
                            {"auto_mapping", {{"base_model_class", "BertModel"}}},
                            {"exclude_modules", "x"},
                            {"use_new_way", false},
                            {"new_config", nullptr}}));
    CHECK_THROWS_MATCHES(readLora({{"use_new_way", true}}), Error,
                         says("Unknown field \"use_new_way\" in adapter_config.json"));
    CHECK_THROWS_MATCHES(readPeft({{"peft_type", "PROMPT_TUNING"}, {"use_dora", true}}, promptShapes(768)), Error,
                         says("Unknown field \"use_dora\""));
}

TEST_CASE("A configuration of PEFT that contradicts its LoRA tensors is refused by the field") {
    const auto refused = [](const json& more, const std::string& part) {
        CHECK_THROWS_MATCHES(readLora(more), Error, says(part) && says("contradicts the tensors and the base"));
    };
    CHECK_NOTHROW(readLora({{"r", 4}, {"target_modules", {"query", "value"}}, {"layers_to_transform", json{0, 1, 5}}}));
    CHECK_NOTHROW(readLora({{"r", 8}, {"rank_pattern", {{"query", 4}}}}));
    CHECK_NOTHROW(readLora({{"r", 8}, {"rank_pattern", {{"^.*layer\\.[01]\\..*", 4}}}}));
    CHECK_NOTHROW(readLora({{"target_modules", "all-linear"}, {"layers_to_transform", nullptr}}));
    refused({{"r", 8}}, "r = 8");
    refused({{"r", 8}, {"rank_pattern", {{"value", 4}}}}, "r = 8");
    refused({{"target_modules", {"key", "value"}}}, "target_modules = [\"key\",\"value\"]");
    refused({{"layers_to_transform", json::array({0})}}, "layers_to_transform = [0]");
    refused({{"layers_to_transform", 0}}, "layers_to_transform = 0");
    TensorShapes withHead = loraShapes();
    withHead["base_model.model.classifier.weight"] = {2, 768};
    json config{{"peft_type", "LORA"}, {"task_type", "SEQ_CLS"}};
    CHECK(readPeft(config, withHead).head);
    config["task_type"] = "TOKEN_CLS";
    CHECK_THROWS_MATCHES(readPeft(config, withHead), Error, says("task_type = TOKEN_CLS"));
}

TEST_CASE("A configuration of PEFT that contradicts its prompt, prefix or PEANuT is refused by the field") {
    const json numbers{{"num_virtual_tokens", 3},
                       {"token_dim", 768},
                       {"num_layers", 12},
                       {"num_attention_heads", 12},
                       {"num_transformer_submodules", 1}};
    for (const auto& [type, columns] : {std::pair("PROMPT_TUNING", 768), std::pair("PREFIX_TUNING", 24 * 768)}) {
        json config = numbers;
        config["peft_type"] = type;
        CHECK_NOTHROW(readPeft(config, promptShapes(columns)));
        for (const char* key : {"num_virtual_tokens", "token_dim", "num_layers", "num_transformer_submodules"}) {
            CAPTURE(type, key);
            json other = config;
            other[key] = 99;
            CHECK_THROWS_MATCHES(readPeft(other, promptShapes(columns)), Error,
                                 says(std::string(key) + " = 99 contradicts"));
        }
    }
    const std::string module = "base_model.model.bert.encoder.layer.0.attention.self.query.peanut_";
    const TensorShapes peanut{{module + "A.weight", {2, 768}},
                              {module + "B.weight", {768, 2}},
                              {module + "encoders.0.weight", {2, 2}},
                              {module + "decoders.0.weight", {2, 2}}};
    json config{{"peft_type", "PEANUT"}, {"r", 2}, {"depth", 1}};
    CHECK(toText(readPeft(config, peanut).design).find("peanut:r=2,pairs=1") == 0);
    config["depth"] = 3;
    CHECK_THROWS_MATCHES(readPeft(config, peanut), Error, says("depth = 3 contradicts"));
}

TEST_CASE("The parameters of LayerNorms that PEFT left as in the base are counted") {
    TensorShapes shapes;
    for (const char* kind : {"weight", "bias"})
        shapes[std::string("base_model.model.bert.encoder.layer.0.output.LayerNorm.ln_tuning_layers.") + kind] = {768};
    // A BERT of 12 layers has 25.
    CHECK(readPeft({{"peft_type", "LN_TUNING"}}, shapes).untrained == std::int64_t{24} * 2 * 768);
    CHECK(readLora(json::object()).untrained == 0);
}

TEST_CASE("Modules of PEFT are named by their whole names or ends of these") {
    const auto design = [](const json& patterns) { return toText(readLora({{"alpha_pattern", patterns}}).design); };
    CHECK(design({{"bert.encoder.layer.1.attention.self.query", 8}}) ==
          "lora:r=4,targets=query,layers=0 & lora:r=4,alpha=8,targets=query,layers=1");
    CHECK(design({{"query", 8}}) == "lora:r=4,alpha=8,targets=query,layers=0-1");
    CHECK_THROWS_MATCHES(design({{"query", 8}, {"layer.1.attention.self.query", 2}}), Error,
                         says("alpha_pattern states two values for bert.encoder.layer.1.attention.self.query"));
}

TEST_CASE("What PEFT drops in training is read with a remark") {
    CHECK(readLora({{"lora_dropout", 0.0}}).notes.empty());
    const auto notes = readLora({{"lora_dropout", 0.1}}).notes;
    REQUIRE(notes.size() == 1);
    CHECK(notes.front().find("lora_dropout = 0.1 applies only in training") == 0);
}
