// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TorchPickle.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;

namespace {

std::string text(const std::string& words) {
    std::string bytes = "X";
    for (int i = 0; i < 4; ++i)
        bytes += static_cast<char>((words.size() >> (8 * i)) & 0xff);
    return bytes + words;
}

std::string withZeros(std::string bytes, const std::string& marker) {
    return bytes.replace(bytes.find(marker), marker.size(), std::string("K\0", 2));
}

/// A dictionary of one entry.
std::string dictionary(const std::string& value) {
    return "\x80\x02}q\x01" + text("weight") + value + "s.";
}

/// A tensor [2, 3] of a storage as torch.save writes it.
std::string tensorBytes(const std::string& storage = "FloatStorage") {
    // "\x00" ends a literal, so the offset is put in afterwards.
    std::string bytes = "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + storage + "\n" +
                        text("0") + text("cpu") + "K\x06tQ@@K\x02K\x03\x86K\x03K\x01\x86\x89" +
                        "ccollections\nOrderedDict\n)RtR";
    return withZeros(bytes, "@@");
}

}  // namespace

TEST_CASE("A pickled tensor is read with its storage, type, shape and strides") {
    const auto tensors = tensorsOfPickle(dictionary(tensorBytes()));
    REQUIRE(tensors.size() == 1);
    const PickledTensor& weight = tensors.at("weight");
    CHECK(weight.storage == "0");
    CHECK(weight.type == "F32");
    CHECK(weight.offset == 0);
    CHECK(weight.shape == std::vector<std::int64_t>{2, 3});
    CHECK(weight.strides == std::vector<std::int64_t>{3, 1});
    CHECK(tensorsOfPickle(dictionary(tensorBytes("BFloat16Storage"))).at("weight").type == "BF16");
}

TEST_CASE("A pickle calls nothing and what it builds besides tensors is left out") {
    const std::string call = "cos\nsystem\n(" + text("touch /tmp/should-not-be-there") + "tR";
    CHECK(tensorsOfPickle(dictionary(call)).empty());
    CHECK(tensorsOfPickle("\x80\x02}" + text("list") +
                          "]K\x01"
                          "as" +
                          text("weight") + tensorBytes() + "s.")
              .size() == 1);
    CHECK(tensorsOfPickle("\x80\x02}.").empty());
}

TEST_CASE("A pickle that is damaged or hostile is refused by what is wrong") {
    const auto refused = [](const std::string& bytes, const std::string& why) {
        CAPTURE(why);
        CHECK_THROWS_MATCHES(tensorsOfPickle(bytes), Error, says(why));
    };
    const std::string whole = dictionary(tensorBytes());
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK_THROWS_AS(tensorsOfPickle(whole.substr(0, length)), Error);
    refused("", "ends early");
    refused("K\x01.", "holds no dictionary of tensors");
    refused("R.", "takes more values than it gave");
    refused("t.", "takes more values than it gave");
    refused("h\x05.", "recalls a value that it does not have");
    refused("K\x01K\x02R.", "calls something that cannot be called");
    refused("\x93.", "an instruction that torch.save does not write");
    refused(dictionary(tensorBytes("ComplexFloatStorage")), "of an unknown type");
    refused(
        "K\x01"
        "u.",
        "takes more values than it gave");
    std::string nested = ")";
    for (int i = 0; i < 100; ++i)
        nested += "\x85";
    refused(nested + ".", "nested too deeply");
    refused(std::string(1'100'000, 'N'), "larger than that of any adapter");
}
