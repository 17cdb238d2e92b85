// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/task/Splits.h"
#include "tests/support/Property.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::vector<Example> anyExamples() {
    const auto labels = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5));
    std::vector<Example> examples;
    for (const int label : labels)
        examples.push_back({"text " + std::to_string(examples.size()), "", label});
    return examples;
}

std::vector<std::string> texts(const std::vector<Example>& examples) {
    std::vector<std::string> texts;
    for (const Example& example : examples)
        texts.push_back(example.text);
    return texts;
}

std::set<int> labels(const std::vector<Example>& examples) {
    std::set<int> labels;
    for (const Example& example : examples)
        labels.insert(example.label);
    return labels;
}

}  // namespace

TEST_CASE("Whatever the labels, the parts of a split hold every example once and the same ones every time") {
    checkProperty([] {
        const std::vector<Example> examples = anyExamples();
        const int dev = *rc::gen::inRange(0, 51), test = *rc::gen::inRange(0, 51);
        const std::vector<int> percent{100 - dev - test, dev, test};
        const auto parts = stratifiedSplit(examples, percent);
        std::vector<std::string> all;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const auto held = texts(parts[part]);
            all.insert(all.end(), held.begin(), held.end());
            RC_ASSERT(held == texts(stratifiedSplit(examples, percent)[part]));
            if (part > 0)
                RC_ASSERT(held.size() <= (examples.size() * static_cast<std::size_t>(percent[part]) + 50) / 100);
        }
        RC_ASSERT(labels(parts[0]) == labels(examples));
        auto expected = texts(examples);
        std::sort(all.begin(), all.end());
        std::sort(expected.begin(), expected.end());
        RC_ASSERT(all == expected);
    });
}

TEST_CASE("Whatever the labels, a sample is of the size that was asked for and keeps the order") {
    checkProperty([] {
        const std::vector<Example> examples = anyExamples();
        const auto size = *rc::gen::inRange<std::size_t>(0, examples.size() + 2);
        const auto sample = texts(stratifiedSample(examples, size));
        RC_ASSERT(sample.size() == std::min(size, examples.size()));
        auto place = examples.begin();
        for (const std::string& text : sample) {
            place = std::find_if(place, examples.end(), [&](const Example& example) { return example.text == text; });
            RC_ASSERT(place != examples.end());
            ++place;
        }
    });
}
