// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include "core/task/Splits.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

std::vector<Example> examples(const std::vector<int>& countsByLabel) {
    std::vector<Example> result;
    for (std::size_t label = 0; label < countsByLabel.size(); ++label)
        for (int i = 0; i < countsByLabel[label]; ++i)
            result.push_back({"text " + std::to_string(result.size()), "", static_cast<int>(label)});
    return result;
}

std::map<int, int> counts(const std::vector<Example>& split) {
    std::map<int, int> result;
    for (const Example& example : split)
        ++result[example.label];
    return result;
}

std::vector<std::string> texts(const std::vector<Example>& split) {
    std::vector<std::string> result;
    for (const Example& example : split)
        result.push_back(example.text);
    return result;
}

}  // namespace

TEST_CASE("A split keeps the share of each label and every example once") {
    const auto parts = stratifiedSplit(examples({700, 250, 50}), {80, 10, 10});
    REQUIRE(parts.size() == 3);
    CHECK(counts(parts[0]) == std::map<int, int>{{0, 560}, {1, 200}, {2, 40}});
    CHECK(counts(parts[1]) == std::map<int, int>{{0, 70}, {1, 25}, {2, 5}});
    CHECK(counts(parts[2]) == std::map<int, int>{{0, 70}, {1, 25}, {2, 5}});
    std::set<std::string> all;
    for (const auto& part : parts)
        for (const Example& example : part)
            all.insert(example.text);
    CHECK(all.size() == 1000);
}

TEST_CASE("A split is the same every time and is not a plain cut") {
    const auto first = stratifiedSplit(examples({100, 100}), {80, 10, 10});
    const auto second = stratifiedSplit(examples({100, 100}), {80, 10, 10});
    CHECK(texts(first[2]) == texts(second[2]));
    std::vector<std::string> tail;
    for (int i = 90; i < 100; ++i)
        tail.push_back("text " + std::to_string(i));
    CHECK(texts(first[2]) != tail);
}

TEST_CASE("Roundings of many small labels do not add up") {
    const auto parts = stratifiedSplit(examples(std::vector<int>(50, 7)), {80, 10, 10});
    CHECK(parts[1].size() == 35);
    CHECK(parts[2].size() == 35);
    CHECK(counts(parts[0]).size() == 50);
}

TEST_CASE("A label with one example stays in training") {
    const auto parts = stratifiedSplit(examples({1, 99}), {50, 25, 25});
    CHECK(counts(parts[0])[0] == 1);
}

TEST_CASE("A sample keeps shares and order and is the same every time") {
    const auto all = examples({600, 300, 100});
    const auto sample = stratifiedSample(all, 100);
    CHECK(counts(sample) == std::map<int, int>{{0, 60}, {1, 30}, {2, 10}});
    CHECK(texts(sample) == texts(stratifiedSample(all, 100)));
    CHECK(std::is_sorted(sample.begin(), sample.end(), [](const Example& a, const Example& b) {
        return std::stoi(a.text.substr(5)) < std::stoi(b.text.substr(5));
    }));
    CHECK(texts(stratifiedSample(all, 5000)) == texts(all));
}

TEST_CASE("A small sample still holds every label") {
    const auto sample = stratifiedSample(examples({9000, 5, 5}), 10);
    CHECK(sample.size() == 10);
    CHECK(counts(sample) == std::map<int, int>{{0, 8}, {1, 1}, {2, 1}});
}

TEST_CASE("A sample holds these rows on every machine") {
    // Computed by a separate Python program: MT19937-64 seeded with 20190613, Fisher-Yates from the end.
    CHECK(texts(stratifiedSample(examples({100}), 5)) ==
          std::vector<std::string>{"text 8", "text 9", "text 18", "text 30", "text 57"});
}
