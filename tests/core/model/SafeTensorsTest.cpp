// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>

#include "core/common/Error.h"
#include "core/model/SafeTensors.h"
#include "tests/support/BaseWeights.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// A file of a header and the given number of bytes of data.
std::string fileOf(const std::string& header, std::size_t dataBytes) {
    return safeTensorsStart(header) + std::string(dataBytes, '\1');
}

/// Reading it fails with one sentence that names the file and contains `part`.
void checkRefused(const std::string& content, const std::string& part) {
    const TempFolder folder;
    writeFile(folder / "broken.safetensors", content);
    CHECK_THROWS_MATCHES(readSafeTensors(folder / "broken.safetensors"), Error,
                         says("broken.safetensors") && says(part));
}

}  // namespace

TEST_CASE("Tensors of every type and shape come back from a safetensors file") {
    NamedTensors tensors{{"scalar", at::full({}, 2.5, at::kFloat)}, {"empty", at::empty({0, 3}, at::kFloat)}};
    for (const auto type :
         {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16, at::kLong, at::kInt, at::kByte, at::kBool})
        tensors[std::string("type ") + at::toString(type)] = at::arange(6).view({2, 3}).to(type);
    tensors["transposed"] = at::arange(6, at::kFloat).view({2, 3}).t();
    const TempFolder folder;
    writeSafeTensors(folder / "all.safetensors", tensors, {{"design", "houlsby:m=3"}, {"note", "\"quoted\" \xc3\xa9"}});
    const auto found = readSafeTensors(folder / "all.safetensors");
    CHECK(found.metadata ==
          std::map<std::string, std::string>{{"design", "houlsby:m=3"}, {"note", "\"quoted\" \xc3\xa9"}});
    REQUIRE(found.tensors.size() == tensors.size());
    for (const auto& [name, tensor] : tensors) {
        CAPTURE(name);
        const auto& own = found.tensors.at(name);
        CHECK(own.scalar_type() == tensor.scalar_type());
        CHECK(own.sizes() == tensor.sizes());
        CHECK(at::equal(own, tensor));
    }
}

TEST_CASE("A safetensors file has the layout that other programs write") {
    const TempFolder folder;
    const std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"k":"v"}})";
    std::string content = fileOf(header, 8);
    const float values[2] = {1.5F, -2.0F};
    std::memcpy(content.data() + content.size() - 8, values, 8);
    writeFile(folder / "byhand.safetensors", content);
    const auto found = readSafeTensors(folder / "byhand.safetensors");
    CHECK(at::equal(found.tensors.at("a"), torch::tensor({1.5F, -2.0F})));
    CHECK(found.metadata.at("k") == "v");
}

TEST_CASE("A safetensors file cut off anywhere is refused by name") {
    const TempFolder folder;
    writeSafeTensors(folder / "whole.safetensors", {{"weight", at::ones({4, 4})}});
    const auto whole = readFile(folder / "whole.safetensors");
    for (const std::size_t kept : {std::size_t{0}, std::size_t{5}, std::size_t{8}, std::size_t{20}})
        checkRefused(whole.substr(0, kept), "header");
    checkRefused(whole.substr(0, whole.size() - 1), "tensor weight");
}

TEST_CASE("A file that is not a safetensors file is refused by name") {
    checkRefused("This is a text of a person who mistook one file for another.", "truncated");
    checkRefused(fileOf("no JSON at all", 0), "JSON");
    checkRefused(fileOf("[1, 2]", 0), "JSON");
    checkRefused(std::string(8, '\xff') + "{}", "header");
    checkRefused(std::string("\0\0\0\0\0\1\0\0", 8) + "{}", "header");
}

TEST_CASE("A header entry that lies is refused by the name of its tensor") {
    const auto entry = [](const std::string& fields) { return fileOf("{\"w\":{" + fields + "}}", 16); };
    checkRefused(entry(R"("dtype":"F32","shape":[4],"data_offsets":[8,24])"), "tensor w");
    checkRefused(entry(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])"), "tensor w");
    checkRefused(entry(R"("dtype":"F32","shape":[3],"data_offsets":[0,16])"), "tensor w");
    checkRefused(entry(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])"), "tensor w");
    checkRefused(entry(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16])"), "tensor w");
    checkRefused(entry(R"("dtype":"F32","shape":[4])"), "entry w");
    checkRefused(fileOf(R"({"w":3})", 0), "entry w");
}

TEST_CASE("Metadata of any kind and tensors of unknown types refuse nothing") {
    const TempFolder folder;
    for (const std::string metadata : {"null", "{}", R"({"format":"pt","epoch":3,"note":null})"}) {
        CAPTURE(metadata);
        writeFile(
            folder / "spare.safetensors",
            fileOf(R"({"__metadata__":)" + metadata + R"(,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)" +
                       R"("b":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[8,16]},)" +
                       R"("c":{"dtype":"I8","shape":[3,0],"data_offsets":[16,16]}})",
                   16));
        const auto found = readSafeTensors(folder / "spare.safetensors");
        CHECK(found.tensors.size() == 2);
        CHECK(found.tensors.at("a").sizes() == at::IntArrayRef{2});
        CHECK(found.metadata.count("format") == (metadata.size() > 5 ? 1U : 0U));
    }
}

TEST_CASE("Files that cannot be read or written are named") {
    const TempFolder folder;
    CHECK_THROWS_MATCHES(readSafeTensors(folder / "none.safetensors"), Error, says("none.safetensors"));
    CHECK_THROWS_MATCHES(readSafeTensors(folder.path()), Error, says(folder.path().string()));
    const auto target = folder / "missing" / "out.safetensors";
    CHECK_THROWS_MATCHES(writeSafeTensors(target, {{"w", at::ones({1})}}), Error, says(target.string()));
}

TEST_CASE("A tensor file is replaced whole and leaves nothing beside it") {
    const TempFolder folder;
    const auto file = folder / "w.safetensors";
    writeSafeTensors(file, {{"w", at::ones({100})}});
    writeSafeTensors(file, {{"w", at::zeros({3})}});
    CHECK(at::equal(readSafeTensors(file).tensors.at("w"), at::zeros({3})));
    CHECK(filesIn(folder.path()) == 1);
}
