// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and task sources made to exhaust memory or to be taken for something else.
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "core/common/Error.h"
#include "core/task/Task.h"
#include "core/task/TaskLoader.h"
#include "core/task/TextTable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("JSON Lines that have only brackets are refused as rows and not followed down") {
    const TempFolder folder;
    const std::string brackets(200'000, '[');
    for (const std::string& text : {brackets, brackets + std::string(200'000, ']'), "{\"text\": " + brackets}) {
        writeFile(folder / "t.jsonl", text + "\n");
        CHECK_THROWS_MATCHES(loadTask({.name = (folder / "t.jsonl").string()}), Error, says("t.jsonl"));
    }
}

TEST_CASE("JSON Lines that have only empty objects are refused") {
    const TempFolder folder;
    for (const char* text : {"{}\n", "{}\n{}\n", "\xEF\xBB\xBF{}\n"}) {
        CAPTURE(text);
        writeFile(folder / "t.jsonl", text);
        CHECK_THROWS_MATCHES(loadTask({.name = (folder / "t.jsonl").string()}), Error, says("t.jsonl"));
    }
}

TEST_CASE("JSON Lines whose rows keep adding keys are refused at the first line with too many") {
    const TempFolder folder;
    std::string text;
    for (int line = 0; line < 1000; ++line)
        text += "{\"text\": \"a\", \"label\": \"b\", \"key" + std::to_string(line) + "\": 1}\n";
    writeFile(folder / "t.jsonl", text);
    CHECK_THROWS_MATCHES(loadTask({.name = (folder / "t.jsonl").string()}), Error,
                         says("t.jsonl, line 199: the key \"key198\" is one more than the 200 that a table may have"));
}

TEST_CASE("A line with more keys than a table may have is refused before its keys are put in order") {
    const TempFolder folder;
    const auto refused = [&](const std::string& line) {
        writeFile(folder / "t.jsonl", line + "\n");
        std::string message;
        try {
            loadTask({.name = (folder / "t.jsonl").string()});
        } catch (const Error& error) {
            message = error.what();
        }
        return message;
    };
    std::string keys;
    for (int key = 0; key < 30'000; ++key)
        keys += "\"k" + std::to_string(key) + "\": 1, ";
    CHECK_THAT(refused("{" + keys + R"("text": "a", "label": "b"})"),
               Catch::Contains("t.jsonl, line 1: it has 30002 keys, more than the 200 that a table may have"));
    CHECK_THAT(refused(R"({"text": "a", "label": "b", "more": {)" + keys + R"("z": 1}})"), Catch::Contains("t.jsonl"));
    CHECK_THAT(refused("{" + keys + "]"), Catch::Contains("it is not valid JSON"));
}

TEST_CASE("A task that is neither file nor folder is refused by its kind") {
    const TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe.tsv").c_str(), 0600) == 0);
    CHECK_THROWS_MATCHES(loadTask({.name = (folder / "pipe.tsv").string()}), Error, says("pipe.tsv is a pipe; name"));
}

TEST_CASE("A split and a limit are whole numbers that an int holds") {
    using nlohmann::json;
    for (const char* split : {"[1e60, 10, 10]", "[true, 10, 10]", "[80.5, 10, 10]", "[4294967376, 10, 10]",
                              "[18446744073709551615, 1, 1]", "[\"80\", 10, 10]", "true", "{\"a\": 1}"}) {
        CAPTURE(split);
        const json source = {{"name", "t"}, {"split", json::parse(split)}};
        CHECK_THROWS_MATCHES(taskSourceFromJson(source), Error, says("Field \"split\" of the task must be a "));
    }
    for (const char* limit : {"1e60", "true", "2.5", "-9223372036854775808", "\"9\"", "[9]"}) {
        CAPTURE(limit);
        const json source = {{"name", "t"}, {"limit_train", json::parse(limit)}};
        CHECK_THROWS_MATCHES(taskSourceFromJson(source), Error,
                             says("\"limit_train\" of the task must be a whole number"));
    }
    const TempFolder folder;
    writeFile(folder / "t.tsv", "text\tlabel\na good film\tyes\na bad film\tno\na good book\tyes\na bad book\tno\n");
    for (const std::vector<int>& split :
         {std::vector{2147483647, 2147483647, 2147483547}, {200, -50, -50}, {100, 0, 0}})
        CHECK_THROWS_MATCHES(loadTask({.name = (folder / "t.tsv").string(), .split = split}), Error,
                             says("three percentages for train, dev and test that add up to 100"));
}
