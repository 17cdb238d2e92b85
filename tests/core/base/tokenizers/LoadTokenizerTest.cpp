// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;
namespace fs = std::filesystem;
using Ids = std::vector<std::int32_t>;

namespace {

// Ids by line: 0 … 3 the special tokens, 4 the, 5 cat, 6 ##s, 7 é, 8 e, 9 E, 10 i, 11 i and a dot above, 12 full stop.
const std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\ncat\n##s\n\xc3\xa9\ne\nE\ni\ni\xcc\x87\n.\n";

Ids plain(const fs::path& folder, const std::string& text) {
    return loadTokenizer(folder)->encodePlain(text);
}

json wordPieceJson() {
    return {{"model",
             {{"type", "WordPiece"},
              {"unk_token", "[UNK]"},
              {"vocab", {{"[UNK]", 0}, {"[CLS]", 1}, {"[SEP]", 2}, {"cat", 3}}}}},
            {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", true}, {"strip_accents", nullptr}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor", {{"type", "BertProcessing"}, {"cls", {"[CLS]", 1}}, {"sep", {"[SEP]", 2}}}},
            {"added_tokens", json::array()}};
}

}  // namespace

TEST_CASE("A folder with only vocab txt is read as BERT uncased") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", vocabulary);
    const auto tokenizer = loadTokenizer(folder.path());
    CHECK(tokenizer->tokenId("[SEP]") == 3);
    // As in transformers, a special token that the vocabulary lacks comes after it; no other text needs that id.
    CHECK(tokenizer->tokenId("[MASK]") == 13);
    CHECK(tokenizer->vocabularySize() == 14);
    CHECK(tokenizer->largestWrittenId() == 12);
    CHECK(tokenizer->token(13) == "[MASK]");
    CHECK(tokenizer->token(4) == "the");
    CHECK(tokenizer->token(14).empty());
    CHECK(tokenizer->tokenId("dog") == -1);
    CHECK(tokenizer->encodePlain("The cats. \xc3\x89 dog") == Ids{4, 5, 6, 12, 8, 1});
    const Encoding encoding = tokenizer->encode("The cats", nullptr, 0);
    CHECK(encoding.ids == Ids{2, 4, 5, 6, 3});
    CHECK(encoding.offsets == std::vector<std::pair<int, int>>{{0, 0}, {0, 3}, {4, 7}, {7, 8}, {0, 0}});
}

TEST_CASE("Other line ends and a byte-order mark in vocab txt change nothing") {
    TempFolder folder;
    for (const std::string content :
         {"[UNK]\r\n[CLS]\r\n[SEP]\r\ncat\r\n", "[UNK]\r[CLS]\r[SEP]\rcat\r", "\xef\xbb\xbf[UNK]\n[CLS]\n[SEP]\ncat"}) {
        CAPTURE(content);
        writeFile(folder / "vocab.txt", content);
        CHECK(loadTokenizer(folder.path())->encode("cat dog", nullptr, 0).ids == Ids{1, 3, 0, 2});
    }
}

TEST_CASE("A pipe in the place of any file of a tokenizer is refused and nobody waits for it") {
    for (const char* name : {"vocab.txt", "config.json", "tokenizer_config.json", "special_tokens_map.json",
                             "added_tokens.json", "tokenizer.json"}) {
        TempFolder folder;
        if (std::string(name) != "vocab.txt")
            writeFile(folder / "vocab.txt", vocabulary);
        REQUIRE(::mkfifo((folder / name).c_str(), 0600) == 0);
        CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says(std::string(name) + " is a pipe"));
    }
}

TEST_CASE("The config states whether case and accents are kept") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", vocabulary);
    writeFile(folder / "tokenizer_config.json", R"({"do_lower_case": false})");
    CHECK(plain(folder.path(), "The E \xc3\xa9") == Ids{1, 9, 7});
    writeFile(folder / "tokenizer_config.json", R"({"do_lower_case": true, "strip_accents": false})");
    CHECK(plain(folder.path(), "E \xc3\x89") == Ids{8, 7});
    CHECK(plain(folder.path(), "\xc4\xb0") == Ids{11});  // capital I with dot: i and a combining dot
    writeFile(folder / "tokenizer_config.json", R"({"do_lower_case": false, "strip_accents": true})");
    CHECK(plain(folder.path(), "\xc3\x89 \xc3\xa9") == Ids{9, 8});
}

