// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/RequirePooler.h"
#include "core/common/Error.h"
#include "core/design/Design.h"
#include "core/design/methods/Adapter.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

const BaseConfig bertBase;

/// `fault KEY` or `remark KEY` of each finding over BERT-base.
std::vector<std::string> found(const Design& design) {
    std::vector<std::string> list;
    for (const auto& finding : validate(design, bertBase))
        list.push_back((finding.fault ? "fault " : "remark ") + finding.key);
    return list;
}

std::vector<std::string> found(const std::string& text) {
    return found(parseDesign(text));
}

/// The sentence of the one finding.
std::string sentence(const std::string& text) {
    const auto findings = validate(parseDesign(text), bertBase);
    return findings.size() == 1 ? findings.front().sentence.text() : "not one finding";
}

/// The sentence of the first finding if that is a fault, else empty.
std::string fault(const std::string& text) {
    const auto findings = validate(parseDesign(text), bertBase);
    return findings.empty() || !findings.front().fault ? std::string() : findings.front().sentence.text();
}

Design houlsbyWith(void (*change)(AdapterSettings&)) {
    Design design;
    change(settingsOf<AdapterSettings>(design));
    return design;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("The methods as they come have nothing to complain of") {
    for (const std::string text :
         {"houlsby", "pfeiffer", "parallel", "adapter", "full", "top", "layernorm", "head", "top:k=12",
          "houlsby:layers=0-11", "adapter:m=64@0-5+16@6-11", "houlsby:m=768", "houlsby:sigma=0.1"}) {
        CAPTURE(text);
        CHECK(found(text).empty());
    }
}

TEST_CASE("A bottleneck of no unit is a fault that names what to do instead") {
    CHECK(found("houlsby:m=0") == List{"fault m"});
    CHECK(sentence("houlsby:m=0").find("layers=none") != std::string::npos);
    CHECK(sentence("houlsby:m=0").find("method layernorm") != std::string::npos);
    CHECK(found("houlsby:m=-5") == List{"fault m"});
    CHECK(found("adapter:m=8+0@3") == List{"fault m"});
    CHECK(sentence("adapter:m=8+0@3").find("at layer 3") != std::string::npos);
}

TEST_CASE("A bottleneck wider than the base is a remark and an absurd one a fault") {
    CHECK(found("houlsby:m=769") == List{"remark m"});
    CHECK(sentence("houlsby:m=769").find("d = 768") != std::string::npos);
    CHECK(found("houlsby:m=65537") == List{"fault m"});
    CHECK(validate(parseDesign("houlsby:m=769")).empty());
}

TEST_CASE("A standard deviation is finite and not negative") {
    CHECK(found("houlsby:sigma=-1") == List{"fault sigma"});
    CHECK(sentence("houlsby:sigma=-1").find("sigma = -1") != std::string::npos);
    CHECK(found(houlsbyWith([](AdapterSettings& a) { a.sigma = std::nan(""); })) == List{"fault sigma"});
    CHECK(found(houlsbyWith([](AdapterSettings& a) { a.sigma = std::numeric_limits<double>::infinity(); })) ==
          List{"fault sigma"});
    CHECK(found("houlsby:sigma=0.3") == List{"remark sigma"});
    CHECK(sentence("houlsby:sigma=0.3").find("section 3.6") != std::string::npos);
    CHECK(found("houlsby:sigma=0") == List{"remark sigma"});
    CHECK(found("houlsby:init=lora,sigma=0.3") == List{"remark sigma"});
    CHECK(sentence("houlsby:init=lora,sigma=0.3").find("no effect") != std::string::npos);
    CHECK(sentence("houlsby:sigma=0").find("is exactly the identity") != std::string::npos);
    const auto withoutSkip = validate(parseDesign("houlsby:sigma=0,skip=off"), bertBase);
    CHECK(std::any_of(withoutSkip.begin(), withoutSkip.end(), [](const Finding& finding) {
        return finding.sentence.text().find("output is 0") != std::string::npos;
    }));
}

TEST_CASE("Layers and drops beyond the base are faults") {
    CHECK(found("houlsby:layers=0-12") == List{"fault layers"});
    CHECK(sentence("houlsby:layers=0-12").find("layer 12") != std::string::npos);
    CHECK(found("adapter:drop=12") == List{"fault drop", "remark layers"});
    CHECK(found("adapter:drop=-1") == List{"fault drop"});
    CHECK(found("adapter:m=8@0-12") == List{"fault m"});
    CHECK(validate(parseDesign("houlsby:layers=0-12")).empty());
}

TEST_CASE("A design without adapters states what it trains and is a fault if that is nothing") {
    CHECK(found("houlsby:layers=none") == List{"remark layers"});
    CHECK(sentence("houlsby:layers=none").find("LayerNorms and the head") != std::string::npos);
    CHECK(sentence("pfeiffer:layers=none").find("only the head") != std::string::npos);
    CHECK(found("pfeiffer:layers=none,head=off") == List{"fault layers"});
    CHECK(found("adapter:layers=0-2,drop=3") == List{"remark layers"});
    CHECK(found("houlsby:sites=none") == List{"fault sites"});
    CHECK(found("head:head=off") == List{"fault head"});
    CHECK(found("houlsby:head=off") == List{"remark head"});
}

TEST_CASE("Every other design that changes no layer states so and is a fault if it trains nothing") {
    for (const std::string method : {"lora", "ia3", "peanut"}) {
        CAPTURE(method);
        const std::string design = method + ":layers=none";
        CHECK(found(design) == List{"remark layers"});
        CHECK(sentence(design) == method + " changes no layer of this base; only the head is trained.");
        CHECK(found(design + ",head=off") == List{"fault head"});
        CHECK(sentence(design + ",head=off").find("nothing is trained") != std::string::npos);
    }
    CHECK(sentence("lora:layers=none & bitfit") == "lora changes no layer of this base.");
    CHECK(found("lora:layers=none,head=off & ia3:layers=none") == List{"fault head"});
    CHECK(found("lora:head=off") == List{"remark head"});
}

TEST_CASE("The number of top layers lies between one and those of the base") {
    CHECK(found("top:k=0") == List{"fault k"});
    CHECK(sentence("top:k=0").find("method head") != std::string::npos);
    CHECK(found("top:k=13") == List{"fault k"});
    CHECK(sentence("top:k=13").find("12 layers") != std::string::npos);
    CHECK(validate(parseDesign("top:k=13")).empty());
}

TEST_CASE("Forms that contradict each other are faults") {
    CHECK(found("adapter:form=parallel,original-layernorm=before") == List{"fault original-layernorm"});
    CHECK(found("pfeiffer:form=parallel") == List{"fault original-layernorm"});
    CHECK(found("parallel:skip=off") == List{"fault skip"});
    CHECK(found("houlsby:skip=off") == List{"remark skip"});
    CHECK(found("adapter:own-layernorm=after") == List{"remark own-layernorm"});
    CHECK(found("adapter:own-layernorm=after,init=zero").empty());  // the LayerNorm of zeros is 0
    CHECK(found("adapter:own-layernorm=before,original-layernorm=before") == List{"remark own-layernorm"});
    CHECK(found("adapter:gating=on").empty());
}

TEST_CASE("Shares and scales and rates are checked") {
    CHECK(found("houlsby:dropout=1") == List{"fault dropout"});
    CHECK(found("houlsby:dropout=-0.1") == List{"fault dropout"});
    CHECK(found("houlsby:scale=0") == List{"remark scale"});
    CHECK(found(houlsbyWith([](AdapterSettings& a) { a.scale = std::nan(""); })) == List{"fault scale"});
    CHECK(found("houlsby:lr=0") == List{"fault lr"});
    CHECK(found("houlsby:lr=-1e-3") == List{"fault lr"});
    CHECK(found("full:lr=2") == List{"remark lr"});
}

TEST_CASE("Layers that a list of sizes does not name are remarked") {
    CHECK(found("adapter:m=32@0-5+16@6-10") == List{"remark m"});
    CHECK(sentence("adapter:m=32@0-5+16@6-10").find("layers 11: they take m = 64") != std::string::npos);
    CHECK(found("adapter:m=32@0-5,layers=0-5").empty());
}

TEST_CASE("Settings that the name cannot write are faults") {
    CHECK(found(houlsbyWith([](AdapterSettings& a) { a.gating = true; })) == List{"fault gating"});
    CHECK(found(houlsbyWith([](AdapterSettings& a) { a.layerSizes[2] = 8; })) == List{"fault m", "remark m"});
    Design mismatch;
    mismatch.parts[0].method = "top";
    CHECK(found(mismatch) == List{"fault "});
    mismatch.parts[0].method = "nothing";
    CHECK(found(mismatch) == List{"fault "});
}

TEST_CASE("An invalid design is refused with every fault in one error") {
    const auto design = parseDesign("houlsby:m=0,sigma=-1,layers=0-20");
    CHECK_THROWS_MATCHES(requireValid(design, bertBase), Error, says("m = 0"));
    CHECK_THROWS_MATCHES(requireValid(design, bertBase), Error, says("sigma = -1"));
    CHECK_THROWS_MATCHES(requireValid(design, bertBase), Error, says("layer 20"));
    CHECK_THROWS_MATCHES(requireValid(design, bertBase), Error, says("houlsby:m=0,sigma=-1,layers=0-20"));
    CHECK_NOTHROW(requireValid(parseDesign("houlsby:sigma=1"), bertBase));
}

TEST_CASE("A frozen pooler is remarked on if the base is made to be read differently") {
    BaseConfig base;
    base.defaultPooling = Pooling::Mean;
    const auto remarked = [&](const char* design, Pooling pooling) {
        for (const Finding& finding : validate(parseDesign(design), base, pooling))
            if (finding.key == "pooling") {
                CHECK_FALSE(finding.fault);
                CHECK(finding.sentence.text().find("Choose pooling mean") != std::string::npos);
                return true;
            }
        return false;
    };
    CHECK(remarked("head", Pooling::Pooler));
    CHECK(remarked("houlsby", Pooling::Pooler));
    CHECK_FALSE(remarked("full", Pooling::Pooler));  // which trains it
    CHECK_FALSE(remarked("head", Pooling::Mean));
    base.defaultPooling = Pooling::Pooler;
    CHECK_FALSE(remarked("head", Pooling::Pooler));
}

TEST_CASE("A silenced adapter is a fault if nothing else is trained") {
    CHECK(found("adapter:scale=0,layernorm=none,head=off") == List{"fault scale"});
    CHECK(found("adapter:scale=0,layernorm=none") == List{"remark scale"});
    CHECK(found("parallel:scale=0,head=off") == List{"fault scale"});
}

TEST_CASE("A pooler that the base does not have is refused by the base's name") {
    BaseConfig without;
    without.hasPooler = false;
    CHECK_THROWS_MATCHES(requirePooler(Pooling::Pooler, without, "small"), adapterscope::Error,
                         says("base small has no pooler"));
    CHECK_NOTHROW(requirePooler(Pooling::Mean, without, "small"));
    CHECK_NOTHROW(requirePooler(Pooling::Pooler, bertBase, "bert"));
}

TEST_CASE("Parts that claim one tensor or one place cannot be combined") {
    CHECK(fault("houlsby & layernorm") ==
          "The parts houlsby and layernorm cannot be combined: both have the trained tensor "
          "embeddings.LayerNorm.weight. Change one of them.");
    CHECK(fault("houlsby:layernorm=none & pfeiffer") ==
          "The parts houlsby and pfeiffer cannot be combined: both have an adapter at the feed-forward block of layer "
          "0. Change one of them.");
    CHECK(fault("full & top").find("encoder.layer.11.") != std::string::npos);
    CHECK(fault("houlsby:sites=attention,layernorm=none & pfeiffer").empty());
    CHECK(fault("houlsby:layernorm=none & layernorm").empty());
    CHECK(fault("houlsby:layers=0-3,layernorm=none & pfeiffer:layers=4-11").empty());
}

TEST_CASE("A union with BitFit needs its LayerNorms to itself") {
    const BaseConfig base;
    CHECK_FALSE(validate(parseDesign("houlsby:m=8 & bitfit"), base).empty());
    CHECK(validate(parseDesign("houlsby:m=8,layernorm=none & bitfit"), base).empty());
}

TEST_CASE("A LoRA that cannot work is refused") {
    CHECK(fault("lora:r=0").find("r = 0: write a rank from 1") == 0);
    CHECK(fault("lora:r=1000").find("larger than the base's hidden size d = 768") != std::string::npos);
    CHECK(fault("lora:alpha=0").find("silence the update") != std::string::npos);
    CHECK(fault("lora:targets=none").find("No product is updated") == 0);
    CHECK(fault("lora:targets=words,dora=on").find("not to the table of words") != std::string::npos);
    CHECK(fault("lora:layers=12").find("layers=12 names layer 12") == 0);
    BaseConfig distilBert;
    distilBert.family = "distilbert";
    distilBert.hasPooler = false;
    const auto findings = validate(parseDesign("lora:targets=query+pooler"), distilBert);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().sentence.text() ==
          "targets names pooler, which a base of the family distilbert does not have.");
    CHECK(fault("lora & lora:targets=key").empty());
    CHECK(fault("lora & lora:targets=value").find("a low-rank update of the value of layer 0") != std::string::npos);
}

