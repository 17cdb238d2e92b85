// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

// Expected ids and offsets are those of transformers 4.57 (AutoTokenizer) on the same folders.

using namespace adapterscope;
using namespace adapterscope::test;
using nlohmann::json;
using Ids = std::vector<std::int32_t>;
using Offsets = std::vector<std::pair<int, int>>;

namespace {

// 0 [PAD], 1 [UNK], 2 [CLS], 3 [SEP], 4 [MASK], 5 the, 6 film, 7 see, 8 <, 9 >, 10 url, 11 ##y, 12 ., 13 film.
const std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nfilm\nsee\n<\n>\nurl\n##y\n.\nfilm.\n";

struct Folder : TempFolder {
    Folder() { writeFile(*this / "vocab.txt", vocabulary); }
    void write(const std::string& name, const json& content) const { writeFile(*this / name, content.dump()); }
    std::unique_ptr<Tokenizer> load() const { return loadTokenizer(path()); }
    Ids ids(const std::string& text) const { return load()->encodePlain(text); }
};

json token(const std::string& content, const std::string& flag = "", bool special = false) {
    json token = {{"content", content}, {"single_word", false},   {"lstrip", false},
                  {"rstrip", false},    {"normalized", !special}, {"special", special}};
    if (!flag.empty())
        token[flag] = true;
    return token;
}

json decoder(const json& tokens) {
    return {{"added_tokens_decoder", tokens}};
}

json tokenizerJson() {
    json vocab = json::object();
    int id = 0;
    for (std::size_t at = 0; at < vocabulary.size(); ++id) {
        const auto end = vocabulary.find('\n', at);
        vocab[vocabulary.substr(at, end - at)] = id;
        at = end + 1;
    }
    return {{"model", {{"type", "WordPiece"}, {"unk_token", "[UNK]"}, {"vocab", vocab}}},
            {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", true}, {"strip_accents", nullptr}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor", {{"type", "BertProcessing"}, {"cls", {"[CLS]", 2}}, {"sep", {"[SEP]", 3}}}},
            {"added_tokens", json::array()}};
}

}  // namespace

TEST_CASE("Each file that adds a token makes it one id") {
    const std::string text = "see <url>film";
    const Folder plain;
    CHECK(plain.ids(text) == Ids{7, 8, 10, 9, 6});
    const Folder added, special, config, decoded, whole;
    added.write("added_tokens.json", {{"<url>", 14}});
    special.write("special_tokens_map.json", {{"additional_special_tokens", {"<url>"}}});
    config.write("tokenizer_config.json", {{"additional_special_tokens", {"<url>"}}});
    decoded.write("tokenizer_config.json", decoder({{"14", token("<url>")}}));
    json file = tokenizerJson();
    file["added_tokens"].push_back(token("<url>"));
    file["added_tokens"][0]["id"] = 14;
    whole.write("tokenizer.json", file);
    for (const Folder* folder : {&added, &special, &config, &decoded, &whole}) {
        CHECK(folder->ids(text) == Ids{7, 14, 6});
        CHECK(folder->load()->tokenId("<url>") == 14);
        CHECK(folder->load()->token(14) == "<url>");
        CHECK(folder->load()->largestWrittenId() == 14);
        CHECK(folder->load()->encode("<url>", nullptr, 0).offsets == Offsets{{0, 0}, {0, 5}, {0, 0}});
    }
}

TEST_CASE("A plain added token is found in any case and a special one as it is") {
    const Folder folder;
    folder.write("added_tokens.json", {{"<url>", 14}});
    CHECK(folder.ids("<URL>") == Ids{14});
    folder.write("special_tokens_map.json", {{"additional_special_tokens", {"<url>"}}});
    CHECK(folder.ids("<URL> <url>") == Ids{8, 10, 9, 14});
}