TEST_CASE("Special tokens may have other names and may be objects") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", "<unk>\n<s>\n</s>\ncat\n");
    writeFile(folder / "tokenizer_config.json",
              R"({"unk_token": {"content": "<unk>"}, "cls_token": "<s>", "sep_token": "</s>"})");
    CHECK(loadTokenizer(folder.path())->encode("cat dog", nullptr, 0).ids == Ids{1, 3, 0, 2});
}

TEST_CASE("A folder without any tokenizer file is an error that names both") {
    TempFolder folder;
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says(folder.path().string()));
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("neither vocab.txt nor tokenizer.json"));
}

TEST_CASE("An empty or binary or absurd vocabulary is refused by file and line") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", "");
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("vocab.txt is empty"));
    writeFile(folder / "vocab.txt", "\n\n\n");
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("vocab.txt is empty"));
    writeFile(folder / "vocab.txt", std::string_view("[UNK]\n\0\1\2\n", 10));
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("vocab.txt is binary"));
    writeFile(folder / "vocab.txt", "[UNK]\n" + std::string(5000, 'a') + "\n");
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("line 2: a token of 5000 bytes"));
}

TEST_CASE("Of a token that occurs twice the last line gives the id, as in transformers") {
    TempFolder folder;
    writeFile(folder / "vocab.txt", "[UNK]\n[CLS]\n[SEP]\ncat\n##s\ndog\ncat\n##s\n");
    CHECK(plain(folder.path(), "cats dog") == Ids{6, 7, 5});
}

TEST_CASE("Each special token that a vocabulary lacks is named") {
    TempFolder folder;
    for (const auto& [content, missing] : {std::pair("[CLS]\n[SEP]\n", "[UNK]"), std::pair("[UNK]\n[SEP]\n", "[CLS]"),
                                           std::pair("[UNK]\n[CLS]\n", "[SEP]")}) {
        writeFile(folder / "vocab.txt", content);
        CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says(missing));
    }
}

TEST_CASE("A tokenizer json by itself gives the same tokens as the vocabulary beside it") {
    REQUIRE_AVAILABLE(sharedData("reference/models/bert"));
    TempFolder folder;
    fs::copy_file(sharedData("reference/models/bert/tokenizer.json"), folder / "tokenizer.json");
    const auto whole = loadTokenizer(sharedData("reference/models/bert"));
    const auto alone = loadTokenizer(folder.path());
    CHECK(alone->vocabularySize() == whole->vocabularySize());
    const std::string text = "The swashbuckling [MASK] tale of love, betrayal and na\xc3\xafve revenge!";
    CHECK(alone->encodePlain(text) == whole->encodePlain(text));
    CHECK(alone->encodePlain(text).size() > 10);
}

TEST_CASE("A truncated tokenizer json is an error that names it") {
    TempFolder folder;
    writeFile(folder / "tokenizer.json", wordPieceJson().dump().substr(0, 60));
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("tokenizer.json is not valid JSON (line 1, "));
    writeFile(folder / "tokenizer.json", R"({"model": {"type": "WordPiece"}})");
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("tokenizer.json has no \"normalizer\""));
    json empty = wordPieceJson();
    empty["model"].erase("vocab");
    writeFile(folder / "tokenizer.json", empty.dump());
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("holds no vocabulary"));
}

