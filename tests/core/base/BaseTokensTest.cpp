// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/base/BaseTokens.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Nine tokens; what the base has rows for is up to the test.
struct Tokens : TempFolder {
    Tokens() { writeFile(*this / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nbad\nfilm\n##s\nlast\n"); }
    std::unique_ptr<Tokenizer> load() const { return loadTokenizer(path()); }
};

BaseConfig tables(int words, int positions, int types) {
    BaseConfig config;
    config.vocabulary = words;
    config.positions = positions;
    config.types = types;
    return config;
}

}  // namespace

TEST_CASE("A vocabulary longer than the word embeddings is refused by its last token") {
    const Tokens folder;
    const auto tokenizer = folder.load();
    CHECK_NOTHROW(requireFittingTokens(*tokenizer, tables(9, 16, 2), "mine"));  // no text contains [MASK] by itself
    CHECK_NOTHROW(requireFittingTokens(*tokenizer, tables(20, 16, 2), "mine"));
    CHECK_THROWS_MATCHES(requireFittingTokens(*tokenizer, tables(8, 16, 2), "mine"), Error,
                         says("the base mine has the token \"last\" with the id 8") && says("a vocab_size of 8"));
}

TEST_CASE("A token that is not UTF-8 does not go into a message as it is") {
    const TempFolder folder;
    writeFile(folder / "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nw\xfe\x1b[2J\n");
    CHECK_THROWS_MATCHES(requireFittingTokens(*loadTokenizer(folder.path()), tables(5, 16, 2), "mine"), Error,
                         says("has the token \"w??[2J\" with the id 5"));
}

TEST_CASE("A vocabulary shorter than the word embeddings is reported with both lengths") {
    const Tokens folder;
    const auto tokenizer = folder.load();
    CHECK(tokenizerFit(folder.path(), tables(tokenizer->vocabularySize(), 16, 2), "mine").unusedEmbeddings.empty());
    CHECK_THAT(tokenizerFit(folder.path(), tables(20, 16, 2), "mine").unusedEmbeddings,
               Catch::Contains(fmt::format("the base mine has {} tokens, but its config.json states a vocab_size of 20",
                                           tokenizer->vocabularySize())));
}

TEST_CASE("An added token beyond the word embeddings is refused and one for padding only if a text spells it out") {
    const Tokens folder;
    writeFile(folder / "added_tokens.json", R"({"<url>": 9})");
    CHECK_THROWS_MATCHES(requireFittingTokens(*folder.load(), tables(9, 16, 2), "mine"), Error,
                         says("the token \"<url>\" with the id 9"));
    writeFile(folder / "added_tokens.json", R"({"[MASK]": 9})");
    const auto tokenizer = folder.load();
    CHECK_NOTHROW(requireFittingTokens(*tokenizer, tables(9, 16, 2), "mine"));
    const auto check = [&](const std::string& text) {
        requireFitting(tokenizer->encode(text, nullptr, 0), *tokenizer, tables(9, 16, 2), "Line 3");
    };
    CHECK_NOTHROW(check("good films"));
    CHECK_THROWS_MATCHES(check("good [MASK]"), Error,
                         says("Line 3 holds the token \"[MASK]\" with the id 9") && says("end at id 8"));
}

TEST_CASE("A text longer than the positions and a pair without a second type are refused by what they are") {
    const Tokens folder;
    const auto tokenizer = folder.load();
    const std::string_view pair = "bad";
    const Encoding encoding = tokenizer->encode("good film", &pair, 0);  // six tokens
    CHECK_NOTHROW(requireFitting(encoding, *tokenizer, tables(9, 6, 2), "Line 1"));
    CHECK_THROWS_MATCHES(
        requireFitting(encoding, *tokenizer, tables(9, 5, 2), "Line 1"), Error,
        says("Line 1 has 6 tokens, more than the base's 5 positions: give a max_length of at most 5."));
    CHECK_THROWS_MATCHES(requireFitting(encoding, *tokenizer, tables(9, 6, 1), "Line 1"), Error,
                         says("Line 1 is a pair of texts") && says("type_vocab_size of 1"));
    CHECK(tokenizerFit(folder.path(), tables(9, 6, 2), "mine").pairFault.empty());
    CHECK_THAT(tokenizerFit(folder.path(), tables(9, 6, 1), "mine").pairFault,
               Catch::Contains("the base mine states a type_vocab_size of 1"));
    writeFile(folder / "tokenizer_config.json", R"({"tokenizer_class": "DistilBertTokenizer"})");
    CHECK(tokenizerFit(folder.path(), tables(9, 6, 1), "mine").pairFault.empty());
}

TEST_CASE("The words of a text are ids without special tokens, and there must be some with embeddings") {
    const Tokens folder;
    const auto tokenizer = folder.load();
    CHECK(wordIds("good films", *tokenizer, tables(9, 16, 2)) == std::vector<std::int32_t>{4, 6, 7});
    CHECK_THROWS_MATCHES(wordIds("good films", *tokenizer, tables(7, 16, 2)), Error,
                         says("The text \"good films\" holds the token \"##s\" with the id 7"));
    for (const char* nothing : {"", " ", "\xe2\x80\x8b"})  // the last a space of no width
        CHECK_THROWS_MATCHES(wordIds(nothing, *tokenizer, tables(9, 16, 2)), Error,
                             says(nothing) && says("holds no token"));
}