TEST_CASE("An added token overlaps words and each flag does what it is for") {
    const Folder folder;
    const auto with = [&](const std::string& flag, const std::string& text) {
        folder.write("tokenizer_config.json", decoder({{"6", token("film", flag)}, {"14", token("fil")}}));
        return folder.load()->encode(text, nullptr, 0);
    };
    CHECK(with("", "filmy FILM fil").ids == Ids{2, 6, 1, 6, 14, 3});
    CHECK(with("single_word", "filmy FILM fil").ids == Ids{2, 6, 11, 6, 14, 3});
    CHECK(with("lstrip", "see  film see").offsets == Offsets{{0, 0}, {0, 3}, {3, 9}, {10, 13}, {0, 0}});
    CHECK(with("rstrip", "see film\t see").offsets == Offsets{{0, 0}, {0, 3}, {4, 10}, {10, 13}, {0, 0}});
    CHECK(with("special", "FILM").ids == Ids{2, 6, 3});
}

TEST_CASE("The longest added token is taken and one of the vocabulary keeps its id") {
    const Folder folder;
    folder.write("added_tokens.json", {{"film.", 13}, {"the film", 14}, {"the film see", 15}});
    CHECK(folder.ids("the film see the film. film.") == Ids{15, 14, 12, 13});
}

TEST_CASE("Blank lines of the vocabulary count for the ids after it and hold no token") {
    const Folder folder;
    writeFile(folder / "vocab.txt", vocabulary + "\n\n");
    CHECK(folder.load()->largestWrittenId() == 13);
    folder.write("added_tokens.json", {{"<url>", 15}});  // equal lines count once
    CHECK(folder.ids("<url>") == Ids{15});
}

TEST_CASE("Once the config decodes added tokens the older files are not read") {
    const Folder folder;
    folder.write("added_tokens.json", {{"<url>", 14}});
    folder.write("tokenizer_config.json", decoder({{"14", token("@user")}}));
    CHECK(folder.ids("<url> @user") == Ids{8, 10, 9, 14});
    CHECK(extraTokenFiles(folder.path()).empty());
}

TEST_CASE("An id that transformers would not give is refused with file, token and both ids") {
    const auto refused = [](const std::string& file, const json& content, const std::string& part) {
        const Folder folder;
        folder.write(file, content);
        CHECK_THROWS_MATCHES(folder.load(), Error, says(file) && says("the token " + part));
    };
    refused("added_tokens.json", {{"<url>", 20}}, "\"<url>\" the id 20");
    refused("added_tokens.json", {{"<url>", 14}, {"@user", 16}}, "\"@user\" the id 16");
    refused("added_tokens.json", {{"<url>", 9}}, "\"<url>\" the id 9");
    refused("added_tokens.json", {{"film", 14}}, "\"film\" the id 14");
    refused("tokenizer_config.json", decoder({{"15", token("<url>")}}), "\"<url>\" the id 15");
    json file = tokenizerJson();
    file["added_tokens"].push_back(token("<url>"));
    file["added_tokens"][0]["id"] = 30;
    refused("tokenizer.json", file, "\"<url>\" the id 30");
    file = tokenizerJson();
    file["post_processor"]["cls"] = {"[CLS]", 4};
    refused("tokenizer.json", file, "\"[CLS]\" the id 4");
}