TEST_CASE("Tokenizers of other kinds are refused by their kind") {
    REQUIRE_AVAILABLE(sharedData("reference/models/roberta"));
    CHECK_THROWS_MATCHES(loadTokenizer(sharedData("reference/models/roberta")), Error, says("RobertaTokenizer"));
    CHECK_THROWS_MATCHES(loadTokenizer(sharedData("reference/models/albert")), Error, says("AlbertTokenizer"));
    TempFolder folder;
    json other = wordPieceJson();
    const auto refused = [&](const json& content, const std::string& part) {
        writeFile(folder / "tokenizer.json", content.dump());
        CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("tokenizer.json") && says(part));
    };
    other["model"]["type"] = "BPE";
    refused(other, "a tokenizer of the kind BPE");
    for (const std::string part : {"normalizer", "pre_tokenizer", "post_processor"}) {
        CAPTURE(part);
        other = wordPieceJson();
        other[part] = nullptr;
        refused(other, "has no \"" + part + "\"");
        other[part] = {{"type", "Sequence"}};
        refused(other, "\"Sequence\" is not supported");
    }
}

TEST_CASE("A case in tokenizer config that overrides that of tokenizer json is reported once") {
    TempFolder folder;
    json cased = wordPieceJson();
    cased["normalizer"]["lowercase"] = false;
    writeFile(folder / "tokenizer.json", cased.dump());
    const auto remarksWith = [&](const json& config) {
        writeFile(folder / "tokenizer_config.json", config.dump());
        return textsOf(tokenizerRemarks(folder.path()));
    };
    const std::string file = (folder / "tokenizer_config.json").string();
    const json bert = {{"tokenizer_class", "BertTokenizer"}};
    json stated = bert;
    auto cut = cased;
    cut["normalizer"]["lowercase"] = true;
    cut["truncation"] = {{"direction", "Left"}, {"max_length", 8}};
    writeFile(folder / "tokenizer.json", cut.dump());
    REQUIRE(remarksWith(bert).size() == 1);
    CHECK_THAT(remarksWith(bert)[0], Catch::Contains("cuts long texts at their start (truncation.direction)"));
    stated["truncation_side"] = "left";
    CHECK(remarksWith(stated).empty());
    stated = bert;
    writeFile(folder / "tokenizer.json", cased.dump());
    stated["do_lower_case"] = true;
    CHECK(remarksWith(stated) ==
          std::vector<std::string>{file + " states \"do_lower_case\": true, which decides (as in transformers for this "
                                          "tokenizer_class); tokenizer.json beside it states the opposite."});
    REQUIRE(remarksWith(bert).size() == 1);
    CHECK_THAT(remarksWith(bert)[0], Catch::Contains("does not state \"do_lower_case\", which then is true"));
    stated["do_lower_case"] = false;
    CHECK(remarksWith(stated).empty());
    writeFile(folder / "tokenizer.json", wordPieceJson().dump());
    CHECK(remarksWith(bert).empty());
}

TEST_CASE("Added tokens of tokenizer json get their ids") {
    TempFolder folder;
    json added = wordPieceJson();
    added["added_tokens"] = {{{"id", 4}, {"content", "<user>"}, {"normalized", false}}};
    writeFile(folder / "tokenizer.json", added.dump());
    const auto tokenizer = loadTokenizer(folder.path());
    CHECK(tokenizer->largestWrittenId() == 4);
    CHECK(tokenizer->encodePlain("cat<user>CAT") == Ids{3, 4, 3});
}

TEST_CASE("Impossible ids and fields of a tokenizer json are named") {
    TempFolder folder;
    json broken = wordPieceJson();
    broken["model"]["vocab"]["cat"] = -3;
    writeFile(folder / "tokenizer.json", broken.dump());
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("\"cat\" has the invalid id -3"));
    broken["model"]["vocab"]["cat"] = 2;
    writeFile(folder / "tokenizer.json", broken.dump());
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("the same id 2"));
    broken = wordPieceJson();
    broken["normalizer"]["lowercase"] = "yes";
    writeFile(folder / "tokenizer.json", broken.dump());
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("must be true or false, not \"yes\""));
    broken = wordPieceJson();
    broken["model"]["max_input_chars_per_word"] = -5;
    writeFile(folder / "tokenizer.json", broken.dump());
    CHECK_THROWS_MATCHES(loadTokenizer(folder.path()), Error, says("\"max_input_chars_per_word\" is -5"));
}
