// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/task/TaskRows.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A row whose text or label is a list or an object is refused by its line") {
    TempFolder folder;
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += R"({"text": "some words", "label": "a", "tags": ["other", "columns", "may"]})"
                "\n";
    text += R"({"text": "some words", "label": ["a", "b"]})"
            "\n"
            R"({"text": "some words", "label": {"name": "a"}})"
            "\n"
            R"({"text": {"en": "some words"}, "label": "b"})"
            "\n";
    writeFile(folder / "t.jsonl", text);
    std::vector<Sentence> remarks;
    const TaskRows rows = readTaskRows(folder / "t.jsonl", {}, true, nullptr, remarks);
    const std::string file = (folder / "t.jsonl").string();
    CHECK(rows.rows.size() == 40);
    CHECK(textsOf(remarks) ==
          std::vector<std::string>{file + ", line 41: refused, \"label\" is a list or an object in it, not a label.",
                                   file + ", line 42: refused, \"label\" is a list or an object in it, not a label.",
                                   file + ", line 43: refused, \"text\" is a list or an object in it, not a text."});
}

TEST_CASE("A line of JSON without a key is reported as such and not as one with an empty value") {
    TempFolder folder;
    std::string text = "{\"label\": \"a\"}\n";
    for (int i = 0; i < 40; ++i)
        text += "{\"text\": \"some words\", \"label\": \"a\"}\n";
    text += "{\"text\": \"some words\"}\n{\"label\": \"a\"}\n{\"text\": \"\", \"label\": \"a\"}\n";
    writeFile(folder / "t.jsonl", text);
    std::vector<Sentence> remarks;
    const TaskRows rows = readTaskRows(folder / "t.jsonl", {}, true, nullptr, remarks);
    const std::string file = (folder / "t.jsonl").string();
    REQUIRE(rows.rows.size() == 41);
    CHECK(rows.rows.back().lacksLabel);
    CHECK_FALSE(rows.rows.front().lacksLabel);
    CHECK(textsOf(remarks) == std::vector<std::string>{file + ", line 1: refused, \"text\" is missing in it.",
                                                       file + ", line 43: refused, \"text\" is missing in it.",
                                                       file + ", line 44: refused, its text (column \"text\") is "
                                                              "empty."});
}

TEST_CASE("Plain spaces around a label go if it always has them and are another spelling of it if not") {
    const TempFolder folder;
    const auto labels = [&](const std::string& content) {
        writeFile(folder / "t.csv", content);
        std::vector<Sentence> remarks;
        std::set<std::string> found;
        for (const LabelledText& row : readTaskRows(folder / "t.csv", {}, true, nullptr, remarks).rows)
            found.insert(row.label);
        return found;
    };
    using Labels = std::set<std::string>;
    CHECK(labels("text, label\nfine words, pos\nbad words, neg\nfine, pos\n") == Labels{"pos", "neg"});
    CHECK(labels("text,label\nfine words,pos \nbad words,neg\nfine,pos\n") == Labels{"pos ", "pos", "neg"});
}
