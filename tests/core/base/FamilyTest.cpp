// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseFolder.h"
#include "core/base/Family.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("Every family states where AdapterHub keeps what belongs to a layer") {
    for (const Family& family : families()) {
        CAPTURE(family.name);
        for (const std::string& modules :
             {family.adapterHub.attention, family.adapterHub.ffn, family.adapterHub.prefixGate}) {
            CHECK(modules.find(layerPlace) != std::string::npos);
            CHECK(modules.back() == '.');
            CHECK(nameInLayer(modules, 3).find(".3.") != std::string::npos);
        }
        CHECK_FALSE(family.adapterHub.prefix.empty());
    }
}

TEST_CASE("The configuration that a family writes has every field that it reads") {
    for (const Family& family : families()) {
        CAPTURE(family.name);
        BaseConfig config = baseConfigFromJson({{"model_type", family.name}}, "config.json");  // of what is not read
        config.hidden = 64;
        config.layers = 3;
        config.heads = 8;
        config.intermediate = 100;
        config.vocabulary = 1000;
        config.positions = 40;
        config.activation = Activation::GeluTanh;
        config.hiddenDropout = 0.25;
        config.attentionDropout = 0.2;
        config.initializerRange = 0.01;
        config.padToken = 7;
        const nlohmann::json written = toJson(config);
        const BaseConfig read = baseConfigFromJson(written, "config.json");
        CHECK(read.family == family.name);
        CHECK(read.hidden == 64);
        CHECK(read.layers == 3);
        CHECK(read.heads == 8);
        CHECK(read.intermediate == 100);
        CHECK(read.vocabulary == 1000);
        CHECK(read.positions == 40);
        CHECK(read.activation == Activation::GeluTanh);
        CHECK(read.hiddenDropout == 0.25);
        CHECK(read.attentionDropout == 0.2);
        CHECK(read.initializerRange == 0.01);
        CHECK(read.padToken == 7);
        CHECK(read.types == config.types);
        CHECK(read.layerNormEps == config.layerNormEps);
        CHECK(written["architectures"] == nlohmann::json::array({family.className + "Model"}));
    }
}

TEST_CASE("PEFT's prefixes fit BERT's classes and not DistilBERT's") {
    CHECK(familyNamed("bert").takesKeysValues);
    CHECK_FALSE(familyNamed("distilbert").takesKeysValues);
}

TEST_CASE("A layer's number takes its place in a name that has one") {
    CHECK(nameInLayer("encoder.layer.{}.output", 12) == "encoder.layer.12.output");
    CHECK(nameInLayer("embeddings.LayerNorm", 12) == "embeddings.LayerNorm");
}