TEST_CASE("Files of added tokens with impossible entries are named with the entry") {
    const Folder folder;
    folder.write("added_tokens.json", {{"<url>", "14"}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("added_tokens.json: \"<url>\" is \"14\""));
    folder.write("added_tokens.json", json::array());
    CHECK_THROWS_MATCHES(folder.load(), Error, says("added_tokens.json is not a JSON object"));
    folder.write("added_tokens.json", json::object());
    folder.write("tokenizer_config.json", decoder({{"fourteen", token("<url>")}}));
    CHECK_THROWS_MATCHES(folder.load(), Error, says("tokenizer_config.json: \"fourteen\""));
    folder.write("tokenizer_config.json", {{"additional_special_tokens", "<url>"}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("must be a list, not \"<url>\"."));
    folder.write("tokenizer_config.json", {{"mask_token", 4}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("tokenizer_config.json must be a text in quotes, or an object"));
    folder.write("tokenizer_config.json", {{"mask_token", {{"content", nullptr}}}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("Field \"mask_token\" of ") && says("a \"content\", not {"));
    folder.write("tokenizer_config.json", decoder({{"14", token("<url>")}}));
    for (const json& value : {json("<url>"), token("<url>")}) {  // without an id
        json file = tokenizerJson();
        file["added_tokens"].push_back(value);
        folder.write("tokenizer.json", file);
        CHECK_THROWS_MATCHES(folder.load(), Error, says("tokenizer.json: \"<url>\" is null; an id is a whole number"));
    }
}

TEST_CASE("A class of tokenizers that is not BERT's is refused by name wherever it is") {
    const Folder folder;
    for (const std::string file : {"config.json", "tokenizer_config.json"}) {
        folder.write(file, {{"tokenizer_class", "BertJapaneseTokenizer"}});
        CHECK_THROWS_MATCHES(folder.load(), Error,
                             says(file) && says("BertJapaneseTokenizer") && says("PreTrainedTokenizerFast"));
    }
    folder.write("tokenizer_config.json", {{"tokenizer_class", "BertTokenizer"}});  // decides before config.json
    CHECK(folder.ids("film") == Ids{6});
    for (const std::string name : {"MobileBertTokenizer", "MobileBertTokenizerFast", "LxmertTokenizer"}) {
        folder.write("tokenizer_config.json", {{"tokenizer_class", name}});
        CHECK(folder.ids("film") == Ids{6});
    }
    folder.write("tokenizer_config.json", {{"tokenizer_class", "PreTrainedTokenizerFast"}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("PreTrainedTokenizerFast, which needs the tokenizer.json"));
}

TEST_CASE("Settings that only slow tokenizers have are refused by name unless they change nothing") {
    const Folder folder;
    for (const auto& [key, value] : {std::pair<std::string, json>("never_split", {"[CLS]", "film."}),
                                     {"do_basic_tokenize", false},
                                     {"clean_text", false},
                                     {"wordpieces_prefix", "@@"}}) {
        folder.write("tokenizer_config.json", {{key, value}});
        CHECK_THROWS_MATCHES(folder.load(), Error, says("tokenizer_config.json: \"" + key + "\" is " + value.dump()));
    }
    folder.write("tokenizer_config.json", {{"never_split", {"[CLS]", "[MASK]"}},
                                           {"do_basic_tokenize", true},
                                           {"wordpieces_prefix", "##"},
                                           {"do_lower_case", nullptr}});
    CHECK(folder.ids("FILM") == Ids{6});
}

TEST_CASE("A tokenizer with code of its own is refused by its file and its class") {
    const Folder folder;
    for (const json& own : {json("mine.Mine"), json({"mine.Mine", nullptr}), json({nullptr, "mine.Mine"})}) {
        folder.write("tokenizer_config.json", {{"auto_map", {{"AutoTokenizer", own}}}});
        CHECK_THROWS_MATCHES(folder.load(), Error,
                             says("tokenizer_config.json: \"auto_map\"") && says(own.dump()) && says("not run here"));
    }
    for (const json& harmless : {json(nullptr), json::array({nullptr, nullptr})}) {
        folder.write("tokenizer_config.json", {{"auto_map", {{"AutoTokenizer", harmless}}}});
        CHECK(folder.ids("film") == Ids{6});
    }
    folder.write("tokenizer_config.json", {{"auto_map", {{"AutoModel", "mine.Mine"}}}});
    CHECK(folder.ids("film") == Ids{6});
}

TEST_CASE("BERT's classes take case from the config, by default lower, and others from tokenizer json") {
    const Folder folder;
    json file = tokenizerJson();
    file["normalizer"]["lowercase"] = false;
    folder.write("tokenizer.json", file);
    CHECK(folder.ids("FILM") == Ids{6});
    folder.write("tokenizer_config.json", {{"do_lower_case", false}});
    CHECK(folder.ids("FILM") == Ids{1});
    folder.write("tokenizer_config.json", {{"tokenizer_class", "PreTrainedTokenizerFast"}, {"do_lower_case", true}});
    CHECK(folder.ids("FILM") == Ids{1});
    REQUIRE(tokenizerRemarks(folder.path()).size() == 1);
    CHECK_THAT(tokenizerRemarks(folder.path())[0].text(),
               Catch::Contains("\"do_lower_case\": true, but tokenizer.json"));
}

TEST_CASE("tokenizer json decides on the vocabulary and vocab txt beside it does not") {
    const Folder folder;
    folder.write("tokenizer.json", tokenizerJson());
    writeFile(folder / "vocab.txt", "[UNK]\n[CLS]\n[SEP]\nfilm\n");
    CHECK(folder.load()->encode("film", nullptr, 0).ids == Ids{2, 6, 3});
    folder.write("tokenizer_config.json", {{"tokenizer_file", nullptr}});  // states that there is none
    CHECK(folder.load()->encode("film", nullptr, 0).ids == Ids{1, 3, 2});
}

TEST_CASE("A template is BERT's or refused") {
    const Folder folder;
    const auto special = [](const std::string& name, int type) {
        return json{{"SpecialToken", {{"id", name}, {"type_id", type}}}};
    };
    const auto text = [](const std::string& name, int type) {
        return json{{"Sequence", {{"id", name}, {"type_id", type}}}};
    };
    json file = tokenizerJson();
    file["post_processor"] = {
        {"type", "TemplateProcessing"},
        {"single", {special("[CLS]", 0), text("A", 0), special("[SEP]", 0)}},
        {"pair", {special("[CLS]", 0), text("A", 0), special("[SEP]", 0), text("B", 1), special("[SEP]", 1)}},
        {"special_tokens", {{"[CLS]", {{"ids", {2}}}}, {"[SEP]", {{"ids", {3}}}}}}};
    folder.write("tokenizer.json", file);
    const std::string_view pair = "film";
    CHECK(folder.load()->encode("see", &pair, 0).ids == Ids{2, 7, 3, 6, 3});
    file["post_processor"]["pair"].insert(file["post_processor"]["pair"].begin() + 3, special("[SEP]", 0));
    folder.write("tokenizer.json", file);
    CHECK_THROWS_MATCHES(folder.load(), Error, says("a template other than BERT's"));
}

TEST_CASE("Texts are cut at the side that the config names and special tokens may be words") {
    const Folder folder;
    folder.write("tokenizer_config.json", {{"truncation_side", "left"}});
    CHECK(folder.load()->encode("the film see", nullptr, 4).ids == Ids{2, 6, 7, 3});
    folder.write("tokenizer_config.json", {{"truncation_side", "middle"}});
    CHECK_THROWS_MATCHES(folder.load(), Error, says("\"truncation_side\" is \"middle\""));
    folder.write("tokenizer_config.json", {{"split_special_tokens", true}});
    CHECK(folder.ids("[MASK]film") == Ids{1, 1, 1, 6});
    folder.write("tokenizer_config.json", json::object());
    CHECK(folder.ids("[MASK]film") == Ids{4, 6});
}

TEST_CASE("A tokenizer without types gives both texts of a pair the same") {
    const Folder folder;
    const std::string_view pair = "film";
    for (const json& config : {json{{"tokenizer_class", "DistilBertTokenizer"}},
                               json{{"model_input_names", {"input_ids", "attention_mask"}}}}) {
        folder.write("tokenizer_config.json", config);
        CHECK(folder.load()->encode("see", &pair, 0).typeIds == Ids{0, 0, 0, 0, 0});
    }
    folder.write("tokenizer_config.json",
                 {{"tokenizer_class", "DistilBertTokenizer"}, {"model_input_names", {"input_ids", "token_type_ids"}}});
    CHECK(folder.load()->encode("see", &pair, 0).typeIds == Ids{0, 0, 0, 1, 1});
}

TEST_CASE("Extra files count if they change the tokens and not if they repeat what is so without them") {
    const Folder folder;
    CHECK(extraTokenFiles(folder.path()).empty());
    folder.write("special_tokens_map.json", {{"cls_token", "[CLS]"},
                                             {"mask_token", "[MASK]"},
                                             {"sep_token", {{"content", "[SEP]"}, {"normalized", false}}},
                                             {"additional_special_tokens", json::array()}});
    CHECK(extraTokenFiles(folder.path()).empty());
    folder.write("special_tokens_map.json", {{"mask_token", {{"content", "[MASK]"}, {"lstrip", true}}}});
    CHECK(extraTokenFiles(folder.path()) == std::vector<std::string>{"special_tokens_map.json"});
    folder.write("special_tokens_map.json", {{"cls_token", "the"}});
    CHECK(extraTokenFiles(folder.path()) == std::vector<std::string>{"special_tokens_map.json"});
    folder.write("special_tokens_map.json", json::object());
    folder.write("added_tokens.json", {{"<url>", 14}});
    CHECK(extraTokenFiles(folder.path()).front() == "added_tokens.json");
}
