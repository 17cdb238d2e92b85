// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/CommandLinePhrasing.h"
#include "core/design/Design.h"
#include "core/design/Methods.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

const BaseConfig bertBase;

/// Shows which words of a sentence are keys, by their labels.
class ShownKeys : public CommandLinePhrasing {
public:
    std::string phraseKey(const NamedKey& key) const override {
        return '<' + key.label + (key.value.empty() ? "" : ": " + key.value) + '>';
    }
};

}  // namespace

TEST_CASE("A finding names the parts that it is about") {
    using Parts = std::vector<std::size_t>;
    const auto partsOf = [](const std::string& text) {
        const auto findings = validate(parseDesign(text), bertBase);
        REQUIRE(findings.size() == 1);
        return findings.front().parts;
    };
    CHECK(partsOf("houlsby:m=0") == Parts{0});
    CHECK(partsOf("lora & houlsby:m=0,layernorm=none") == Parts{1});
    CHECK(partsOf("bitfit & lora & bitfit") == Parts{0, 2});
    CHECK(partsOf("lora:lr=0 & bitfit").empty());
    CHECK(partsOf("lora & bitfit:head=off").empty());
}

TEST_CASE("A finding has the command line's words, and names the keys of its own part") {
    const auto both = [](const std::string& text) {
        const auto findings = validate(parseDesign(text), bertBase);
        REQUIRE_FALSE(findings.empty());
        const Sentence& sentence = findings.front().sentence;
        return std::pair(sentence.text(), sentence.phrased(ShownKeys()));
    };
    CHECK(both("houlsby:m=0") ==
          std::pair<std::string, std::string>(
              "m = 0: a bottleneck has at least 1 unit; to train without adapters write layers=none, or use the method "
              "layernorm or head.",
              "<Bottleneck size m> = 0: a bottleneck has at least 1 unit; to train without adapters write <Layers: "
              "none>, "
              "or use the method layernorm or head."));
    CHECK(both("houlsby:layers=none,layernorm=none,head=off") ==
          std::pair<std::string, std::string>("layers=none with layernorm=none and head=off trains nothing.",
                                              "<Layers: none> with <Train LayerNorms: none> and <Train the head: off> "
                                              "trains nothing."));
    CHECK(both("head:head=off").first == "The method head with head=off trains nothing; write head=on.");
    CHECK(both("houlsby:lr=2").second.find("<Learning rate> = 2 is far above") == 0);
    CHECK(both("lora:r=0").second.find("<Rank r> = 0: write a rank") == 0);
    CHECK(both("peanut:r=0").second.find("<Width r> = 0: write a width") == 0);
    CHECK(both("mam:length=0").second.find("<Length> = 0: ") == 0);
}

TEST_CASE("No finding has a key in its text") {
    const std::vector<std::string> designs = {
        "houlsby:m=0",
        "adapter:m=8+0@3",
        "houlsby:m=65537",
        "houlsby:m=769",
        "adapter:m=8@0-12",
        "adapter:m=8@0-3",
        "houlsby:sigma=-1",
        "houlsby:sigma=0",
        "houlsby:sigma=0.3",
        "houlsby:init=lora,sigma=0.3",
        "adapter:scale=0",
        "adapter:scale=0,layernorm=none,head=off",
        "adapter:dropout=1",
        "adapter:sites=none",
        "adapter:form=parallel,original-layernorm=before,skip=off,residual=normed",
        "adapter:layer-end=off",
        "adapter:skip=off",
        "adapter:own-layernorm=after",
        "adapter:own-layernorm=before,original-layernorm=before",
        "adapter:drop=-1",
        "adapter:drop=12",
        "houlsby:layers=none",
        "houlsby:layers=none,layernorm=none,head=off",
        "houlsby:layers=0-12",
        "houlsby:lr=-1",
        "houlsby:lr=2",
        "houlsby:head=off",
        "head:head=off",
        "lora:layers=none,head=off",
        "lora:r=0",
        "lora:r=1000",
        "lora:alpha=0",
        "lora:targets=none",
        "peanut:r=0",
        "peanut:r=1000",
        "peanut:pairs=-1",
        "peanut:scale=0",
        "peanut:targets=none",
        "ia3:targets=none",
        "prefix:length=0",
        "prefix:length=510,positions=shifted",
        "prefix:length=513",
        "prefix:hidden=-1",
        "prompt:length=0",
        "prompt:length=510,entry=words",
        "prompt:length=513",
        "prompt:init=\" \"",
        "compacter:m=26",
        "compacter:phm=0",
        "compacter:m=25,phm=5",
        "compacter:m=772",
        "compacter:rank=0",
        "compacter:sites=none",
        "fusion:sites=none,layers=none,regularization=11",
        "invertible:reduction=0",
        "invertible:reduction=1000",
        "top:k=0",
        "top:k=13"};
    for (const std::string& text : designs) {
        const Design design = parseDesign(text);
        const auto findings = validate(design, bertBase);
        CAPTURE(text);
        CHECK_FALSE(findings.empty());
        for (const Finding& finding : findings) {
            const std::string words = ' ' + finding.sentence.phrased(ShownKeys());
            CAPTURE(words);
            for (const KeyInfo& key : methodOf(design).keys)
                for (const char* sign : {"=", " = "})
                    CHECK(words.find(' ' + key.name + sign) == std::string::npos);
        }
    }
}
