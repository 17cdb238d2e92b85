// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/BaseFolder.h"
#include "core/base/TensorFacts.h"
#include "core/design/Budget.h"
#include "core/design/Methods.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

BaseConfig bert(int layers, int hidden) {
    BaseConfig base;
    base.layers = layers;
    base.hidden = hidden;
    base.heads = hidden / 64;
    base.intermediate = 4 * hidden;
    return base;
}

const BaseConfig bertBase;
const BaseConfig bertLarge = bert(24, 1024);

Budget counted(const std::string& design, const BaseConfig& base = bertBase, Pooling pooling = Pooling::Pooler) {
    return count(parseDesign(design), base, 2, pooling);
}

}  // namespace

TEST_CASE("Encoders have the published numbers of parameters") {
    CHECK(encoderParameters(bertBase, true) == 109482240);
    CHECK(encoderParameters(bertLarge, true) == 335141888);
    CHECK(encoderParameters(bertBase, false) == 109482240 - (768 * 768 + 768));
    CHECK(encoderParameters(bert(2, 128), true) == 4385920);
}

TEST_CASE("The eight Houlsby sizes on BERT base count as published") {
    const std::vector<std::pair<int, std::int64_t>> published = {
        {1, 55320}, {2, 92208}, {8, 313536}, {16, 608640}, {64, 2379264}, {256, 9461760}, {512, 18905088}};
    for (const auto& [m, adapters] : published) {
        CAPTURE(m);
        const auto budget = counted("houlsby:m=" + std::to_string(m));
        CHECK(budget.component("adapters") == adapters);
        CHECK(budget.component("layer_norm") == 38400);
        CHECK(budget.component("head") == 1538);
        CHECK(budget.trained == adapters + 38400 + 1538);
        CHECK(budget.adapters == 24);
        CHECK(budget.perAdapter == 2 * m * 768 + 768 + m);
        CHECK(budget.baseParameters == 109482240);
        CHECK(budget.bytes == 4 * budget.trained);
    }
}

TEST_CASE("The table of formulas holds for BERT base and large") {
    CHECK(counted("houlsby").trained == 2419202);
    CHECK(counted("houlsby", bertLarge).component("adapters") == 6343680);
    CHECK(counted("houlsby", bertLarge).trained == 6446082);
    CHECK(counted("pfeiffer:m=64").component("adapters") == 1189632);
    CHECK(counted("pfeiffer:m=64", bertLarge).component("adapters") == 3171840);
    CHECK(counted("pfeiffer").component("adapters") == 894528);
    CHECK(counted("parallel:m=64").component("adapters") == 1189632);
    CHECK(counted("parallel:m=64,scale=learned").component("adapters") == 1189632 + 12);
    CHECK(counted("parallel:m=384,scale=learned").component("adapters") == 7091724);
    CHECK(counted("layernorm").component("layer_norm") == 38400);
    CHECK(counted("layernorm", bertLarge).component("layer_norm") == 100352);
    CHECK(counted("top:k=1").trained == 7680002);
    CHECK(counted("top:k=1", bertLarge).trained == 13647874);
    CHECK(counted("head").trained == 1538);
    CHECK(counted("prefix").component("prefix") == 9872384);
    CHECK(counted("prefix", bertLarge).component("prefix") == 25770496);
    CHECK(counted("prefix:hidden=0").component("prefix") == 552960);
    CHECK(counted("prefix").stored == 552960 + 1538);
    CHECK(counted("prefix").bytes == 4L * (552960 + 1538));
    CHECK(counted("houlsby").stored == counted("houlsby").trained);
    CHECK(counted("prompt").component("prompt") == 15360);
    CHECK(counted("ia3").component("ia3") == 55296);
    CHECK(counted("compacter").trained == 57088 + 1538);
    CHECK(counted("compacter:sites=ffn,original-layernorm=before").trained == 28576 + 1538);
    CHECK(counted("lora:dora=on").component("lora") == 313344);
    CHECK(counted("mam:m=384").trained == 22493984 + 1538);
    CHECK(counted("unipelt").trained == 11083376 + 1538);
    CHECK(counted("ladder").component("ladder") ==
          13 * (48 * 768 + 48) + 12 + 12 * (12 * 48 * 48 + 13 * 48) + 48 * 768 + 768);
    CHECK(counted("ladder").component("ladder") == 856764);
    CHECK(counted("ia3", bertLarge).component("ia3") == 147456);
}

