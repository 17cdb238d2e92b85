// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
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

TEST_CASE("PEFT's prefixes fit BERT's classes and not DistilBERT's") {
    CHECK(familyNamed("bert").takesKeysValues);
    CHECK_FALSE(familyNamed("distilbert").takesKeysValues);
}

TEST_CASE("A layer's number takes its place in a name that has one") {
    CHECK(nameInLayer("encoder.layer.{}.output", 12) == "encoder.layer.12.output");
    CHECK(nameInLayer("embeddings.LayerNorm", 12) == "embeddings.LayerNorm");
}
