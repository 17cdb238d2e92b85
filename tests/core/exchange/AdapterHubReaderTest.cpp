// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using nlohmann::json;

/// What AdapterHub's configuration of an adapter without a head describes.
SavedAdapter readConfig(const json& config, const std::string& version = "adapters.1.3.0") {
    json file{{"config", config}, {"name", "task"}};
    if (!version.empty())
        file["version"] = version;
    return savedAdapterFromJson(file, nullptr, {}, BaseConfig(), "adapter_config.json");
}

json bottleneck(const json& more) {
    json config{{"mh_adapter", false}, {"output_adapter", true}, {"reduction_factor", 48}, {"non_linearity", "relu"}};
    config.update(more);
    return config;
}

}  // namespace

TEST_CASE("AdapterHub's (IA)3 multiplies its vectors by alpha, except before 1.1.0") {
    const json ia3{{"architecture", "lora"}, {"composition_mode", "scale"}, {"r", 1}, {"alpha", 4}};
    const auto factor = [](const json& config, const std::string& version) {
        return readConfig(config, version).tensors.begin()->second.factor;
    };
    CHECK(factor(ia3, "adapters.1.3.0") == 0.25);
    CHECK(factor(ia3, "adapters.1.0.1") == 1);
    const json lora{{"architecture", "lora"}, {"r", 4}, {"alpha", 16}};
    json none = ia3;
    none["alpha"] = 0;
    CHECK_THROWS_MATCHES(readConfig(none), Error, says("\"alpha\"") && says("a number other than 0, not 0"));
    CHECK(toText(readConfig(lora).design) == "lora:r=4,alpha=16");
    CHECK(toText(readConfig(lora, "adapters.1.0.1").design) == "lora:r=4");
}

TEST_CASE("Without a version AdapterHub reads gelu as its approximation") {
    const auto activation = [](const std::string& name, const std::string& version) {
        const std::string text = toText(readConfig(bottleneck({{"non_linearity", name}}), version).design);
        return text.find("activation=gelu-tanh") != std::string::npos;
    };
    CHECK(activation("gelu", ""));
    CHECK_FALSE(activation("gelu_orig", ""));
    CHECK_FALSE(activation("gelu", "adapters.1.3.0"));
}

TEST_CASE("What AdapterHub leaves out only in training is read with a remark") {
    const auto notes = [](const json& config) { return readConfig(config).notes; };
    const auto plus = notes(bottleneck({{"stochastic_depth", 0.1}, {"scaling", "channel"}}));
    REQUIRE(plus.size() == 1);
    CHECK(plus.front().find("stochastic_depth = 0.1 applies only in training") == 0);
    CHECK(notes(bottleneck({{"stochastic_depth", 0.0}})).empty());
    CHECK(notes({{"architecture", "lora"}, {"dropout", 0.2}}).size() == 1);
    CHECK(notes({{"architecture", "prefix_tuning"}, {"dropout", 0.2}}).size() == 1);
    CHECK(notes(bottleneck({{"phm_layer", true}, {"dropout", 0.2}})).size() == 1);
    CHECK_THROWS_MATCHES(notes({{"architecture", "lora"}, {"dropout", "much"}}), Error, says("\"dropout\""));
}

TEST_CASE("A field that AdapterHub's file has beside its config is named unless it is known or off") {
    const auto read = [](const char* key, const json& value) {
        const json file{{"config", bottleneck({{"leave_out", json::array()}})},
                        {"name", "task"},
                        {"version", "adapters.1.3.0"},
                        {"model_type", "bert"},
                        {"model_name", "bert-base-uncased"},
                        {"model_class", "BertAdapterModel"},
                        {"hidden_size", 768},
                        {key, value}};
        return savedAdapterFromJson(file, nullptr, {}, BaseConfig(), "adapter_config.json");
    };
    CHECK_NOTHROW(read("config_id", "1f"));
    CHECK_NOTHROW(read("fused", false));
    CHECK_THROWS_MATCHES(read("fused", true), Error, says("Unknown field \"fused\" in adapter_config.json"));
}

TEST_CASE("A parallel adapter of AdapterHub is read without regard to what it would do in sequence") {
    const std::string plain = toText(readConfig(bottleneck({{"is_parallel", true}})).design);
    for (const json& more :
         {json{{"residual_before_ln", false}}, json{{"residual_before_ln", "post_add"}, {"original_ln_before", true}},
          json{{"adapter_residual_before_ln", true}}}) {
        CAPTURE(more.dump());
        json config = bottleneck(more);
        config["is_parallel"] = true;
        CHECK(toText(readConfig(config).design) == plain);
        CHECK_NOTHROW(requireValid(readConfig(config).design, BaseConfig()));
    }
}
