// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A safetensors file of tensors without entries: its header is what is read.
void writeHeadFile(const std::filesystem::path& file, const nlohmann::json& metadata, bool hasDense = false) {
    nlohmann::json header{{"__metadata__", metadata}};
    const SavedHead names = headApart(hasDense);
    for (const std::string& name : {names.weight, names.bias, names.denseWeight, names.denseBias})
        if (!name.empty())
            header[name] = {{"dtype", "F32"}, {"shape", {0}}, {"data_offsets", {0, 0}}};
    writeFile(file, safeTensorsStart(header.dump()));
}

}  // namespace

TEST_CASE("A head beside an adapter is read as it was written") {
    const TempFolder folder;
    const auto file = folder / headApartName;
    writeHeadFile(file, headApartMetadata({2, 1, Pooling::Mean}, Activation::Identity, {"no", "yes"}));
    const SavedHead one = readHeadApart(file);
    CHECK(one.weight == "classifier.weight");
    CHECK(one.denseWeight.empty());
    CHECK(one.pooling == Pooling::Mean);
    CHECK(one.labels == std::map<std::string, int>{{"no", 0}, {"yes", 1}});
    writeHeadFile(file, headApartMetadata({2, 2, Pooling::Cls}, Activation::Tanh, {}), true);
    const SavedHead two = readHeadApart(file);
    CHECK(two.denseWeight == "dense.weight");
    CHECK(two.activation == Activation::Tanh);
    CHECK(two.pooling == Pooling::Cls);
    CHECK(two.labels.empty());
}

TEST_CASE("A head beside an adapter that does not state what it computes is refused") {
    const TempFolder folder;
    const auto file = folder / headApartName;
    const auto refused = [&](const nlohmann::json& metadata, const std::string& part, bool hasDense = false) {
        writeHeadFile(file, metadata, hasDense);
        CHECK_THROWS_MATCHES(readHeadApart(file), Error, says(file.string()) && says(part));
    };
    refused({{"format", "pt"}}, "pooler, cls or mean");
    refused({{"pooling", "max"}}, "'max'");
    refused({{"pooling", "mean"}}, "activation ''", true);
    refused({{"pooling", "mean"}, {"activation", "maxout"}}, "activation 'maxout'", true);
    for (const char* labels : {"no", "{}", "[1, 2]"})
        refused({{"pooling", "mean"}, {"labels", labels}}, "its labels are not a list of names");
}

TEST_CASE("An adapter's head may be beside it and an adapter with two heads is refused") {
    const TempFolder folder;
    const BaseConfig base;
    const std::string lora = "base_model.model.encoder.layer.0.attention.self.query.lora_";
    TensorShapes shapes{{lora + "A.weight", {4, 768}}, {lora + "B.weight", {768, 4}}};
    writeFile(folder / adapterConfigName, R"({"peft_type": "LORA", "lora_alpha": 4})");
    const std::string hash = savedAdapterHash(folder.path());
    CHECK_FALSE(readSavedAdapter(folder.path(), shapes, base).head);
    writeHeadFile(folder / headApartName, {{"pooling", "mean"}});
    CHECK(savedAdapterHash(folder.path()) != hash);
    const SavedAdapter read = readSavedAdapter(folder.path(), shapes, base);
    CHECK(toText(read.design) == "lora:r=4,targets=query,layers=0");
    REQUIRE(read.head);
    CHECK(read.head->pooling == Pooling::Mean);
    shapes["base_model.model.classifier.weight"] = {2, 768};
    CHECK_THROWS_MATCHES(readSavedAdapter(folder.path(), shapes, base), Error,
                         says("two heads") && says(headApartName));
}
