// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A safetensors file of a header as given and 16 bytes of data.
std::string fileOf(const std::string& header) {
    return safeTensorsStart(header) + std::string(16, '\0');
}

std::string entry(const std::string& name, int begin, int end) {
    return "\"" + name + R"(":{"dtype":"F32","shape":[2],"data_offsets":[)" + std::to_string(begin) + "," +
           std::to_string(end) + "]}";
}

}  // namespace

TEST_CASE("Tensors side by side are read, in whatever order the header has them") {
    const TempFolder folder;
    writeFile(folder / "a.safetensors", fileOf("{" + entry("late", 8, 16) + "," + entry("early", 0, 8) + "}"));
    const auto header = readSafeTensorsHeader(folder / "a.safetensors");
    REQUIRE(header.tensors.size() == 2);
    CHECK(header.tensors.at("late").begin == header.tensors.at("early").end);
}

TEST_CASE("Tensors that overlap are refused by name") {
    const TempFolder folder;
    writeFile(folder / "a.safetensors", fileOf("{" + entry("one", 0, 8) + "," + entry("two", 4, 12) + "}"));
    CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("tensors one and two overlap"));
}

TEST_CASE("Tensors in the same place are refused, and tensors without bytes may be anywhere") {
    const TempFolder folder;
    writeFile(folder / "same.safetensors", fileOf("{" + entry("one", 0, 8) + "," + entry("two", 0, 8) + "}"));
    CHECK_FALSE(safeTensorsFault(folder / "same.safetensors").empty());
    writeFile(folder / "none.safetensors", fileOf("{" + entry("one", 0, 16) + "," + entry("none", 4, 4) + "}"));
    CHECK(safeTensorsFault(folder / "none.safetensors").empty());
}

TEST_CASE("A pipe in the place of weights is refused and nobody waits for it") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "a.safetensors").c_str(), 0600) == 0);
    CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("a.safetensors is a pipe"));
    CHECK_FALSE(safeTensorsFault(folder / "a.safetensors").empty());
}

TEST_CASE("Bytes that belong to no tensor are refused") {
    const TempFolder folder;
    const auto faultOf = [&](const std::string& content) {
        writeFile(folder / "a.safetensors", content);
        return safeTensorsFault(folder / "a.safetensors");
    };
    const std::string whole = fileOf("{" + entry("one", 0, 8) + "," + entry("two", 8, 16) + "}");
    CHECK(faultOf(whole).empty());
    CHECK(faultOf(whole + "x") == "is damaged (its last 1 bytes belong to no tensor)");
    CHECK(faultOf(fileOf("{" + entry("one", 0, 8) + "," + entry("two", 12, 16) + "}")) ==
          "is damaged (4 bytes before the tensor two belong to no tensor)");
    CHECK_FALSE(faultOf(fileOf("{" + entry("one", 8, 16) + "}")).empty());
}

TEST_CASE("Shapes and places are whole numbers that are not negative") {
    const TempFolder folder;
    for (const auto& [shape, places] :
         {std::pair("[1.5]", "[0,8]"), std::pair("[-2]", "[0,8]"), std::pair("[true]", "[0,8]"),
          std::pair("2", "[0,8]"), std::pair("[2]", "[0,8.5]"), std::pair("[2]", "[-8,0]"), std::pair("[2]", "[0,8,9]"),
          std::pair("[2]", "[0]"), std::pair("[1e1]", "[0,8]")}) {
        CAPTURE(shape, places);
        writeFile(folder / "a.safetensors", fileOf(std::string(R"({"one":{"dtype":"F32","shape":)") + shape +
                                                   R"(,"data_offsets":)" + places + "}}"));
        CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("one"));
        CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("a.safetensors is damaged"));
    }
}

TEST_CASE("Metadata that the format does not allow are ignored") {
    const TempFolder folder;
    for (const char* metadata : {"null", "[1]", R"({"a":1,"b":"kept"})", "7"}) {
        writeFile(folder / "a.safetensors", fileOf(std::string(R"({"__metadata__":)") + metadata + "," +
                                                   entry("one", 0, 8) + "," + entry("two", 8, 16) + "}"));
        CHECK(readSafeTensorsHeader(folder / "a.safetensors").tensors.size() == 2);
    }
}

TEST_CASE("A tensor that claims more than the file holds is refused by name") {
    const TempFolder folder;
    writeFile(folder / "a.safetensors", fileOf("{" + entry("big", 0, 24) + "}"));
    CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("big"));
}

TEST_CASE("A header of brackets without end is refused, not followed") {
    const TempFolder folder;
    writeFile(folder / "a.safetensors",
              fileOf(R"({"__metadata__":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}"));
    CHECK_THROWS_MATCHES(readSafeTensorsHeader(folder / "a.safetensors"), Error, says("its header is not JSON"));
}