TEST_CASE("Scales and prefixes and prompts that cannot work are refused") {
    CHECK(fault("ia3:targets=none").find("Nothing is scaled") == 0);
    CHECK(fault("ia3:targets=key & ia3:targets=value").empty());
    CHECK(fault("ia3 & ia3:targets=value").find("a scale of the value stream of layer 0") != std::string::npos);
    CHECK(fault("prefix:length=0").find("from 1 to 10000") != std::string::npos);
    CHECK(fault("prefix:hidden=-1").find("0 for none") != std::string::npos);
    CHECK(fault("prefix & prefix:length=3").find("a prefix before the keys and values of layer 0") !=
          std::string::npos);
    CHECK(fault("prompt:length=0").find("from 1 to 10000") != std::string::npos);
    CHECK(fault("prompt:length=509").empty());
    CHECK(fault("prompt:length=509,entry=words").empty());
    CHECK(fault("prompt:length=510,entry=words").find("only 512 positions") != std::string::npos);
    CHECK(fault("prompt:init=\" \"").find("init=\" \": the text is empty") != std::string::npos);
    CHECK(fault("prompt:init=\"good\"").empty());
    CHECK(fault("prompt & prompt:length=3").find("both have a prompt") != std::string::npos);
}

TEST_CASE("What is larger than its base allows for is worth a remark") {
    CHECK(found("compacter:m=772") == List{"remark m"});
    CHECK(found("compacter:m=768").empty());
    CHECK(found("prompt:length=513") == List{"remark length"});
    CHECK(found("prefix:length=513") == List{"remark length"});
    CHECK(found("prefix:length=512").empty());
}