TEST_CASE("Full fine-tuning of the miniature BERTs counts as published") {
    CHECK(counted("full", bert(2, 128)).trained == 4386178);
    CHECK(counted("full", bert(4, 256)).trained == 11171074);
    CHECK(counted("full", bert(4, 512)).trained == 28764674);
    CHECK(counted("full", bert(8, 512)).trained == 41374210);
    CHECK(counted("full").trained == 109483778);
    CHECK(counted("full", bertLarge).trained == 335143938);
}

TEST_CASE("Components are in their fixed order and none is zero") {
    const auto names = [](const Budget& budget) {
        std::vector<std::string> list;
        for (const auto& component : budget.components)
            list.push_back(component.name);
        return list;
    };
    CHECK(names(counted("houlsby")) == std::vector<std::string>{"adapters", "layer_norm", "head"});
    CHECK(names(counted("pfeiffer:head=off")) == std::vector<std::string>{"adapters"});
    CHECK(names(counted("full")) == std::vector<std::string>{"encoder_layers", "embeddings", "pooler", "head"});
    CHECK(names(counted("top")) == std::vector<std::string>{"encoder_layers", "pooler", "head"});
    CHECK(names(counted("houlsby:layers=none")) == std::vector<std::string>{"layer_norm", "head"});
    CHECK(counted("full").component("adapters") == 0);
}

TEST_CASE("A pooler that the head does not read is neither trained nor counted") {
    const auto pooler = 768 * 768 + 768;
    for (const auto pooling : {Pooling::Cls, Pooling::Mean}) {
        const auto full = counted("full", bertBase, pooling);
        CHECK(full.component("pooler") == 0);
        CHECK(full.baseParameters == 109482240 - pooler);
        CHECK(full.trained == full.baseParameters + 1538);
        CHECK(counted("top:k=1", bertBase, pooling).trained == 7680002 - pooler);
        CHECK(counted("houlsby", bertBase, pooling).trained == 2419202);
    }
}

TEST_CASE("Layers and sites and dropped layers decide how many adapters there are") {
    CHECK(counted("houlsby:layers=0-3+6").adapters == 10);
    CHECK(counted("houlsby:sites=attention").adapters == 12);
    CHECK(counted("adapter:drop=5").adapters == 14);
    CHECK(counted("adapter:drop=5,layers=0-5,sites=ffn").adapters == 1);
    const auto mixed = counted("adapter:m=64@0-5+16@6-11");
    CHECK(mixed.component("adapters") == 12 * (2 * 64 * 768 + 768 + 64) + 12 * (2 * 16 * 768 + 768 + 16));
    CHECK(mixed.perAdapter == 0);
    CHECK(counted("adapter:m=64@0-5+64@6-11").perAdapter == 2 * 64 * 768 + 768 + 64);
    CHECK(counted("houlsby:layers=none").adapters == 0);
}

TEST_CASE("Gates and scales and LayerNorms of an adapter are counted") {
    const auto plain = counted("adapter").perAdapter;
    CHECK(counted("adapter:gating=on").perAdapter == plain + 769);
    CHECK(counted("adapter:scale=learned").perAdapter == plain + 1);
    CHECK(counted("adapter:scale=channel").perAdapter == plain + 768);
    CHECK(counted("adapter:own-layernorm=before").perAdapter == plain + 2L * 768);
    CHECK(counted("adapter:own-layernorm=after,gating=on,scale=channel").perAdapter == plain + 4L * 768 + 1);
    CHECK(counted("adapter:original-layernorm=before,skip=off,dropout=0.1").perAdapter == plain);
}

