// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/base/BaseFolder.h"
#include "core/common/Error.h"
#include "core/design/Budget.h"
#include "core/design/methods/Adapter.h"
#include "core/exchange/AdapterHubConfig.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

const BaseConfig bertBase;

ExportedConfig exported(const std::string& design, const BaseConfig& base = bertBase) {
    return adapterHubConfig(parseDesign(design), base, "bert-base-uncased");
}

nlohmann::json configOf(const std::string& design, const BaseConfig& base = bertBase) {
    return exported(design, base).json["config"];
}

bool notes(const std::string& design, const std::string& part) {
    for (const auto& note : exported(design).notes)
        if (note.text().find(part) != std::string::npos)
            return true;
    return false;
}

/// The same type of JSON, with integers and floats distinguished.
bool sameType(const nlohmann::json& a, const nlohmann::json& b) {
    return std::string(a.type_name()) == b.type_name() && a.is_number_float() == b.is_number_float();
}

/// Python's a // b for floats, as CPython's float_floor_div computes it.
double floorDivision(double a, double b) {
    double remainder = std::fmod(a, b);
    double quotient = (a - remainder) / b;
    if (remainder != 0 && (b < 0) != (remainder < 0))
        quotient -= 1;
    if (quotient == 0)
        return std::copysign(0.0, a / b);
    const double floored = std::floor(quotient);
    return quotient - floored > 0.5 ? floored + 1 : floored;
}

/// m as AdapterHub computes it from the factor in the file: max(1, int(hidden // reduction_factor)).
int bottleneck(int hidden, const nlohmann::json& factor) {
    const int m = factor.is_number_integer() ? hidden / factor.get<int>()
                                             : static_cast<int>(floorDivision(hidden, factor.get<double>()));
    return std::max(1, m);
}

}  // namespace