TEST_CASE("Texts must fit beside the positions that a prompt of words takes") {
    const BaseConfig base;
    CHECK_NOTHROW(requirePositions(parseDesign("prompt:length=100"), base, 512));
    CHECK_NOTHROW(requirePositions(parseDesign("prompt:length=100,entry=words"), base, 412));
    CHECK_THROWS_MATCHES(requirePositions(parseDesign("prompt:length=100,entry=words"), base, 413), Error,
                         adapterscope::test::says("takes 100 of the base's 512 positions, which leaves 412"));
}

TEST_CASE("What takes too many positions is told how that method takes fewer") {
    const BaseConfig base;
    const auto advice = [&](const char* design) {
        try {
            requirePositions(parseDesign(design), base, 500);
        } catch (const Error& error) {
            const std::string text = error.what();
            return text.substr(text.find("lower "));
        }
        return std::string("none");
    };
    const std::string prefix = "a shorter prefix, or positions=own, which takes none",
                      prompt = "a shorter prompt, or entry=states, which takes none",
                      lower = "lower --max-length, or write ";
    CHECK(advice("prefix:positions=shifted") == lower + prefix + ".");
    CHECK(advice("prompt:entry=words") == lower + prompt + ".");
    CHECK(advice("prefix:positions=shifted & prompt:entry=words") == lower + prefix + ", or " + prompt + ".");
    CHECK(advice("prefix:positions=shifted & prompt") == lower + prefix + ".");
    CHECK(advice("prefix & prompt") == "none");
}

