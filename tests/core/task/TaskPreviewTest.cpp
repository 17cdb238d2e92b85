// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/task/TaskPreview.h"
#include "tests/core/task/TaskCases.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// "id,words,mood" rows, in which only the first column has a usual name.
std::string moods(int n) {
    std::string text = "id,words,mood\n";
    for (int i = 0; i < n; ++i)
        text += fmt::format("{},some words about thing {},{}\n", 1000 + i, i, i % 2 ? "glad" : "sad");
    return text;
}

}  // namespace

TEST_CASE("A preview states why the columns of a file were read as they were") {
    TempFolder folder;
    writeFile(folder / "t.tsv", "sentence\tlabel\n" + rows(40));
    const TaskPreview named = previewTask(at(folder / "t.tsv"), 0);
    CHECK(textsOf(named.guesses) ==
          std::vector<std::string>{
              "The rows are split at tabs, which gives all of them 2 columns.",
              "The first row names the columns: they include usual names such as \"sentence\" and \"label\".",
              "The label is read from column \"label\": its name is usual for labels.",
              "The text is read from column \"sentence\": its name is usual for texts."});
    REQUIRE(named.choice.has_value());
    CHECK(named.choice->text == 0);
    CHECK_FALSE(named.choice->pair.has_value());
    CHECK(named.choice->label == 1U);

    writeFile(folder / "bare.tsv", rows(40));
    writeFile(folder / "uneven.tsv", rows(40) + "one\tfield too\tmany\n");
    CHECK(previewTask(at(folder / "uneven.tsv"), 0).guesses.front().text() ==
          "The rows are split at tabs, which gives most of them 2 columns.");
    CHECK(textsOf(previewTask(at(folder / "bare.tsv"), 0).guesses) ==
          std::vector<std::string>{"The rows are split at tabs, which gives all of them 2 columns.",
                                   "No row names the columns: the first row is read like the others.",
                                   "The label is read from column 2: its values recur.",
                                   "The text is read from column 1: no other column has as many words per row."});
}

TEST_CASE("What the person specified about a file is not among its guesses") {
    TempFolder folder;
    writeFile(folder / "t.csv", moods(40));
    TaskSource source = at(folder / "t.csv");
    source.separator = "comma";
    source.header = "yes";
    source.textColumn = "2";
    CHECK(textsOf(previewTask(source, 0).guesses) ==
          std::vector<std::string>{"The label is read from column \"mood\": its values recur."});
    source.labelColumn = "mood";
    CHECK(previewTask(source, 0).guesses.empty());
    CHECK(previewTask(at("sentiment"), 0).guesses.empty());
    CHECK_FALSE(previewTask(at("sentiment"), 0).choice.has_value());
}

TEST_CASE("The first rows of a file and its columns are seen even if no task can be made from it") {
    TempFolder folder;
    writeFile(folder / "t.csv", moods(40));
    TaskSource source = at(folder / "t.csv");
    source.labelColumn = "colour";
    std::vector<TableStart> seen;
    ReadingWatch watch;
    watch.table = [&](const TableStart& start) { seen.push_back(start); };
    CHECK_THROWS_MATCHES(previewTask(source, 0, watch), Error, says("\"colour\""));
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].header == std::vector<std::string>{"id", "words", "mood"});
    CHECK(seen[0].columns == 3);
    REQUIRE(seen[0].rows.size() == 10);
    CHECK(seen[0].rows[1].line == 3);
    CHECK(seen[0].rows[1].fields == std::vector<std::string>{"1001", "some words about thing 1", "glad"});
    REQUIRE(seen[0].form.has_value());
    CHECK(seen[0].form->separator == ",");
    CHECK(seen[0].encoding == "UTF-8");
}

TEST_CASE("Only the training file of a folder is seen while it is read, and all rows of a short one") {
    TempFolder folder;
    writeFile(folder / "train.tsv", "text\tlabel\nfine words\t1\nbad words\t0\n");
    writeFile(folder / "dev.tsv", "text\tlabel\ngood words\t1\npoor words\t0\n");
    std::vector<std::size_t> seen;
    ReadingWatch watch;
    watch.table = [&](const TableStart& start) { seen.push_back(start.rows.size()); };
    previewTask(at(folder.path()), 0, watch);
    CHECK(seen == std::vector<std::size_t>{2});
}

TEST_CASE("Reading a task ends early on request") {
    TempFolder folder;
    writeFile(folder / "t.csv", moods(40));
    std::stop_source stop;
    ReadingWatch watch;
    watch.stop = stop.get_token();
    CHECK(previewTask(at(folder / "t.csv"), 0, watch).labels.size() == 2);
    watch.table = [&](const TableStart&) { stop.request_stop(); };
    const auto kindOf = [&] {
        try {
            previewTask(at(folder / "t.csv"), 0, watch);
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::Run;
    };
    CHECK(kindOf() == ErrorKind::Cancelled);
    watch.table = [](const TableStart&) { FAIL("read although it was stopped before"); };
    CHECK(kindOf() == ErrorKind::Cancelled);
}
