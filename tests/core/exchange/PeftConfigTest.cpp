// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/exchange/PeftConfig.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

ExportedConfig peftConfigOf(const std::string& design, const BaseConfig& base = {}) {
    return peftConfig(parseDesign(design), base, "some-base");
}

}  // namespace

TEST_CASE("A design's PEFT configuration is one to train over the family's class") {
    const auto [json, notes] = peftConfigOf("lora:r=4,alpha=6,rank-scaling=on,targets=query+ffn-in,layers=1");
    CHECK(json["peft_type"] == "LORA");
    CHECK(json["task_type"] == "SEQ_CLS");
    CHECK(json["inference_mode"] == false);
    CHECK(json["base_model_name_or_path"] == "some-base");
    CHECK(json["modules_to_save"] == nlohmann::json{"classifier", "score"});
    CHECK(json["r"] == 4);
    CHECK(json["lora_alpha"] == 6);
    CHECK(json["use_rslora"] == true);
    CHECK(json["target_modules"] ==
          nlohmann::json{"encoder.layer.1.attention.self.query", "encoder.layer.1.intermediate.dense"});
    CHECK(notes.empty());
}

TEST_CASE("Every method that PEFT has gets its configuration") {
    const auto type = [](const std::string& design) { return peftConfigOf(design).json["peft_type"]; };
    CHECK(type("lora:dora=on & lora:targets=key,dora=on") == "LORA");
    CHECK(peftConfigOf("lora & bitfit").json["bias"] == "all");
    CHECK(type("ia3") == "IA3");
    CHECK(peftConfigOf("ia3").json["feedforward_modules"].size() == 12);
    CHECK(type("layernorm") == "LN_TUNING");
    CHECK(type("bitfit:biases=query") == "BEFT");
    CHECK(type("peanut:r=4,pairs=1") == "PEANUT");
    CHECK(type("prefix:positions=shifted") == "PREFIX_TUNING");
    CHECK(type("prompt:entry=words") == "PROMPT_TUNING");
}

TEST_CASE("A prefix that PEFT is to train has its MLP") {
    const auto with = peftConfigOf("prefix:length=5,hidden=64,positions=shifted").json;
    CHECK(with["prefix_projection"] == true);
    CHECK(with["encoder_hidden_size"] == 64);
    CHECK(peftConfigOf("prefix:hidden=0,positions=shifted").json["prefix_projection"] == false);
}

TEST_CASE("PEFT starts a prompt as the design does, or a note states how it starts") {
    CHECK(peftConfigOf("prompt:entry=words").json["prompt_tuning_init"] == "SAMPLE_VOCAB");
    CHECK(peftConfigOf("prompt:entry=words").notes.empty());
    const auto random = peftConfigOf("prompt:entry=words,init=random");
    CHECK(random.json["prompt_tuning_init"] == "RANDOM");
    CHECK(random.notes.size() == 1);
    const auto text = peftConfigOf("prompt:entry=words,init=\"a film\"");
    CHECK(text.json["prompt_tuning_init"] == "TEXT");
    CHECK(text.json["prompt_tuning_init_text"] == "a film");
    CHECK(text.json["tokenizer_name_or_path"] == "some-base");
    REQUIRE(text.notes.size() == 1);
    CHECK(text.notes.front().text().find("special tokens") != std::string::npos);
}

TEST_CASE("The head of two layers that DistilBERT's class has is trained as a whole") {
    BaseConfig base;
    base.family = "distilbert";
    base.hasPooler = false;
    CHECK(peftConfigOf("lora", base).json["modules_to_save"] ==
          nlohmann::json{"classifier", "score", "pre_classifier"});
}

TEST_CASE("What a PEFT configuration cannot express is noted or refused by the setting's name") {
    const auto notes = peftConfigOf("lora:head=off,lr=0.001").notes;
    REQUIRE(notes.size() == 2);
    CHECK(notes[0] == "head=off is not part of a PEFT configuration: freeze the head by hand.");
    CHECK(notes[1] == "The learning rate 0.001 is not part of a PEFT configuration.");
    for (const auto& [design, part] : {std::pair<std::string, std::string>{"lora:gating=on", "gating=on"},
                                       {"prefix", "positions=own"},
                                       {"prompt", "entry=states"},
                                       {"bitfit", "biases=all"},
                                       {"houlsby", "its format has no place for"}})
        CHECK_THROWS_MATCHES(peftConfigOf(design), Error,
                             says("'" + design + "' cannot be exported for PEFT") && says(part) && says("(json)"));
}
