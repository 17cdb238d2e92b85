// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "core/task/TaskLoader.h"
#include "tests/core/task/TaskCases.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Test texts that also occur in training are counted in a remark") {
    TempFolder folder;
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += fmt::format("the same few words {}\t{}\n", i / 2 % 5, i % 2);
    writeFile(folder / "all.tsv", text);
    TaskSource source = at(folder / "all.tsv");
    source.labelColumn = "2";
    CHECK(anyRemark(loadTask(source), "train also has 10 of the 10 test texts"));
}

TEST_CASE("Texts of dev and test files that occur in another file are counted in a remark each") {
    TempFolder folder;
    const std::string dev = rows(10, {"0", "1"}, "a dev text"), test = rows(12, {"0", "1"}, "a test text");
    writeFile(folder / "train.tsv", rows(40) + "a dev text 3\t1\na test text 1\t1\na test text 2\t0\n");
    writeFile(folder / "dev.tsv", dev);
    writeFile(folder / "test.tsv", test + "a dev text 5\t1\n");
    const Task task = loadTask(at(folder.path()));
    CHECK(task.remarks.size() == 3);
    CHECK(anyRemark(task, "dev.tsv: train also has 1 of the 10 dev texts, word for word."));
    CHECK(anyRemark(task, "test.tsv: train also has 2 of the 13 test texts, word for word."));
    CHECK(anyRemark(task, "test.tsv: dev also has 1 of the 13 test texts, word for word."));
}

TEST_CASE("A pair occurs in another file only if both of its texts do") {
    TempFolder folder;
    const std::string header = "sentence1\tsentence2\tlabel\n";
    writeFile(folder / "train.tsv", header + "one\ttwo\t0\nthree\tfour\t1\n");
    writeFile(folder / "dev.tsv", header + "one\tfour\t0\nthree\tfour\t1\n");
    const Task task = loadTask(at(folder.path()));
    CHECK(anyRemark(task, "train also has 1 of the 2 dev texts"));
}

TEST_CASE("Texts with more than one label are counted in a remark that names the first") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(40) + "the same words\t0\nother words\t0\nthe same words\t0\n");
    writeFile(folder / "dev.tsv", rows(10, {"0", "1"}, "a dev text") + "the same words\t1\n");
    CHECK(anyRemark(loadTask(at(folder.path())),
                    fmt::format("1 text occurs with more than one label; the first is in {}, "
                                "line 11: \"1\" where an earlier row has \"0\".",
                                (folder / "dev.tsv").string())));
    writeFile(folder / "dev.tsv", rows(10, {"0", "1"}, "a dev text") + "the same words\t1\nother words\t1\n");
    CHECK(anyRemark(loadTask(at(folder.path())), "2 texts occur with more than one label"));
    writeFile(folder / "dev.tsv", rows(10, {"0", "1"}, "a dev text") + "the same words\t0\n");
    CHECK_FALSE(anyRemark(loadTask(at(folder.path())), "more than one label"));
}