TEST_CASE("Every bottleneck size comes back from the written reduction factor") {
    for (const int hidden : {32, 64, 128, 256, 312, 384, 512, 768, 1024}) {
        CAPTURE(hidden);
        int wrong = 0;
        for (int m = 1; m <= 2 * hidden; ++m) {
            const auto factor = nlohmann::json::parse(reductionFactor(hidden, m).dump());
            wrong += bottleneck(hidden, factor) == m ? 0 : 1;
            CHECK((hidden % m == 0) == factor.is_number_integer());
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("The plain quotient would lose the sizes that AdapterHub is known to lose") {
    const auto file = test::sharedData("reference/checks/adapters_counts.json");
    REQUIRE_AVAILABLE(file);
    const auto reference = nlohmann::json::parse(test::readFile(file));
    const auto& pairs = reference["reduction_factor_rounding"]["hidden_and_m_where_the_plain_quotient_gives_m_minus_1"];
    CHECK(pairs.size() > 50);
    for (const auto& pair : pairs) {
        const int hidden = pair[0];
        const int m = pair[1];
        CAPTURE(hidden, m);
        CHECK(bottleneck(hidden, static_cast<double>(hidden) / m) == m - 1);
        CHECK(bottleneck(hidden, reductionFactor(hidden, m)) == m);
    }
}

TEST_CASE("A configuration has exactly the fields of AdapterHub with its types") {
    const auto file = test::sharedData("reference/adapters/bert__double_seq_bn/adapter_config.json");
    REQUIRE_AVAILABLE(file);
    const auto reference = nlohmann::json::parse(test::readFile(file));
    const auto json = exported("houlsby").json;
    CHECK(json["config"].size() == 33);
    for (const auto& [key, value] : reference.items()) {
        CAPTURE(key);
        REQUIRE(json.contains(key));
        CHECK(sameType(json[key], value));
    }
    CHECK(json.size() == reference.size());
    for (const auto& [key, value] : reference["config"].items()) {
        CAPTURE(key);
        REQUIRE(json["config"].contains(key));
        if (key != "reduction_factor")  // an integer or a float, both of which load
            CHECK(sameType(json["config"][key], value));
    }
}

TEST_CASE("The designs of the reference folders are written as AdapterHub wrote them") {
    const auto folder = test::sharedData("reference/adapters");
    REQUIRE_AVAILABLE(folder);
    const auto base = readBaseConfig(test::sharedData("reference/models/bert"));
    const std::vector<std::pair<std::string, std::string>> designs = {
        {"double_seq_bn", "houlsby:m=8,init=normal,activation=swish,sigma=0.02"},
        {"seq_bn", "pfeiffer:m=8,init=normal"},
        {"par_bn", "parallel:m=8"},
        {"par_bn_both", "parallel:m=8,sites=attention+ffn"},
        {"par_bn_learned_scaling", "parallel:m=8,scale=learned"},
        {"mh_only", "houlsby:m=8,sites=attention,init=normal"},
        {"double_seq_bn_gelu_new", "houlsby:m=8,activation=gelu-tanh,init=normal"},
        {"double_seq_bn_leakyrelu", "houlsby:m=8,activation=leaky-relu,init=normal"},
        {"double_seq_bn_gating", "adapter:m=8,activation=swish,init=normal,gating=on"},
        {"double_seq_bn_channel_scaling", "houlsby:m=8,activation=swish,init=normal,scale=channel"},
        {"double_seq_bn_scaling2", "houlsby:m=8,activation=swish,init=normal,scale=2"},
        {"double_seq_bn_reduction_map", "adapter:m=4+8@0,activation=swish,init=normal"},
        {"double_seq_bn_leave_out", "houlsby:m=5,layers=1-2,activation=swish,init=normal"}};
    for (const auto& [name, text] : designs) {
        CAPTURE(name, text);
        auto expected =
            nlohmann::json::parse(test::readFile(folder / ("bert__" + name) / "adapter_config.json"))["config"];
        auto config = configOf(text, base);
        const auto design = parseDesign(text);
        const auto& adapter = settingsOf<AdapterSettings>(design);
        for (auto* json : {&expected, &config}) {
            auto& factor = (*json)["reduction_factor"];
            if (factor.is_number())
                factor = bottleneck(base.hidden, factor);
        }
        if (!adapter.layerSizes.empty())
            for (int layer = 0; layer < base.layers; ++layer) {
                const auto& map = config["reduction_factor"];
                const auto key = std::to_string(layer);
                CHECK(bottleneck(base.hidden, map.contains(key) ? map[key] : map["default"]) == adapter.sizeAt(layer));
            }
        CHECK(config == expected);
    }
}

TEST_CASE("The head of the file names base and version") {
    const auto json = exported("pfeiffer").json;
    CHECK(json["version"] == "adapters.1.2.0");
    CHECK(json["model_type"] == "bert");
    CHECK(json["model_name"] == "bert-base-uncased");
    CHECK(json["hidden_size"] == 768);
    CHECK(json["name"] == "pfeiffer");
    CHECK(json["config"]["original_ln_before"] == true);
    CHECK(json["config"]["mh_adapter"] == false);
}

TEST_CASE("A scale is written as a float and never as an integer") {
    CHECK(configOf("parallel")["scaling"].dump() == "4.0");
    CHECK(configOf("houlsby")["scaling"].dump() == "1.0");
    CHECK(configOf("houlsby:scale=learned")["scaling"] == "learned");
    CHECK(configOf("houlsby")["dropout"].dump() == "0.0");
    CHECK(configOf("houlsby")["residual_before_ln"] == true);
}

TEST_CASE("Layers without adapters are left out and sizes by layer become a map") {
    CHECK(configOf("houlsby")["leave_out"].dump() == "[]");
    CHECK(configOf("houlsby:layers=2-11")["leave_out"] == nlohmann::json{0, 1});
    CHECK(configOf("adapter:drop=3,layers=0-4")["leave_out"] == nlohmann::json{0, 1, 2, 5, 6, 7, 8, 9, 10, 11});
    CHECK(configOf("adapter:m=64@0-3+16@4-11")["reduction_factor"] ==
          nlohmann::json{{"default", 48}, {"0", 12}, {"1", 12}, {"2", 12}, {"3", 12}});
    CHECK(configOf("adapter:m=16@0-11")["reduction_factor"] == 48);
    CHECK(notes("adapter:m=64@0-3+16@4-11", "differs by layer"));
}

TEST_CASE("The count of the written sizes is the budget of the design") {
    for (const std::string text :
         {"adapter:m=13@0-5+26@6-9+64@10-11,layernorm=none", "houlsby:m=33,layers=3-7,layernorm=none"}) {
        CAPTURE(text);
        const auto config = configOf(text);
        std::int64_t sum = 0;
        for (int layer = 0; layer < 12; ++layer) {
            if (std::count(config["leave_out"].begin(), config["leave_out"].end(), nlohmann::json(layer)))
                continue;
            auto factor = config["reduction_factor"];
            if (factor.is_object())
                factor = factor.contains(std::to_string(layer)) ? factor[std::to_string(layer)] : factor["default"];
            const int m = bottleneck(768, factor);
            sum += 2L * (2 * m * 768 + 768 + m);
        }
        CHECK(sum == count(parseDesign(text), bertBase, 2, Pooling::Pooler).component("adapters"));
    }
}

TEST_CASE("Every method that AdapterHub has gets a configuration") {
    const auto lora = configOf("lora:r=24");
    CHECK(lora["architecture"] == "lora");
    CHECK(lora["r"] == 24);
    CHECK(lora["composition_mode"] == "add");
    CHECK(lora["attn_matrices"] == nlohmann::json::array({"q", "v"}));
    CHECK(exported("lora:r=24").notes.empty());
    CHECK(configOf("ia3:targets=key+value+ffn-in")["composition_mode"] == "scale");
    CHECK(configOf("compacter")["phm_dim"] == 4);
    CHECK(exported("compacter").notes.empty());
    CHECK(configOf("prompt:length=7")["prompt_length"] == 7);
    CHECK(notes("prompt", "random numbers"));
    CHECK_FALSE(notes("prompt:init=random", "random numbers"));
    // The MLP is still to be trained.
    CHECK(configOf("prefix:hidden=100")["flat"] == false);
    CHECK(configOf("prefix:hidden=100")["bottleneck_size"] == 100);
    CHECK(configOf("prefix:hidden=0")["flat"] == true);
}

TEST_CASE("Parts of a union get a configuration each") {
    for (const char* design : {"mam", "prefix & pfeiffer"}) {
        CAPTURE(design);
        const auto config = configOf(design);
        CHECK(config["architecture"] == "union");
        REQUIRE(config["configs"].size() == 2);
        CHECK(config["configs"][0]["architecture"] == "prefix_tuning");
        CHECK(config["configs"][1].contains("reduction_factor"));
    }
    CHECK(configOf("unipelt")["configs"].size() == 3);
    CHECK(notes("unipelt", "padded"));
    CHECK(notes("unipelt", "takes the place of LoRA's scale"));
    CHECK(exported("prefix & pfeiffer").json["name"] == "prefix-pfeiffer");
    CHECK(configOf("pfeiffer & invertible")["inv_adapter"] == "nice");
    CHECK(notes("houlsby & prompt", "all 25 of them"));
}

TEST_CASE("What the format cannot express goes into notes") {
    CHECK(exported("pfeiffer").notes.empty());
    CHECK(exported("parallel").notes.empty());
    CHECK(exported("houlsby").notes.size() == 1);
    CHECK(notes("houlsby", "all 25 of them (38,400 parameters)"));
    CHECK(notes("houlsby:sigma=0.001", "sigma 0.01, not 0.001"));
    CHECK(notes("houlsby:init=normal", "sigma 0.02, not 0.01"));
    CHECK_FALSE(notes("houlsby:init=normal,sigma=0.02", "sigma"));
    CHECK(notes("houlsby:init=zero", "no init=zero"));
    CHECK(notes("houlsby:activation=gelu-tanh", "gelu_new"));
    CHECK(notes("houlsby:activation=leaky-relu", "leakyrelu"));
    CHECK(notes("houlsby:activation=identity", "linear"));
    CHECK(notes("houlsby:scale=learned@4", "not at 4"));
    CHECK(notes("houlsby:m=13", "m = 13 is written as reduction_factor 56.8"));
    CHECK(notes("houlsby:head=off", "head=off"));
    CHECK(notes("houlsby:lr=0.003", "0.003"));
    CHECK(notes("adapter:gating=on", "padded"));
}

TEST_CASE("A design that AdapterHub cannot hold is refused in words") {
    CHECK_THROWS_MATCHES(
        exported("pfeiffer & bitfit"), Error,
        says("'pfeiffer & bitfit' cannot be exported for AdapterHub: its format has no place for BitFit"));
    for (const std::string text : {"full", "top:k=2", "layernorm", "head", "bitfit", "peanut", "ladder"}) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(exported(text), Error, says("'" + text + "' cannot be exported for AdapterHub"));
        CHECK_THROWS_MATCHES(exported(text), Error, says("in the program's own form (json) instead"));
    }
    CHECK_THROWS_MATCHES(exported("lora:dora=on"), Error, says("dora=on"));
    CHECK_THROWS_MATCHES(exported("ia3"), Error, says("query, key, value and ffn-in"));
    CHECK_THROWS_MATCHES(exported("houlsby:skip=off"), Error, says("skip=off"));
    CHECK_THROWS_MATCHES(exported("houlsby:layers=none"), Error, says("no adapter in any layer"));
    CHECK_THROWS_MATCHES(exported("houlsby:m=0"), Error, says("m = 0"));
    CHECK_THROWS_MATCHES(exported("houlsby:layers=0-12"), Error, says("layer 12"));
}