TEST_CASE("What a base of one layer has is counted in the singular") {
    BaseConfig base;
    base.layers = 1;
    const auto all = [&](const char* design) {
        std::string sentences;
        for (const Finding& finding : validate(parseDesign(design), base))
            sentences += finding.sentence.text();
        return sentences;
    };
    CHECK(all("top:k=2").find("k = 2: the base has only 1 layer.") != std::string::npos);
    CHECK(all("adapter:m=8@0+16@1").find("m names layer 1, but the base has 1 layer, counted from 0.") !=
          std::string::npos);
}

TEST_CASE("A compacter's sizes are multiples of its number of products") {
    CHECK(fault("compacter:m=26").find("a multiple of phm = 4") != std::string::npos);
    CHECK(fault("compacter:m=25,phm=5").find("does not divide the base's hidden size d = 768") != std::string::npos);
    CHECK(fault("compacter:rank=0").find("from 1 to") != std::string::npos);
    CHECK(fault("compacter:sites=none").find("no adapter") != std::string::npos);
    CHECK(fault("compacter & houlsby:sites=ffn,layernorm=none").find("both have an adapter at the feed-forward") !=
          std::string::npos);
}

TEST_CASE("A named union is checked as its parts are") {
    CHECK(fault("mam:length=0").find("length = 0") != std::string::npos);
    CHECK(fault("unipelt:r=0").find("r = 0") != std::string::npos);
    CHECK(fault("mam & prefix").find("both have a prefix before the keys and values of layer 0") != std::string::npos);
}