TEST_CASE("Counts agree with AdapterHub on the tiny BERT") {
    const auto file = test::sharedData("reference/checks/adapters_counts.json");
    REQUIRE_AVAILABLE(file);
    const auto counts = nlohmann::json::parse(test::readFile(file))["counts"];
    const auto base = readBaseConfig(test::sharedData("reference/models/bert"));
    const std::vector<std::pair<std::string, std::string>> designs = {
        {"double_seq_bn", "houlsby:m=8,layernorm=none,activation=swish"},
        {"seq_bn", "pfeiffer:m=8"},
        {"par_bn", "parallel:m=8"},
        {"double_seq_bn_leave_out", "houlsby:m=5,layers=1-2,layernorm=none"},
        {"double_seq_bn_reduction_map", "adapter:m=4+8@0,layernorm=none"},
        {"double_seq_bn_relu", "houlsby:m=8,activation=relu,layernorm=none"},
        {"double_seq_bn_gelu", "houlsby:m=8,layernorm=none"},
        {"double_seq_bn_gelu_new", "houlsby:m=8,activation=gelu-tanh,layernorm=none"},
        {"double_seq_bn_tanh", "houlsby:m=8,activation=tanh,layernorm=none"},
        {"double_seq_bn_swish", "houlsby:m=8,activation=swish,layernorm=none"},
        {"double_seq_bn_leakyrelu", "houlsby:m=8,activation=leaky-relu,layernorm=none"},
        {"double_seq_bn_scaling2", "houlsby:m=8,scale=2,layernorm=none"},
        {"double_seq_bn_learned_scaling", "houlsby:m=8,scale=learned,layernorm=none"},
        {"double_seq_bn_channel_scaling", "houlsby:m=8,scale=channel,layernorm=none"},
        {"double_seq_bn_ln_after_residual", "adapter:m=8,own-layernorm=after,layernorm=none"},
        {"double_seq_bn_gating", "adapter:m=8,gating=on,layernorm=none"},
        {"par_bn_scaling1", "parallel:m=8,scale=1"},
        {"par_bn_learned_scaling", "parallel:m=8,scale=learned"},
        {"par_bn_both", "parallel:m=8,sites=attention+ffn"},
        {"mh_only", "houlsby:m=8,sites=attention,layernorm=none"}};
    for (const auto& [name, text] : designs) {
        CAPTURE(name, text);
        const auto& expected = counts.at("bert__" + name);
        const auto budget = count(parseDesign(text), base, 3, base.defaultPooling);
        CHECK(budget.component("adapters") == expected["adapter_summary_params"]);
        CHECK(budget.component("head") == expected["trainable_by_component"]["head"]);
        CHECK(budget.trained == expected["trainable_total"]);
    }
}

TEST_CASE("Designs count as in PEFT on the tiny BERT") {
    const auto file = test::sharedData("reference/checks/peft_counts.json");
    REQUIRE_AVAILABLE(file);
    const auto counts = nlohmann::json::parse(test::readFile(file))["counts"];
    const auto base = readBaseConfig(test::sharedData("reference/models/bert"));
    const std::vector<std::pair<std::string, std::string>> designs{
        {"ln_tuning", "layernorm"},
        {"lora_qv", "lora:r=4"},
        {"lora_no_task_type", "lora:r=4,head=off"},
        {"lora_all_linear", "lora:r=3,targets=query+key+value+output+ffn-in+ffn-out+pooler"},
        {"lora_layers_1", "lora:r=4,layers=1"},
        {"lora_bias_all", "lora:r=4 & bitfit"},
        {"lora_bias_lora_only", "lora:r=4 & bitfit:biases=query+value"},
        {"lora_embedding", "lora:r=4,targets=query+words"},
        {"rslora", "lora:r=4,rank-scaling=on"},
        {"dora", "lora:r=4,dora=on"},
        {"ia3_ffn_output", "ia3"}};
    for (const auto& [name, text] : designs) {
        CAPTURE(name, text);
        CHECK(count(parseDesign(text), base, 3, Pooling::Pooler).trained ==
              counts.at("bert__" + name)["trainable_reported"]);
    }
}

