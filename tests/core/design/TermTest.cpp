// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string_view>

#include "core/design/Budget.h"
#include "core/design/Presets.h"
#include "tests/support/Support.h"

namespace adapterscope {

namespace {

/// Sums, products (the dot is two bytes of UTF-8) and brackets, as the formulas write them.
class Arithmetic {
public:
    explicit Arithmetic(std::string_view text) : m_rest(text) {}
    std::int64_t sum() {
        std::int64_t value = product();
        while (skip(" + "))
            value += product();
        return value;
    }

private:
    bool skip(std::string_view part) {
        if (m_rest.substr(0, part.size()) != part)
            return false;
        m_rest.remove_prefix(part.size());
        return true;
    }
    std::int64_t product() {
        std::int64_t value = factor();
        while (skip("·"))
            value *= factor();
        return value;
    }
    std::int64_t factor() {
        if (skip("(")) {
            const std::int64_t value = sum();
            REQUIRE(skip(")"));
            return value;
        }
        std::int64_t value = 0;
        REQUIRE(!m_rest.empty());
        while (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9') {
            value = 10 * value + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }
    std::string_view m_rest;
};

BaseConfig smallBase() {
    BaseConfig base;
    base.hidden = 128;
    base.layers = 4;
    base.heads = 4;
    base.intermediate = 512;
    return base;
}

}  // namespace

TEST_CASE("The formula of a Houlsby adapter is written with its numbers") {
    const auto lines = count(parseDesign("houlsby"), smallBase(), 2, Pooling::Mean).terms;
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].title == "8 adapters");
    CHECK(lines[0].symbols == "2md + d + m");
    CHECK(lines[0].numbers == "2·64·128 + 128 + 64");
    CHECK(lines[0].each == 16576);
    CHECK(lines[0].parameters() == 132608);
    CHECK(lines[1].title == "9 LayerNorms");
    CHECK(lines[1].parameters() == 2304);
    CHECK(lines[2].title == "head, 2 classes");
    CHECK(lines[2].numbers == "2·(128 + 1)");
}

TEST_CASE("Every line of a formula evaluates to its number and all lines together to the budget") {
    for (const std::string text : {"houlsby",
                                   "houlsby:m=3,layers=0+2",
                                   "pfeiffer",
                                   "parallel:scale=learned",
                                   "parallel:scale=channel",
                                   "full",
                                   "top:k=2",
                                   "layernorm",
                                   "head",
                                   "houlsby:layernorm=none,head=off",
                                   "adapter:m=32@0-1+8@2-3",
                                   "adapter:gating=on,drop=2",
                                   "adapter:own-layernorm=before,sites=attention",
                                   "bitfit",
                                   "bitfit:biases=query+intermediate",
                                   "lora:r=4",
                                   "lora:r=4,targets=query+output+ffn-in+ffn-out",
                                   "ia3",
                                   "ia3:targets=query+ffn-in",
                                   "ia3:targets=ffn",
                                   "prefix",
                                   "prefix:hidden=0,gating=on",
                                   "peanut:pairs=2,targets=query+ffn-in",
                                   "compacter",
                                   "compacter:sites=ffn,rank=2",
                                   "lora:dora=on,gating=on,targets=query+ffn-in",
                                   "invertible",
                                   "ladder",
                                   "ladder:m=16 & lora",
                                   "mam",
                                   "unipelt",
                                   "prompt",
                                   "houlsby:m=8,layernorm=none & bitfit"}) {
        CAPTURE(text);
        for (const Pooling pooling : {Pooling::Mean, Pooling::Pooler}) {
            const Design design = parseDesign(text);
            const Budget budget = count(design, smallBase(), 3, pooling);
            std::int64_t total = 0;
            std::map<std::string, std::int64_t> components;
            for (const Term& line : budget.terms) {
                CHECK(Arithmetic(line.numbers).sum() == line.each);
                total += line.parameters();
                components[line.component] += line.parameters();
            }
            CHECK(total == budget.trained);
            for (const auto& component : budget.components)
                CHECK(components[component.name] == component.parameters);
        }
    }
}

TEST_CASE("Adapters of different sizes have a line each") {
    const auto lines = count(parseDesign("adapter:m=32@0-1+8@2-3,layernorm=none"), smallBase(), 2, Pooling::Mean).terms;
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].title == "4 adapters");
    CHECK(lines[0].numbers == "2·32·128 + 128 + 32");
    CHECK(lines[1].numbers == "2·8·128 + 128 + 8");
}

TEST_CASE("The lines of a ladder are its projections, gates and layers") {
    const auto lines = count(parseDesign("ladder:m=16"), smallBase(), 2, Pooling::Mean).terms;
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].title == "projections down of 5 hidden states");
    CHECK(lines[0].symbols == "md + m");
    CHECK(lines[0].numbers == "16·128 + 16");
    CHECK(lines[0].times == 5);
    CHECK(lines[1].title == "4 gates");
    CHECK(lines[1].parameters() == 4);
    CHECK(lines[2].title == "4 layers of the ladder");
    CHECK(lines[2].symbols == "4(m² + m) + 8m² + 4m + m + 4m");
    CHECK(lines[2].numbers == "4·(16·16 + 16) + 8·16·16 + 4·16 + 16 + 4·16");
    CHECK(lines[3].title == "projection up");
    CHECK(lines[3].symbols == "md + d");
}

TEST_CASE("The terms of a base's own tensors are written as its papers write them") {
    const auto terms = count(parseDesign("full"), smallBase(), 2, Pooling::Pooler).terms;
    REQUIRE(terms.size() == 4);
    CHECK(terms[0].title == "4 layers");
    CHECK(terms[0].symbols == "4(d² + d) + 2df + f + d + 4d");
    CHECK(terms[0].numbers == "4·(128·128 + 128) + 2·128·512 + 512 + 128 + 4·128");
    CHECK(terms[0].times == 4);
    CHECK(terms[1].symbols == "(V + P + T)d + 2d");
    CHECK(terms[1].numbers == "(30522 + 512 + 2)·128 + 2·128");
    CHECK(terms[2].symbols == "d² + d");
    CHECK(terms[2].numbers == "128·128 + 128");
    const auto biases = count(parseDesign("bitfit"), smallBase(), 2, Pooling::Pooler).terms;
    REQUIRE(biases.size() == 3);
    CHECK(biases[0].title == "biases outside the layers");
    CHECK(biases[0].symbols == "2d");
    CHECK(biases[1].title == "4 layers' biases");
    CHECK(biases[1].symbols == "7d + f");
    CHECK(count(parseDesign("top:k=1"), smallBase(), 2, Pooling::Mean).terms[0].title == "1 layer");
}

TEST_CASE("Every preset is a valid design in canonical text under a title of its own") {
    std::map<std::string, int> titles;
    for (const Preset& preset : presets()) {
        CAPTURE(preset.title);
        const Design design = parseDesign(preset.design);
        CHECK(toText(design) == preset.design);
        CHECK(++titles[preset.title] == 1);
        for (const Finding& finding : validate(design, smallBase()))
            CHECK_FALSE(finding.fault);
    }
}

}  // namespace adapterscope
