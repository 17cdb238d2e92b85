// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/TaskNames.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

struct NamedTasks {
    TaskNames names;

    void add(const std::string& hash, const TaskSource& source = {}, const std::string& name = "reviews") {
        RunSpec spec = specOf("head");
        spec.task = source;
        spec.taskName = name;
        spec.taskHash = hash;
        names.add(spec);
    }
};

TaskSource limitedTo(int rows) {
    TaskSource source;
    source.limitTrain = rows;
    return source;
}

}  // namespace

TEST_CASE("A task that shares its name with no other is called by it, however it is read") {
    NamedTasks tasks;
    tasks.add("1", limitedTo(200), "sentiment");
    tasks.add("1", limitedTo(200), "sentiment");
    tasks.add("2", limitedTo(400), "topic");
    CHECK(tasks.names.of("1") == "sentiment");
    CHECK(tasks.names.of("2") == "topic");
}

TEST_CASE("Tasks of one name are told apart by what differs in how they are read") {
    NamedTasks tasks;
    tasks.add("1", limitedTo(20'000));
    tasks.add("2", limitedTo(1));
    tasks.add("3");
    CHECK(tasks.names.of("1") == "reviews, 20,000 rows");
    CHECK(tasks.names.of("2") == "reviews, 1 row");
    CHECK(tasks.names.of("3") == "reviews, all rows");

    NamedTasks columns;
    TaskSource source = limitedTo(50);
    source.split = {70, 15, 15};
    columns.add("1", source);
    source.labelColumn = "stars";
    columns.add("2", source);
    CHECK(columns.names.of("1") == "reviews");
    CHECK(columns.names.of("2") == "reviews, label column stars");
}

TEST_CASE("Files of one name are told apart by their folders, and versions of one file by their content") {
    NamedTasks tasks;
    TaskSource source;
    source.name = "/data/2025/reviews.tsv";
    tasks.add("aaaaaaaaaa", source);
    source.name = "/data/2026/reviews.tsv";
    tasks.add("bbbbbbbbbb", source);
    CHECK(tasks.names.of("aaaaaaaaaa") == "reviews in 2025");
    CHECK(tasks.names.of("bbbbbbbbbb") == "reviews in 2026");
    tasks.add("cccccccccc", source);
    CHECK(tasks.names.of("aaaaaaaaaa") == "reviews in 2025");
    CHECK(tasks.names.of("bbbbbbbbbb") == "reviews in 2026 (bbbbbb)");
    CHECK(tasks.names.of("cccccccccc") == "reviews in 2026 (cccccc)");
}

TEST_CASE("How a task is read is put in words as far as it was specified") {
    TaskSource source;
    CHECK(sourceWords(source).empty());
    source.limitTrain = 100;
    source.textColumn = "body";
    source.split = {80, 10, 10};
    source.metric = "f1";
    CHECK(sourceWords(source) ==
          std::vector<std::string>{"100 rows", "text column body", "split 80/10/10", "metric f1"});
}