TEST_CASE("Counts agree with AdapterHub and PEFT on every published BERT shape") {
    const auto file = test::sharedData("reference/checks/counts_real.json");
    REQUIRE_AVAILABLE(file);
    const auto reference = nlohmann::json::parse(test::readFile(file));
    int models = 0;
    for (const auto& [name, model] : reference["models"].items()) {
        const std::string family = model["config"]["model_type"];
        if (family != "bert" && family != "distilbert")
            continue;
        CAPTURE(name);
        ++models;
        const auto base = baseConfigFromJson(model["config"], name);
        const auto& encoder = model["encoder"];
        const auto head = model["sequence_classification_2_labels"]["head"].get<std::int64_t>();
        CHECK(encoderParameters(base, true) == encoder["total"]);
        const auto entries = [&](auto holds) { return entriesOf(factsWhere(base, holds)); };
        CHECK(entries([](const TensorFact& fact) { return isEmbedding(fact.role); }) == encoder["embeddings_total"]);
        CHECK(entries([](const TensorFact& fact) { return fact.layer == 0; }) == encoder["one_layer_total"]);
        CHECK(entries([](const TensorFact& fact) { return fact.role == Role::Pooler; }) == encoder["pooler_total"]);
        for (const int m : {1, 8, 64})
            CHECK(counted("houlsby:m=" + std::to_string(m), base).component("adapters") ==
                  model["adapterhub"]["houlsby_m" + std::to_string(m)]);
        CHECK(counted("pfeiffer:m=64", base).component("adapters") == model["adapterhub"]["pfeiffer_m64"]);
        const auto& whole = model["sequence_classification_2_labels"];
        CHECK(counted("layernorm", base).component("layer_norm") == model["peft"]["layernorm"]["method"]);
        CHECK(counted("bitfit", base).component("biases") == whole["encoder_biases_bitfit"]);
        CHECK(counted("lora", base).component("lora") == model["peft"]["lora_qv_r8"]["method"]);
        CHECK(counted("ia3", base).component("ia3") == model["adapterhub"]["ia3"]);
        CHECK(counted("prefix:length=30,hidden=0", base).component("prefix") == model["adapterhub"]["prefix30_flat"]);
        CHECK(counted("prompt:length=20", base).component("prompt") == model["adapterhub"]["prompt20"]);
        if (family == "distilbert")  // its head has a layer more in transformers
            continue;
        CHECK(counted("full", base).trained == whole["total"]);
        CHECK(counted("top:k=1", base).trained ==
              encoder["one_layer_total"].get<std::int64_t>() + encoder["pooler_total"].get<std::int64_t>() + head);
    }
    CHECK(models == 8);
}

TEST_CASE("The JSON of a count has the keys of the contract") {
    const auto json = toJson(counted("houlsby:m=64"), parseDesign("houlsby:m=64"), "bert-base");
    CHECK(json["design"] == "houlsby");
    CHECK(json["base"] == "bert-base");
    CHECK(json["components"] == nlohmann::json{{"adapters", 2379264}, {"layer_norm", 38400}, {"head", 1538}});
    CHECK(json["trained"] == 2419202);
    CHECK(json["base_parameters"] == 109482240);
    CHECK(json["percent"].get<double>() == Approx(2.2096752));
    CHECK(json["bytes"] == 9676808);
    CHECK(json["per_adapter"] == 99136);
    CHECK(json["stored"] == 2419202);
    CHECK(json["multiply_adds"] == 24 * 2 * 64 * 768);
}

namespace {

/// The base of the models' tests: two layers of d = 8 and f = 12.
BaseConfig tinyShape() {
    BaseConfig base;
    base.hidden = 8;
    base.layers = base.heads = 2;
    base.intermediate = 12;
    return base;
}

}  // namespace

