// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/design/Design.h"
#include "core/design/Methods.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Prompt.h"
#include "core/design/methods/Top.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

AdapterSettings adapterOf(const std::string& text) {
    return settingsOf<AdapterSettings>(parseDesign(text));
}

std::vector<std::string> expanded(const std::string& text) {
    std::vector<std::string> texts;
    for (const auto& design : expandDesigns(text))
        texts.push_back(toText(design));
    return texts;
}

}  // namespace

TEST_CASE("A bare name has the defaults of the command line contract") {
    CHECK(parseDesign("houlsby") == Design{});
    CHECK(adapterOf("houlsby").m == 64);
    CHECK(adapterOf("houlsby").sigma == 0.01);
    CHECK(adapterOf("houlsby").layerNorm);

    const auto pfeiffer = adapterOf("pfeiffer");
    CHECK(pfeiffer.m == 48);
    CHECK(pfeiffer.sites == std::set<Site>{Site::Ffn});
    CHECK(pfeiffer.activation == Activation::Relu);
    CHECK_FALSE(pfeiffer.layerNorm);
    CHECK(pfeiffer.originalLayerNormBefore);
    CHECK(pfeiffer.init == Init::TruncatedNormal);

    const auto parallel = adapterOf("parallel");
    CHECK(parallel.m == 256);
    CHECK(parallel.sites == std::set<Site>{Site::Ffn});
    CHECK(parallel.form == Form::Parallel);
    CHECK(parallel.init == Init::Lora);
    CHECK(parallel.scale == 4);
    CHECK_FALSE(parallel.layerNorm);
    CHECK_FALSE(parallel.originalLayerNormBefore);

    CHECK(adapterOf("adapter") == AdapterSettings{});
    CHECK(settingsOf<TopSettings>(parseDesign("top")).k == 1);
}

TEST_CASE("The canonical text keeps the name and leaves out that name's defaults") {
    CHECK(toText(parseDesign("houlsby:m=64,sigma=1e-2,layers=all")) == "houlsby");
    CHECK(toText(parseDesign(" houlsby : sigma = 1e-3 , m = 8 ")) == "houlsby:m=8,sigma=0.001");
    CHECK(toText(parseDesign("pfeiffer:original-layernorm=before,m=64")) == "pfeiffer:m=64");
    CHECK(toText(parseDesign("adapter:m=64,original-layernorm=before")) == "adapter:original-layernorm=before");
    CHECK(toText(parseDesign("houlsby:sites=ffn+attention")) == "houlsby");
    CHECK(toText(parseDesign("top:lr=3e-5,head=off,k=2")) == "top:k=2,head=off,lr=3e-5");
    CHECK(toText(parseDesign("houlsby:sigma=0.0000001")) == "houlsby:sigma=1e-7");
    CHECK(toText(parseDesign("adapter:m=64@0-5+16@6-11")) == "adapter:m=64@0-5+16@6-11");
}

