// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/common/Error.h"
#include "core/common/NumberFromText.h"
#include "core/common/Text.h"
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "core/design/Presets.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

std::vector<std::string> keyNames(const std::string& method) {
    std::vector<std::string> names;
    for (const auto& key : methodNamed(method).keys)
        names.push_back(key.name);
    return names;
}

}  // namespace

TEST_CASE("Every method has the keys of the contract in its order") {
    const std::vector<std::string> houlsby = {"m",         "sites", "form",  "activation", "init", "sigma", "layers",
                                              "layernorm", "skip",  "scale", "dropout",    "head", "lr"};
    CHECK(keyNames("houlsby") == houlsby);
    CHECK(keyNames("parallel") == houlsby);
    auto pfeiffer = houlsby;
    pfeiffer.insert(pfeiffer.end() - 2, "original-layernorm");
    CHECK(keyNames("pfeiffer") == pfeiffer);
    auto adapter = pfeiffer;
    for (const std::string key : {"own-layernorm", "gating", "drop", "residual", "layer-end"})
        adapter.insert(adapter.end() - 2, key);
    CHECK(keyNames("adapter") == adapter);
    CHECK(keyNames("top") == std::vector<std::string>{"k", "head", "lr"});
    for (const std::string name : {"full", "layernorm", "head"})
        CHECK(keyNames(name) == std::vector<std::string>{"head", "lr"});
}

TEST_CASE("Every row explains itself and its keys") {
    std::set<std::string> names;
    for (const auto& method : methods()) {
        CAPTURE(method.name);
        CHECK(names.insert(method.name).second);
        CHECK_FALSE(method.title.empty());
        CHECK(method.summary.find("et al.") != std::string::npos);
        CHECK(method.defaults.name() == method.name);
        CHECK(parseDesign(method.name) == method.defaults);
        for (const auto& key : method.keys) {
            CAPTURE(key.name);
            CHECK_FALSE(key.label.empty());
            CHECK(key.help.size() > 40);
            CHECK(key.help.back() == '.');
            CHECK(key.help.find("et al.") != std::string::npos);
            const bool ranged =
                key.kind == KeyKind::Integer || key.kind == KeyKind::Number || key.kind == KeyKind::Sizes;
            CHECK((!ranged || key.maximum > key.minimum));
            CHECK((key.kind != KeyKind::Choice || key.choices.size() >= 2));
        }
    }
}

TEST_CASE("Setting a key to its own value changes nothing and each choice reads back") {
    for (const auto& method : methods()) {
        for (const auto& key : method.keys) {
            CAPTURE(method.name, key.name);
            Design design = method.defaults;
            key.set(design, key.get(design));
            CHECK(design == method.defaults);
            for (const auto& choice : key.choices) {
                key.set(design, choice);
                CHECK(key.get(design) == choice);
            }
        }
    }
}

