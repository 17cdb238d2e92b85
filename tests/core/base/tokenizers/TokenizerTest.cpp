// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <fstream>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;

namespace {

void mustEqualReference(const Tokenizer& tokenizer, const std::string& name, int lines) {
    std::ifstream stream(sharedData("reference/tokenizers/" + name + ".jsonl"));
    int read = 0;
    for (std::string line; std::getline(stream, line); ++read) {
        const json row = json::parse(line);
        const auto text = row.at("text").get<std::string>();
        const auto pair = row.value("pair", std::string());
        const std::string_view pairView = pair;
        const auto encoding =
            tokenizer.encode(text, row.contains("pair") ? &pairView : nullptr, row.value("max_length", 0));
        INFO(name << ", line " << read + 1 << ": " << line.substr(0, 200));
        // Plain encoding gives the same ids without the special tokens around them.
        if (!row.contains("pair") && !row.contains("max_length"))
            CHECK(tokenizer.encodePlain(text) == std::vector(encoding.ids.begin() + 1, encoding.ids.end() - 1));
        CHECK(encoding.ids == row.at("ids").get<std::vector<std::int32_t>>());
        CHECK(encoding.typeIds == row.at("type_ids").get<std::vector<std::int32_t>>());
        CHECK(encoding.offsets == row.at("offsets").get<std::vector<std::pair<int, int>>>());
    }
    CHECK(read == lines);
}

}  // namespace

TEST_CASE("The tokenizer of BERT uncased equals the reference line by line") {
    REQUIRE_AVAILABLE(sharedData("reference/tokenizers/bert-uncased.jsonl"));
    TempFolder folder;
    writeFile(folder / "vocab.txt", readFile(sharedData("vocab/bert-base-uncased-vocab.txt")));
    mustEqualReference(*loadTokenizer(folder.path()), "bert-uncased", 394);
}

TEST_CASE("The tokenizers of tiny BERT folders equal the reference line by line") {
    REQUIRE_AVAILABLE(sharedData("reference/tokenizers/bert-cased.jsonl"));
    mustEqualReference(*loadTokenizer(sharedData("reference/models/bert")), "bert-tiny-uncased", 394);
    mustEqualReference(*loadTokenizer(sharedData("reference/models/bert-cased")), "bert-cased", 394);
    mustEqualReference(*loadTokenizer(sharedData("reference/models/bert-chinese")), "bert-chinese", 411);
}