TEST_CASE("Sizes by layer give each layer its own m") {
    const auto adapter = adapterOf("adapter:m=64@0-2+5+16@3-4");
    CHECK(adapter.layerSizes == std::map<int, int>{{0, 64}, {1, 64}, {2, 64}, {3, 16}, {4, 16}, {5, 64}});
    CHECK(adapter.sizeAt(4) == 16);
    CHECK(adapter.sizeAt(5) == 64);
    CHECK(toText(parseDesign("adapter:m=64@0-2+5+16@3-4")) == "adapter:m=64@0-2+5+16@3-4");

    const auto mixed = adapterOf("adapter:m=8+16@6-7,drop=2,layers=0-7");
    CHECK(mixed.m == 8);
    CHECK(mixed.sizeAt(1) == 0);
    CHECK(mixed.sizeAt(2) == 8);
    CHECK(mixed.sizeAt(6) == 16);
    CHECK(mixed.sizeAt(8) == 0);
    CHECK(adapterOf("adapter:m=8").layerSizes.empty());

    CHECK_THROWS_MATCHES(parseDesign("adapter:m=8@0-3+16@3"), Error, says("layer 3 is given two sizes, 8 and 16"));
    CHECK_THROWS_MATCHES(parseDesign("adapter:m=8+16"), Error, says("'16' names no layers"));
    CHECK_THROWS_MATCHES(parseDesign("adapter:m=8@all"), Error, says("8@all"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=8@0-3"), Error, says("m=8@0-3"));
}

TEST_CASE("Every combination of values survives text and JSON") {
    const std::string activations = "gelu|gelu-tanh|relu|swish|tanh|leaky-relu|identity",
                      sigmas = "0|1e-7|0.003|1|0.1234567890123456789",
                      scales = "1|0.5|-2|learned|channel|learned@4|channel@0.1";
    const std::vector<std::string> grids = {
        "houlsby:m=1|64|512,sites=attention|ffn|attention+ffn,activation=" + activations,
        "houlsby:form=sequential|parallel,init=truncated-normal|normal|lora|zero,sigma=" + sigmas,
        "houlsby:layers=all|none|0-3+6,layernorm=all|none,skip=on|off,scale=" + scales,
        "pfeiffer:m=48|8,sites=ffn|attention,original-layernorm=none|before,layernorm=none|all,lr=1e-4|0.1|2e-05",
        "parallel:form=parallel|sequential,scale=4|1|learned|learned@4,init=lora|normal,head=on|off,dropout=0|0.1",
        "adapter:m=64|8|8+16@6-7|64@0-5+16@6-11|1@3,own-layernorm=none|before|after,gating=on|off,drop=0|3",
        "top:k=1|2|12,head=on|off,lr=1e-4|3e-5",
        "full:lr=1e-5|123456789|1e22|1e21,head=on|off",
        "layernorm:lr=3e-3|1e-3",
        "head:lr=1e-2|5e-1"};
    std::size_t number = 0;
    for (const auto& grid : grids) {
        for (const auto& design : expandDesigns(grid)) {
            const auto text = toText(design);
            CAPTURE(text);
            REQUIRE(parseDesign(text) == design);
            REQUIRE(toText(parseDesign(text)) == text);
            REQUIRE(designFromJson(nlohmann::json::parse(toJson(design).dump())) == design);
            ++number;
        }
    }
    CHECK(number == 63 + 40 + 84 + 48 + 64 + 60 + 12 + 8 + 2 + 2);
}

TEST_CASE("Alternatives expand to a grid with the last key fastest") {
    CHECK(expanded("houlsby:m=2|8|32,sigma=1e-2") ==
          std::vector<std::string>{"houlsby:m=2", "houlsby:m=8", "houlsby:m=32"});
    CHECK(expanded("houlsby:sigma=1e-3|1e-4,m=2|8") ==
          std::vector<std::string>{"houlsby:m=2,sigma=0.001", "houlsby:m=8,sigma=0.001", "houlsby:m=2,sigma=0.0001",
                                   "houlsby:m=8,sigma=0.0001"});
    CHECK(expanded("layernorm") == std::vector<std::string>{"layernorm"});
    CHECK(expanded("top:k=1|2,lr=1e-4 | 3e-4").size() == 4);
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=2|8"), Error, says("houlsby:m=2|8"));
    CHECK_THROWS_MATCHES(expandDesigns("houlsby:m=2||8"), Error, says("lacks a value in 'm=2||8'"));
    CHECK_THROWS_MATCHES(expandDesigns("houlsby|pfeiffer:m=2"), Error, says("houlsby|pfeiffer"));
}

TEST_CASE("A grid that no memory could hold is refused") {
    std::string values = "1";
    for (int m = 2; m <= 400; ++m)
        values += "|" + std::to_string(m);
    CHECK_THROWS_MATCHES(expandDesigns("adapter:m=" + values + ",drop=" + values), Error, says("100000 designs"));
}

TEST_CASE("A union with a name of its own has keys of its parts") {
    CHECK(toText(parseDesign("mam:m=256,length=30")) == "mam");
    CHECK(toText(parseDesign("mam:m=16,length=5,scale=2")) == "mam:length=5,m=16,scale=2");
    CHECK(toText(parseDesign("unipelt:alpha=4,hidden=0")) == "unipelt:hidden=0,alpha=4");
    CHECK(designFromJson(toJson(parseDesign("unipelt:m=16"))) == parseDesign("unipelt:m=16"));
    CHECK_THROWS_MATCHES(parseDesign("mam:gating=on"), Error, says("gating"));
    CHECK(expandDesigns("mam:m=8|16,length=1|2").size() == 4);
}

TEST_CASE("What is not understood is named with the choices and the nearest") {
    CHECK_THROWS_MATCHES(parseDesign("Houlsbi"), Error, says("no method 'Houlsbi'"));
    CHECK_THROWS_MATCHES(parseDesign("Houlsbi"), Error, says("Did you mean \"houlsby\"?"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigm=1"), Error, says("no key 'sigm'"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigm=1"), Error, says("Did you mean \"sigma\"?"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:activation=rellu"), Error, says("leaky-relu"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:activation=rellu"), Error, says("Did you mean \"relu\"?"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:gating=on"), Error, says("use the method adapter"));
    CHECK_THROWS_MATCHES(parseDesign("full:m=2"), Error, says("its keys are head and lr"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sites=mha"), Error, says("'mha' is not a site"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:scale=learnt"), Error, says("Did you mean \"learned\"?"));
}

TEST_CASE("A value of the wrong kind is named with its key") {
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=abc"), Error, says("m=abc: 'abc' is not a whole number"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=64.0"), Error, says("m=64.0"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=99999999999999999999"), Error, says("too large"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigma=1e-2x"), Error, says("sigma=1e-2x"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigma=nan"), Error, says("sigma=nan"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigma=inf"), Error, says("sigma=inf"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:sigma=1e999"), Error, says("sigma=1e999"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:layers=3-1"), Error, says("layers=3-1"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:skip=maybe"), Error, says("write on or off"));
}

TEST_CASE("A design that was copied from a wrapped label of the window is read as it was") {
    CHECK(parseDesign("houlsby:\u200bm=\u200b7,\u200bsites=\u200battention") ==
          parseDesign("houlsby:m=7,sites=attention"));
    CHECK(expandDesigns("houlsby:m=\u200b7|\u200b8").size() == 2);
    CHECK(parseDesign("prompt:init=\"a\u200bb\"") != parseDesign("prompt:init=\"ab\""));
    // The mark after an escaped backslash closes the text.
    CHECK(parseDesign(R"(prompt:init="a\\",)"
                      "\u200b"
                      "length=5") == parseDesign(R"(prompt:init="a\\",length=5)"));
}

TEST_CASE("A text that is not a design is refused") {
    CHECK_THROWS_MATCHES(parseDesign(""), Error, says("empty"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:"), Error, says("key=value"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m"), Error, says("'m' is not a setting"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m="), Error, says("lacks a value"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=2,m=3"), Error, says("'m' is given twice"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:m=2,"), Error, says("key=value"));
    CHECK_THROWS_MATCHES(parseDesign("lr=3"), Error, says("'lr=3'"));
}

TEST_CASE("A design in JSON holds every key and refuses unknown ones") {
    const auto json = toJson(parseDesign("pfeiffer:m=8,scale=learned"));
    CHECK(json["method"] == "pfeiffer");
    CHECK(json["m"] == 8);
    CHECK(json["scale"] == "learned");
    CHECK(json["skip"] == true);
    CHECK(json["head"] == true);
    CHECK(json["lr"].is_null());
    CHECK(json["original-layernorm"] == "before");
    CHECK(designFromJson("houlsby:m=8") == parseDesign("houlsby:m=8"));
    CHECK(designFromJson({{"method", "houlsby"}, {"m", 8}}) == parseDesign("houlsby:m=8"));
    CHECK_THROWS_MATCHES(designFromJson({{"method", "houlsby"}, {"em", 8}}), Error, says("\"em\""));
    CHECK_THROWS_MATCHES(designFromJson({{"method", "houlsby"}, {"m", {1, 2}}}), Error, says("[1,2]"));
    CHECK_THROWS_MATCHES(designFromJson(3), Error, says("\"method\""));
}

TEST_CASE("The learning rate is the design's own or the default of its method") {
    CHECK(learningRateOf(parseDesign("houlsby")) == 1e-3);
    CHECK(learningRateOf(parseDesign("parallel")) == 1e-3);
    CHECK(learningRateOf(parseDesign("layernorm")) == 3e-3);
    CHECK(learningRateOf(parseDesign("head")) == 1e-2);
    CHECK(learningRateOf(parseDesign("full")) == 1e-4);
    CHECK(learningRateOf(parseDesign("top:k=2")) == 1e-4);
    CHECK(learningRateOf(parseDesign("houlsby:lr=3e-4")) == 3e-4);
}

TEST_CASE("A fault of a long design quotes its beginning and its end") {
    for (const std::string& text : {"houlsby:m=" + std::string(100'000, '8'), std::string(100'000, 'h'),
                                    "houlsby:" + std::string(100'000, 'k') + "=1"}) {
        std::string fault;
        try {
            parseDesign(text);
        } catch (const Error& error) {
            fault = error.what();
        }
        CHECK(fault.size() < 1'200);
        CHECK_THAT(fault, Catch::StartsWith("Design '" + text.substr(0, 20)) && Catch::Contains("[...]"));
    }
}

TEST_CASE("A union is written part by part") {
    const Design design = parseDesign(" houlsby:m=8,sites=attention,layernorm=none&parallel:m=4,lr=0.01 ");
    REQUIRE(design.parts.size() == 2);
    CHECK(design.name() == "houlsby & parallel");
    CHECK(settingsOf<AdapterSettings>(design.parts[1]).m == 4);
    CHECK(design.learningRate == 0.01);
    CHECK(toText(design) == "houlsby:m=8,sites=attention,layernorm=none,lr=0.01 & parallel:m=4");
    CHECK(parseDesign(toText(design)) == design);
    CHECK(designFromJson(toJson(design)) == design);
    CHECK(toJson(design)["parts"].size() == 2);
}

TEST_CASE("Alternatives in the parts of a union give every combination") {
    const auto designs = expandDesigns("houlsby:m=4|8,sites=attention & parallel:m=2|3");
    REQUIRE(designs.size() == 4);
    CHECK(toText(designs[0]) == "houlsby:m=4,sites=attention & parallel:m=2");
    CHECK(toText(designs[1]) == "houlsby:m=4,sites=attention & parallel:m=3");
    CHECK(toText(designs[3]) == "houlsby:m=8,sites=attention & parallel:m=3");
}

TEST_CASE("What is wrong with a union is reported") {
    CHECK_THROWS_MATCHES(parseDesign("houlsby & "), Error, says("A design is empty"));
    CHECK_THROWS_MATCHES(parseDesign("houlsby:lr=1e-3 & pfeiffer:lr=1e-3"), Error,
                         says("'lr' applies to the whole design but is given in two of its parts"));
    std::string many = "head";
    for (int i = 0; i < 8; ++i)
        many += " & head";
    CHECK_THROWS_MATCHES(parseDesign(many), Error, says("8 parts at most"));
    CHECK_THROWS_MATCHES(designFromJson({{"parts", nlohmann::json::array()}}), Error, says("1 to 8 objects"));
    CHECK_THROWS_MATCHES(designFromJson({{"parts", {{{"method", "nothing"}}}}}), Error, says("no method 'nothing'"));
}

TEST_CASE("LoRA's targets are written in their order and its alpha is r unless given") {
    CHECK(toText(parseDesign("lora:targets=value+query")) == "lora");
    CHECK(toText(parseDesign("lora:r=4,alpha=8,targets=ffn-out+key")) == "lora:r=4,alpha=8,targets=key+ffn-out");
    CHECK(toText(parseDesign("lora:alpha=r,rank-scaling=on")) == "lora:rank-scaling=on");
    CHECK_THROWS_MATCHES(
        parseDesign("lora:targets=query+values"), Error,
        says("'values' is not a product; write query, key, value, output, ffn-in, ffn-out, pooler or words"));
}

TEST_CASE("A text in quotation marks may hold whatever separates settings, parts and alternatives") {
    const Design design = parseDesign(R"( prompt : init = "good, bad: a|b & \"c\\d\"\n" , length = 8 & lora:r=2)");
    REQUIRE(design.parts.size() == 2);
    const auto& prompt = settingsOf<PromptSettings>(design);
    CHECK(prompt.init == PromptSettings::Init::Text);
    CHECK(prompt.text == "good, bad: a|b & \"c\\d\"\n");
    CHECK(prompt.length == 8);
    CHECK(toText(design) == R"(prompt:length=8,init="good, bad: a|b & \"c\\d\"\n" & lora:r=2)");
    CHECK(parseDesign(toText(design)) == design);
    CHECK(designFromJson(nlohmann::json::parse(toJson(design).dump())) == design);
    CHECK(toJson(parseDesign(R"(prompt:init="a b")"))["init"] == "\"a b\"");
    CHECK(expanded(R"(prompt:init="a|b"|random|"c & d",length=2|4)") ==
          std::vector<std::string>{R"(prompt:length=2,init="a|b")", R"(prompt:length=4,init="a|b")",
                                   "prompt:length=2,init=random", "prompt:length=4,init=random",
                                   R"(prompt:length=2,init="c & d")", R"(prompt:length=4,init="c & d")"});
    CHECK(toText(parseDesign(R"(prompt:init="vocabulary")")) == R"(prompt:init="vocabulary")");
    CHECK(toText(parseDesign("prompt:init=vocabulary")) == "prompt");
}

TEST_CASE("A word takes the place of a text and the other way round") {
    const KeyInfo& key = *methodNamed("prompt").key("init");
    Design design = parseDesign("prompt");
    key.set(design, R"("some words")");
    CHECK(toText(design) == R"(prompt:init="some words")");
    key.set(design, "random");
    CHECK(toText(design) == "prompt:init=random");
    CHECK(design == parseDesign("prompt:init=random"));
}

TEST_CASE("A text that is not written as one is explained") {
    CHECK_THROWS_MATCHES(parseDesign(R"(prompt:init="open,length=2)"), Error,
                         says(R"(prompt:init="open)") && says("quotation mark is not closed"));
    CHECK_THROWS_MATCHES(
        parseDesign("prompt:init=classify"), Error,
        says("'classify' is not a choice") && says("vocabulary or random, or a text in quotation marks"));
    CHECK_THROWS_MATCHES(parseDesign("prompt:init=vocabulry"), Error, says("Did you mean \"vocabulary\"?"));
    CHECK_THROWS_MATCHES(parseDesign(R"(prompt:init="a"b)"), Error, says(R"(init="a"b)") && says("quotation marks"));
    CHECK_THROWS_MATCHES(parseDesign(R"(prompt:init="\q")"), Error, says("backslash"));
    CHECK_THROWS_MATCHES(parseDesign("prompt:init=\"\xff\""), Error, says("quotation marks"));
    CHECK_THROWS_MATCHES(parseDesign(R"(prompt:init="a"|"b")"), Error, says("alternatives"));
}
