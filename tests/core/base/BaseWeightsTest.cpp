// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "tests/core/base/WrittenBase.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

/// Weights and a classifier with one NaN, in the named tensor; in an additional one if no other has
/// the name.
void writeWeightsWithNan(const fs::path& folder, const std::string& name) {
    writeWeights(folder, [&](nlohmann::json& tensors) {
        tensors["classifier.weight"] = {{"dtype", "F32"}, {"shape", {2, 4}}};
        tensors["classifier.bias"] = {{"dtype", "F32"}, {"shape", {2}}};
        if (!tensors.contains(name))
            tensors[name] = {{"dtype", "F32"}, {"shape", {3}}};
    });
    const auto entry = readSafeTensorsHeader(folder / "model.safetensors").tensors.at(name);
    std::fstream stream(folder / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(static_cast<std::streamoff>(entry.end - 4));
    stream.write("\0\0\xc0\x7f", 4);
    REQUIRE(stream);
}

}  // namespace

TEST_CASE("A NaN among the weights is found when a run is planned and found again from the cache") {
    const EmptyHome home;
    TempFolder folder;
    const fs::path file = folder / "model.safetensors";
    const auto write = [&](const std::string& tensor, int words) {
        writeSmallConfig(folder.path(), words);
        writeWeightsWithNan(folder.path(), tensor);
    };
    for (const int words : {10, 500'000}) {
        CAPTURE(words);
        write("encoder.layer.0.output.dense.bias", words);
        for (int again = 0; again < 2; ++again)
            CHECK_THROWS_MATCHES(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())), Error,
                                 says(file.string()) && says("encoder.layer.0.output.dense.bias holds NaN or infinity, "
                                                             "so the base computes nothing but NaN"));
        write("embeddings.word_embeddings.weight", words);
        CHECK_THROWS_MATCHES(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())), Error,
                             says("texts that read such a row of the table become NaN"));
        for (const char* spare : {"cls.predictions.bias", "encoder.layer.7.output.dense.bias"}) {
            write(spare, words);
            CHECK_NOTHROW(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())));
        }
    }
    fs::remove(file);
    CHECK_NOTHROW(requireFiniteWeights(
        folder.path(), readBaseConfig(folder.path())));  // what is missing is for checkBaseFolder to find
}

TEST_CASE("A NaN in the pooler refuses only what reads the pooler") {
    const EmptyHome home;
    TempFolder folder;
    writeSmallConfig(folder.path(), 10);
    writeWeights(folder.path());
    CHECK(poolerFault(folder.path(), readBaseConfig(folder.path())).text().empty());
    for (const std::string name : {"pooler.dense.bias", "pooler.dense.weight"}) {
        writeWeightsWithNan(folder.path(), name);
        const BaseConfig config = readBaseConfig(folder.path());
        CHECK_NOTHROW(requireFiniteWeights(folder.path(), config));
        CHECK(poolerFault(folder.path(), config).text().find(name + " holds NaN or infinity, so the pooler computes") !=
              std::string::npos);
    }
}

TEST_CASE("A classifier with a NaN is refused by its tensor where it is needed and nowhere else") {
    const EmptyHome home;
    TempFolder folder;
    writeSmallConfig(folder.path(), 10);
    writeWeights(folder.path());
    CHECK_FALSE(hasClassifier(folder.path()));
    for (const char* name : {"classifier.weight", "classifier.bias"}) {
        writeWeightsWithNan(folder.path(), name);
        CHECK_NOTHROW(requireFiniteWeights(folder.path(), readBaseConfig(folder.path())));
        CHECK_THROWS_MATCHES(hasClassifier(folder.path()), Error, says(name) && says("holds NaN or infinity"));
    }
}