TEST_CASE("A PEANuT that cannot work is refused and one wider than the base remarked on") {
    CHECK(fault("peanut:r=0").find("from 1 to") != std::string::npos);
    CHECK(fault("peanut:pairs=-1").find("from 0 to") != std::string::npos);
    CHECK(fault("peanut:scale=0").find("other than 0") != std::string::npos);
    CHECK(fault("peanut:targets=none").find("No product is updated") == 0);
    CHECK(found("peanut:r=769") == List{"remark r"});
}

TEST_CASE("A ladder is as wide as the base's heads can share and narrower than the base") {
    CHECK(found("ladder").empty());
    CHECK(found("ladder:m=12").empty());
    CHECK(fault("ladder:m=0").find("m = 0: write the ladder's width, from 1 to") == 0);
    CHECK(fault("ladder:m=5000").find("from 1 to 4096") != std::string::npos);
    CHECK(fault("ladder:m=50").find("has the base's 12 attention heads") != std::string::npos);
    CHECK(fault("ladder:m=50").find("write a multiple of 12, such as 60.") != std::string::npos);
    CHECK(validate(parseDesign("ladder:m=50")).empty());  // which some base may suit
    CHECK(found("ladder:m=768") == List{"remark m"});
    CHECK(sentence("ladder:m=780").find("not smaller than the base's hidden size d = 768") != std::string::npos);
}

TEST_CASE("A design has one ladder, and parts for which gradients pass through the encoder are remarked on") {
    CHECK(fault("ladder & ladder:m=96") ==
          "The parts ladder and ladder cannot be combined: both have a ladder. Change one of them.");
    CHECK(found("ladder & lora") == List{"remark "});
    CHECK(sentence("bitfit & ladder").find("need gradients that pass through the encoder") != std::string::npos);
    CHECK(found("ladder & head").empty());
}
