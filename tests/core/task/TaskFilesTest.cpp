// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/task/TaskLoader.h"
#include "tests/core/task/TaskCases.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A folder with train dev and test files is read as it is") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(40));
    writeFile(folder / "validation.tsv", rows(10, {"0", "1"}, "dev text number"));
    writeFile(folder / "test.tsv", rows(12, {"0", "1"}, "test text number"));
    writeFile(folder / "README.md", "About");
    const Task task = loadTask(at(folder.path()));
    CHECK(task.train.size() == 40);
    CHECK(task.dev.size() == 10);
    CHECK(task.test.size() == 12);
    CHECK(task.dev[3].text == "dev text number 3");
    CHECK(task.dev[3].label == 1);
    CHECK(task.remarks.empty());
    CHECK(task.hash.size() == 64);
}

TEST_CASE("A file by itself is split and given percentages are kept") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(200));
    const Task task = loadTask(at(folder / "all.tsv"));
    CHECK(task.name == "all");
    CHECK(task.train.size() == 160);
    CHECK(task.dev.size() == 20);
    CHECK(task.test.size() == 20);
    CHECK(anyRemark(task, "160/20/20"));
    TaskSource half = at(folder / "all.tsv");
    half.split = {50, 30, 20};
    const Task other = loadTask(half);
    CHECK(other.train.size() == 100);
    CHECK(other.dev.size() == 60);
    CHECK(other.test.size() == 40);
    CHECK(other.hash != task.hash);
}

TEST_CASE("Percentages that are not a split are refused") {
    TempFolder folder;
    writeFile(folder / "all.tsv", rows(200));
    for (const std::vector<int>& split :
         {std::vector<int>{80, 10}, {80, 10, 20}, {0, 50, 50}, {90, 0, 10}, {110, 10, -20}}) {
        TaskSource source = at(folder / "all.tsv");
        source.split = split;
        CHECK_THROWS_MATCHES(loadTask(source), Error, says(fmt::format("{}", fmt::join(split, "/"))));
    }
}

TEST_CASE("A split beside a dev file is refused as wrong usage") {
    TempFolder folder;
    writeFile(folder / "train.tsv", rows(40));
    writeFile(folder / "dev.tsv", rows(10));
    TaskSource source = at(folder.path());
    source.split = {80, 10, 10};
    try {
        loadTask(source);
        FAIL("must throw");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::Usage);
    }
}

TEST_CASE("A missing dev file is carved from train and a missing test file leaves no test") {
    TempFolder noDev, noTest;
    writeFile(noDev / "train.tsv", rows(100));
    writeFile(noDev / "test.tsv", rows(10));
    const Task carved = loadTask(at(noDev.path()));
    CHECK(carved.train.size() == 90);
    CHECK(carved.dev.size() == 10);
    CHECK(carved.test.size() == 10);
    CHECK(anyRemark(carved, "10 of its 100 rows"));
    writeFile(noTest / "train.tsv", rows(100));
    writeFile(noTest / "dev.tsv", rows(10));
    const Task untested = loadTask(at(noTest.path()));
    CHECK(untested.test.empty());
    CHECK(anyRemark(untested, "no test file"));
}

TEST_CASE("Given files are found in the folder and beside a file") {
    TempFolder folder;
    writeFile(folder / "big.tsv", rows(60));
    writeFile(folder / "mine.tsv", rows(10));
    writeFile(folder / "held.tsv", rows(12));
    TaskSource source = at(folder.path());
    source.trainFile = "big.tsv";
    source.devFile = "mine.tsv";
    source.testFile = (folder / "held.tsv").string();
    const Task task = loadTask(source);
    CHECK(task.train.size() == 60);
    CHECK(task.dev.size() == 10);
    CHECK(task.test.size() == 12);
    TaskSource file = at(folder / "big.tsv");
    file.devFile = "mine.tsv";
    CHECK(loadTask(file).dev.size() == 10);
    source.devFile = "absent.tsv";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("--dev absent.tsv"));
}

TEST_CASE("A folder without training file or with two lists what it holds") {
    TempFolder none, two;
    writeFile(none / "one.tsv", rows(10));
    writeFile(none / "other.tsv", rows(10));
    CHECK_THROWS_MATCHES(loadTask(at(none.path())), Error, says("one.tsv, other.tsv"));
    writeFile(two / "train.tsv", rows(10));
    writeFile(two / "train.csv", "x,1\n");
    CHECK_THROWS_MATCHES(loadTask(at(two.path())), Error, says("train.csv, train.tsv"));
}

TEST_CASE("A task that is nowhere is refused with what was looked for") {
    CHECK_THROWS_MATCHES(loadTask(at("/no/such/task")), Error, says("/no/such/task"));
    CHECK_THROWS_AS(loadTask(TaskSource{}), Error);
}

TEST_CASE("A file that is too small to split is an error") {
    TempFolder folder;
    writeFile(folder / "all.tsv", "some words here\t0\nother words here\t1\nmore words here\t0\n");
    TaskSource source = at(folder / "all.tsv");
    source.labelColumn = "2";
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("too few to split"));
}

TEST_CASE("Empty and header-only and binary files are refused by name") {
    TempFolder folder;
    writeFile(folder / "empty.tsv", "\n \n");
    CHECK_THROWS_MATCHES(loadTask(at(folder / "empty.tsv")), Error, says("empty.tsv is empty"));
    writeFile(folder / "header.tsv", "text\tlabel\n");
    CHECK_THROWS_MATCHES(loadTask(at(folder / "header.tsv")), Error, says("header.tsv"));
    writeFile(folder / "binary.tsv", std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    CHECK_THROWS_MATCHES(loadTask(at(folder / "binary.tsv")), Error, says("binary"));
}