TEST_CASE("Multiply-adds a token are those of the products that a design adds") {
    const std::vector<std::pair<std::string, std::int64_t>> byHand = {
        {"houlsby:m=3", 4 * (2 * 3 * 8)},
        {"pfeiffer:m=4", 2 * (2 * 4 * 8)},
        {"parallel:m=6", 2 * (2 * 6 * 8)},
        {"adapter:m=3,gating=on", 4 * (2 * 3 * 8 + 8)},
        {"adapter:m=7@0+2@1", 2 * (2 * 7 * 8) + 2 * (2 * 2 * 8)},
        {"adapter:m=3,drop=1", 2 * (2 * 3 * 8)},
        {"compacter:m=4", 4 * (2 * 4 * 8)},
        {"prefix:length=3,hidden=5", 2 * (2 * 3 * 8)},
        {"prefix:length=3,hidden=0,gating=on", 2 * (2 * 3 * 8 + 8)},
        // Products of a layer: 4 of 8 by 8 and two of 8 by 12. (4 * 896 + 2 * 8 * 2 * (132 * 132 - 128 * 128)) / 128.
        {"prompt:length=4", 288},
        {"pfeiffer:m=4 & invertible", 2 * (2 * 4 * 8) + 2 * 2 * 8},
        // (L + 2)md, and in each layer twelve products of 4 by 4 and a token's attention to 128.
        {"ladder:m=4", 4 * (4 * 8) + 2 * (12 * 4 * 4 + 2 * 128 * 4)},
        {"mam:length=3,hidden=5,m=4", 2 * (2 * 3 * 8) + 2 * (2 * 4 * 8)},
        {"unipelt:length=3,hidden=5,m=4,r=2", 112 + 2 * (2 * 4 * 8 + 8) + 4 * (2 * (8 + 8) + 8)},
        {"lora:r=2,gating=on", 4 * (2 * (8 + 8) + 8)},
        // three products of 8 by 8, and for each of two adapters a score and a share, after ffn in two layers
        {"fusion:of=0123456789abcdef+fedcba9876543210", 2 * (3 * 8 * 8 + 5 * 8)}};
    for (const auto& [design, expected] : byHand) {
        CAPTURE(design);
        CHECK(counted(design, tinyShape(), Pooling::Mean).multiplyAdds == expected);
    }
}

TEST_CASE("What can be merged into the base adds no multiply-adds") {
    for (const char* design : {"lora", "lora:dora=on", "ia3", "peanut", "bitfit", "full", "top", "layernorm", "head"}) {
        CAPTURE(design);
        CHECK(counted(design, tinyShape(), Pooling::Mean).multiplyAdds == 0);
    }
}

TEST_CASE("A method that does not state its multiply-adds has one for each parameter that it adds and keeps") {
    MethodInfo method = methodNamed("prefix");
    method.multiplyAdds = nullptr;
    const Design design = parseDesign("prefix:length=3,hidden=5");
    CHECK(multiplyAddsOf(method, design.parts.front(), tinyShape(), Pooling::Mean) == 2L * 2 * 3 * 8);
    CHECK(multiplyAddsOf(methodNamed("full"), parseDesign("full").parts.front(), tinyShape(), Pooling::Mean) == 0);
}

TEST_CASE("Parameters beyond the design's, or fewer, change every sum") {
    Budget budget = counted("layernorm");
    const Budget before = budget;
    budget.add("head", 100);
    budget.add("layer_norm", -40);
    CHECK(budget.component("head") == before.component("head") + 100);
    CHECK(budget.component("layer_norm") == before.component("layer_norm") - 40);
    CHECK(budget.trained == before.trained + 60);
    CHECK(budget.stored == before.stored + 60);
    CHECK(budget.bytes == before.bytes + 240);
    CHECK(budget.percent > before.percent);
}

TEST_CASE("A union counts each of its parts and one head") {
    const Budget houlsby = counted("houlsby:m=8,sites=attention,layernorm=none"), pfeiffer = counted("pfeiffer:m=4"),
                 norms = counted("layernorm");
    const Budget both = counted("houlsby:m=8,sites=attention,layernorm=none & pfeiffer:m=4 & layernorm");
    CHECK(both.component("adapters") == houlsby.component("adapters") + pfeiffer.component("adapters"));
    CHECK(both.component("layer_norm") == norms.component("layer_norm"));
    CHECK(both.component("head") == norms.component("head"));
    CHECK(both.adapters == 24);
    CHECK(both.perAdapter == 0);  // of two sizes
    CHECK(both.trained == houlsby.trained + pfeiffer.trained + norms.trained - 2 * both.component("head"));
}