TEST_CASE("The help text of a method names every key with its default") {
    const auto text = helpText(methodNamed("pfeiffer"));
    for (const std::string part : {"pfeiffer: Pfeiffer adapters", "m=48", "sites=ffn (attention+ffn or attention)",
                                   "activation=relu", "scale=1 (a number, learned or channel)", "layernorm=none (all)",
                                   "layers=all (none or spans such as 0-3+6)", "head=on (off)", "lr=0.001"}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

TEST_CASE("A method is found by its name alone") {
    CHECK(findMethod("houlsby"));
    CHECK_FALSE(findMethod("no-such-method"));
    CHECK(methodOf(parseDesign("top:k=3")).title == "Top layers");
    CHECK_THROWS_MATCHES(methodNamed("layer-norm"), Error, says("Did you mean \"layernorm\"?"));
}

TEST_CASE("The help on a key quotes words as messages do") {
    for (const MethodInfo& method : methods())
        for (const KeyInfo& key : method.keys)
            CHECK_THAT(key.help, !Catch::Contains("`"));
}

TEST_CASE("One method is what the others are measured against, and four mark the ruler of budgets") {
    std::vector<std::string> yardsticks, landmarks;
    for (const MethodInfo& method : methods()) {
        if (method.isYardstick)
            yardsticks.push_back(method.name);
        if (!method.look.landmark.empty())
            landmarks.push_back(method.look.landmark);
    }
    CHECK(yardsticks == std::vector<std::string>{"full"});
    CHECK(yardstick().name == "full");
    CHECK(landmarks == std::vector<std::string>{"full", "top layer", "LayerNorms", "head"});
}

TEST_CASE("A part with bottleneck adapters states where they are and what is inside one") {
    BaseConfig base;
    base.layers = 4;
    const auto houlsby = bottleneckOf(parseDesign("houlsby:m=8,layers=1+3"), base);
    REQUIRE(houlsby);
    CHECK(houlsby->component == "adapters");
    CHECK(houlsby->sites == std::set<Site>{Site::Attention, Site::Ffn});
    CHECK(houlsby->sizes == std::vector<int>{0, 8, 0, 8});
    CHECK(houlsby->layers() == std::vector<int>{1, 3});
    CHECK(houlsby->m == 8);
    CHECK_FALSE(houlsby->isSizedByLayer);
    CHECK_FALSE(houlsby->isBeside);
    CHECK(houlsby->hasSkip);
    CHECK(houlsby->before.empty());
    CHECK(houlsby->after.empty());
    CHECK(houlsby->activation == "gelu");
    CHECK(houlsby->start.find("0.01") != std::string::npos);
    const auto all = bottleneckOf(parseDesign("adapter:m=16@2-3+4@0-1,original-layernorm=before,own-layernorm=both,"
                                              "scale=learned@4,dropout=0.1,gating=on"),
                                  base);
    CHECK(all->m == 4);  // of the lowest layer
    CHECK(all->isSizedByLayer);
    CHECK(all->before == std::vector<std::string>{"+ its input, LayerNorm", "LayerNorm"});
    CHECK(all->after == std::vector<std::string>{"× learned@4", "dropout 0.1", "gate", "LayerNorm"});
    CHECK(bottleneckOf(parseDesign("pfeiffer:layers=none"), base)->m == 48);
}

TEST_CASE("The bottleneck of a design is that of the first part that has one, named unions included") {
    const BaseConfig base;
    CHECK(bottleneckOf(parseDesign("lora & parallel:m=32,layernorm=none"), base)->m == 32);
    for (const std::string name : {"mam", "unipelt"})
        CHECK(bottleneckOf(parseDesign(name), base)->sites == std::set<Site>{Site::Ffn});
    CHECK(bottleneckOf(parseDesign("mam"), base)->isBeside);
    CHECK_FALSE(bottleneckOf(parseDesign("mam"), base)->hasSkip);
    for (const std::string name : {"lora", "top", "compacter", "fusion", "head"})
        CHECK_FALSE(bottleneckOf(parseDesign(name), base));
}

TEST_CASE("Presets are valid designs in canonical text with a sentence each") {
    std::set<std::string> designs;
    for (const auto& preset : presets()) {
        CAPTURE(preset.title);
        CHECK(toText(parseDesign(preset.design)) == preset.design);
        CHECK(validate(parseDesign(preset.design), BaseConfig{}).empty());
        CHECK(preset.sentence.back() == '.');
        CHECK(designs.insert(preset.design).second);
    }
    CHECK(designs.count("houlsby"));
    CHECK(designs.count("houlsby:activation=gelu-tanh,sigma=0.001"));
    CHECK(designs.size() == presets().size());
}

TEST_CASE("Numbers are written as short as they can be read back") {
    CHECK(numberText(0.01) == "0.01");
    CHECK(numberText(1e-7) == "1e-7");
    CHECK(numberText(1e20) == "1e20");
    CHECK(numberText(4) == "4");
    CHECK(numberText(0.1 + 0.2) == "0.30000000000000004");
    for (const double value : {1.0 / 3, 1e-300, 5e-324, 1.7976931348623157e308, 123456.789, -2.5e-10})
        CHECK(numberFromText(numberText(value)) == value);
    CHECK(numberText(numberFromText("-0")) == "0");
}

TEST_CASE("Every component of a budget has a name for people, and those of methods are told apart from the base's") {
    for (const MethodInfo& method : methods()) {
        CAPTURE(method.name);
        const Budget budget = count(method.defaults, BaseConfig(), 2, Pooling::Pooler);
        for (const auto& component : budget.components) {
            CAPTURE(component.name);
            const std::string title = componentTitle(component.name);
            CHECK(title != component.name);
            CHECK(title.find('_') == std::string::npos);
            const bool isCommon = component.name == "layer_norm" || component.name == "encoder_layers" ||
                                  component.name == "embeddings" || component.name == "pooler" ||
                                  component.name == "head";
            CHECK(isMethodsOwn(component.name) != isCommon);
        }
    }
}

TEST_CASE("A budget lists what there are many of by its component, and the rest by titles of their own") {
    const BaseConfig base;
    std::vector<std::string> titles;
    for (const Term& term : count(parseDesign("compacter & layernorm"), base, 2, Pooling::Mean).terms)
        titles.push_back(listedTitle(term));
    CHECK(titles == std::vector<std::string>{"Adapters", "shared matrices", "LayerNorms", "head, 2 classes"});
    CHECK(listedTitle(count(parseDesign("houlsby"), base, 2, Pooling::Mean).terms.front()) == "Adapters");
    Term unknown;
    unknown.title = "things";
    CHECK(listedTitle(unknown) == "things");
}
