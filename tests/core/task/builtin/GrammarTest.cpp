// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/common/Error.h"
#include "core/task/builtin/Grammar.h"
#include "core/task/builtin/SourceTexts.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::builtin;
using adapterscope::test::says;

TEST_CASE("A writer expands words and forms and rules and choices") {
    const Grammar grammar(
        {"words: animal singular plural\nox/oxen\nshared: be singular plural\nis/are\nrule: Start\n"
         "a {x=creature.singular} and [two|two] {x.N} {be.N} <End>\nrule: End\nhere ."});
    PortableRandom random(1);
    Writer writer(grammar, Split::Train, random);
    writer.names = {{"creature", "animal"}, {"N", "plural"}};
    CHECK(tidy(writer.expand(writer.pick("Start"))) == "An ox and two oxen are here.");
}

TEST_CASE("A word list is divided so that no split has a word of another") {
    for (const auto& texts : {std::vector<std::string_view>{text::words, text::opinions, text::sentiment, text::pair},
                              {text::words, text::domains, text::topic},
                              {text::words, text::acceptability}}) {
        const Grammar grammar(texts);
        std::array<std::set<std::string>, 3> words;
        for (const auto& [name, list] : grammar.lists()) {
            INFO(name);
            for (std::size_t split = 0; split < 3 && !list.shared; ++split) {
                CHECK_FALSE(list.words[split].empty());
                for (const Word& word : list.words[split])
                    words[split].insert(word.begin(), word.end());
            }
        }
        for (const std::string& word : words[0]) {
            INFO(word);
            CHECK(words[1].count(word) + words[2].count(word) == 0);
        }
        for (const std::string& word : words[1]) {
            INFO(word);
            CHECK(words[2].count(word) == 0);
        }
    }
}

TEST_CASE("A fault in a grammar names the line or word at fault") {
    CHECK_THROWS_MATCHES(Grammar({"words: a singular plural\nox"}), Error, says("ox"));
    CHECK_THROWS_MATCHES(Grammar({"stray line"}), Error, says("stray line"));
    const Grammar grammar({"words: animal singular plural\nox/oxen"});
    PortableRandom random(1);
    Writer writer(grammar, Split::Train, random);
    CHECK_THROWS_MATCHES(writer.expand("{plant}"), Error, says("plant"));
    CHECK_THROWS_MATCHES(writer.expand("{animal.past}"), Error, says("past"));
    CHECK_THROWS_MATCHES(writer.expand("<Nowhere>"), Error, says("Nowhere"));
    CHECK_THROWS_MATCHES(writer.expand("the [open"), Error, says("the [open"));
}

TEST_CASE("Random numbers are the same on every platform") {
    // The standard fixes the 10000th draw of a default-seeded std::mt19937_64.
    std::mt19937_64 engine;
    engine.discard(9999);
    REQUIRE(engine() == 9981545732273789042ULL);
    PortableRandom random(5489);
    std::mt19937_64 same(5489);
    for (int i = 0; i < 100; ++i)
        CHECK(random.below(1000) == same() % 1000);
}

TEST_CASE("A sentence is tidied") {
    CHECK(tidy("  a old  hat , a useful one ; a unit ") == "An old hat, a useful one; a unit");
}
