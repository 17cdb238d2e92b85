// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include "core/common/Hash.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "tests/core/task/builtin/BagOfWords.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

const std::vector<Task>& allTasks() {
    static const std::vector<Task> all = [] {
        std::vector<Task> tasks;
        for (const std::string& name : builtinTasks())
            tasks.push_back(builtinTask(name).value());
        return tasks;
    }();
    return all;
}

double shareUnseen(const std::vector<Example>& split, const std::set<std::string>& seen) {
    std::size_t all = 0;
    std::size_t unseen = 0;
    for (const Example& example : split) {
        for (const std::string& word : wordsOf(example)) {
            if (isFunctionWord(word))
                continue;
            ++all;
            unseen += seen.count(word) == 0 ? 1U : 0U;
        }
    }
    return static_cast<double>(unseen) / static_cast<double>(all);
}

double shareUnseen(const std::set<std::string>& words, const std::set<std::string>& seen) {
    const auto unseen =
        std::count_if(words.begin(), words.end(), [&](const auto& word) { return seen.count(word) == 0; });
    return static_cast<double>(unseen) / static_cast<double>(words.size());
}

}  // namespace

TEST_CASE("There are four built-in tasks and no other") {
    CHECK(builtinTasks() == std::vector<std::string>{"sentiment", "topic", "acceptability", "pair"});
    CHECK_FALSE(builtinTask("weather").has_value());
}

TEST_CASE("The built-in tasks have enough rows and every label equally often") {
    for (const Task& task : allTasks()) {
        INFO(task.name);
        CHECK(task.train.size() >= 2000);
        CHECK(task.dev.size() >= 500);
        CHECK(task.test.size() >= 500);
        CHECK(task.hasPairs == (task.name == "pair"));
        for (const auto* split : {&task.train, &task.dev, &task.test}) {
            std::map<int, std::size_t> counts;
            for (const Example& example : *split) {
                ++counts[example.label];
                CHECK(example.pair.empty() != task.hasPairs);
            }
            CHECK(counts.size() == task.labels.size());
            for (const auto& [label, count] : counts)
                CHECK(count == split->size() / task.labels.size());
        }
    }
}

TEST_CASE("No text of a built-in task occurs in two splits or twice") {
    for (const Task& task : allTasks()) {
        INFO(task.name);
        std::set<std::string> texts;
        for (const auto* split : {&task.train, &task.dev, &task.test})
            for (const Example& example : *split)
                CHECK(texts.insert(example.text + '\n' + example.pair).second);
    }
}

TEST_CASE("At least four fifths of the content words outside the training texts are new") {
    for (const Task& task : allTasks()) {
        INFO(task.name);
        const auto seen = contentWords(task.train);
        for (const auto* split : {&task.dev, &task.test}) {
            CHECK(shareUnseen(contentWords(*split), seen) >= 0.8);
            CHECK(shareUnseen(*split, seen) >= 0.8);
        }
    }
}

TEST_CASE("A bag of words does not solve the built-in tasks") {
    for (const Task& task : allTasks()) {
        const double most = task.classes() == 2 ? 0.65 : 0.50;
        for (const double penalty : {1e-4, 1e-3, 1e-2}) {
            for (const bool binary : {false, true}) {
                INFO(task.name << " penalty " << penalty << " binary " << binary);
                const Accuracies accuracy = bagOfWordsAccuracy(task, penalty, binary);
                CHECK(accuracy.test <= most);
            }
        }
    }
}

TEST_CASE("The bag of words solves a task that one word gives away") {
    Task task;
    task.labels = {"cold", "warm"};
    for (int i = 0; i < 40; ++i)
        task.train.push_back(
            {std::string(i % 2 == 0 ? "The day is icy" : "The day is sunny") + (i % 3 == 0 ? " again." : "."), "",
             i % 2});
    task.test = {{"Today is icy.", "", 0}, {"A sunny day.", "", 1}};
    CHECK(bagOfWordsAccuracy(task, 1e-3, false).train == 1.0);
    CHECK(bagOfWordsAccuracy(task, 1e-3, true).test == 1.0);
}

TEST_CASE("The length of a text does not reveal its label") {
    for (const Task& task : allTasks()) {
        INFO(task.name);
        CHECK(lengthAccuracy(task).test <= 1.0 / task.classes() + 0.06);
    }
}

TEST_CASE("The texts of the built-in tasks are sentences of natural length") {
    for (const Task& task : allTasks()) {
        std::set<std::size_t> lengths;
        for (const Example& example : task.train) {
            INFO(task.name << ": " << example.text << " | " << example.pair);
            for (const std::string& text : {example.text, example.pair}) {
                if (text.empty())
                    continue;
                const std::size_t words = wordsOf(Example{text, "", 0}).size();
                CHECK(words >= 4);
                CHECK(words <= 25);
                CHECK(std::isupper(static_cast<unsigned char>(text.front())));
                CHECK(std::string(".?!").find(text.back()) != std::string::npos);
                CHECK(text.find_first_of("{}<>[]|/") == std::string::npos);
                CHECK(text.find("  ") == std::string::npos);
                lengths.insert(words);
            }
        }
        INFO(task.name);
        CHECK(lengths.size() >= 8);
    }
}

TEST_CASE("The built-in tasks are the same every time") {
    for (const Task& task : allTasks()) {
        INFO(task.name);
        const Task again = builtinTask(task.name).value();
        CHECK(std::equal(task.test.begin(), task.test.end(), again.test.begin(), again.test.end(),
                         [](const Example& a, const Example& b) {
                             return a.text == b.text && a.pair == b.pair && a.label == b.label;
                         }));
    }
}
