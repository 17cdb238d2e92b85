// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "core/experiment/runs/Remarks.h"

using namespace adapterscope;

TEST_CASE("Each remark is shown once with what it is about, in the order of its first") {
    CHECK(inWords({}).empty());
    CHECK(textsOf(inWords(
              {{"reviews", "A."}, {"head", "B."}, {"reviews", "A."}, {"full", "B."}, {"top", "B."}, {"x", "C."}})) ==
          std::vector<std::string>{"reviews: A.", "head and 2 others: B.", "x: C."});
    CHECK(textsOf(inWords({{"a", "S."}, {"b", "S."}})) == std::vector<std::string>{"a and 1 other: S."});
    CHECK(textsOf(inWords({{"d", "d: S."}, {"d", "/t/d.tsv, line 2: S."}, {"d", "It does S."}})) ==
          std::vector<std::string>{"d: S.", "/t/d.tsv, line 2: S.", "d: It does S."});
}

TEST_CASE("What a remark is about is not named twice, whatever its path holds") {
    for (const char* base : {"/my bases/tiny, new", "/my bases/tiny, new/", "/b", "/a: b"}) {
        CAPTURE(base);
        const std::string sentence = std::string(base) + "/tokenizer_config.json asks for padding on the left.";
        CHECK(textsOf(inWords({{base, sentence}})) == std::vector<std::string>{sentence});
    }
    CHECK(textsOf(inWords({{"d", "/my tables/d.tsv, line 2: S."}})) ==
          std::vector<std::string>{"/my tables/d.tsv, line 2: S."});
    CHECK(textsOf(inWords({{"my d", "my d: S."}})) == std::vector<std::string>{"my d: S."});
    CHECK(textsOf(inWords({{"/my base", "/my baseline/config.json asks for S."}})) ==
          std::vector<std::string>{"/my base: /my baseline/config.json asks for S."});
    CHECK(textsOf(inWords({{"d", "/my tables/e.tsv: it is not /d."}})) ==
          std::vector<std::string>{"d: /my tables/e.tsv: it is not /d."});
}
