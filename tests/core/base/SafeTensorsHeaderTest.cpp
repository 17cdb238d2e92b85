// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include "core/base/SafeTensorsHeader.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A safetensors file of a header as given and 16 bytes of data.
std::string fileOf(const std::string& header) {
    std::string bytes;
    for (std::uint64_t length = header.size(), i = 0; i < 8; ++i)
        bytes += static_cast<char>(length >> (8 * i) & 0xff);
    return bytes + header + std::string(16, '\0');
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

TEST_CASE("Tensors of one place are refused, and tensors without bytes may lie anywhere") {
    const TempFolder folder;
    writeFile(folder / "same.safetensors", fileOf("{" + entry("one", 0, 8) + "," + entry("two", 0, 8) + "}"));
    CHECK_FALSE(safeTensorsFault(folder / "same.safetensors").empty());
    writeFile(folder / "none.safetensors", fileOf("{" + entry("one", 0, 8) + "," + entry("none", 4, 4) + "}"));
    CHECK(safeTensorsFault(folder / "none.safetensors").empty());
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
