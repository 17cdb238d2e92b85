// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/builtin/BuiltinTasks.h"

#include <algorithm>
#include <set>

#include "core/common/Error.h"
#include "core/task/builtin/Writers.h"

namespace adapterscope {

namespace {

using builtin::Grammar;
using builtin::PortableRandom;
using builtin::Split;

struct Recipe {
    const char* name;
    bool hasPairs;
    std::size_t trainRows;
    std::vector<std::string> labels;
    std::vector<std::string_view> (*texts)();
    Example (*write)(const Grammar& grammar, Split split, int label, PortableRandom& random);
};

constexpr std::size_t devRows = 600;
constexpr std::size_t testRows = 1000;

const std::vector<Recipe>& recipes() {
    using namespace builtin;
    // Grammar alone takes more texts to learn than words whose meaning gives the label.
    static const std::vector<Recipe> all = {
        {"sentiment", false, 4000, {"negative", "positive"}, sentimentTexts, writeSentiment},
        {"topic", false, 4000, topicLabels(), topicTexts, writeTopic},
        {"acceptability", false, 12000, {"unacceptable", "acceptable"}, acceptabilityTexts, writeAcceptability},
        {"pair", true, 4000, {"does not follow", "follows"}, pairTexts, writePair},
    };
    return all;
}

/// Equally many rows of every label, in random order; no text twice in the task.
std::vector<Example> writeSplit(const Recipe& recipe, const Grammar& grammar, Split split, PortableRandom& random,
                                std::set<std::string>& seen) {
    constexpr int mostAttempts = 1000;
    const std::size_t count = split == Split::Train ? recipe.trainRows : split == Split::Dev ? devRows : testRows;
    std::vector<Example> examples;
    for (std::size_t i = 0; i < count; ++i) {
        const int label = static_cast<int>(i % recipe.labels.size());
        Example example;
        int attempt = 0;
        do {
            if (++attempt > mostAttempts)
                throw Error("The built-in task {} has too few words for {} different texts.", recipe.name, count);
            example = recipe.write(grammar, split, label, random);
        } while (!seen.insert(example.text + '\n' + example.pair).second);
        example.label = label;
        examples.push_back(std::move(example));
    }
    random.shuffle(examples);
    return examples;
}

}  // namespace

std::vector<std::string> builtinTasks() {
    std::vector<std::string> names;
    for (const Recipe& recipe : recipes())
        names.emplace_back(recipe.name);
    return names;
}

bool isBuiltinTask(const std::string& name) {
    const std::vector<std::string> names = builtinTasks();
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<Task> builtinTask(const std::string& name) {
    const auto recipe = std::find_if(recipes().begin(), recipes().end(),
                                     [&](const Recipe& candidate) { return candidate.name == name; });
    if (recipe == recipes().end())
        return std::nullopt;
    const Grammar grammar(recipe->texts());
    PortableRandom random(builtin::seedOf(name));
    std::set<std::string> seen;
    Task task;
    task.name = name;
    task.source.name = name;
    task.labels = recipe->labels;
    task.hasPairs = recipe->hasPairs;
    task.train = writeSplit(*recipe, grammar, Split::Train, random, seen);
    task.dev = writeSplit(*recipe, grammar, Split::Dev, random, seen);
    task.test = writeSplit(*recipe, grammar, Split::Test, random, seen);
    return task;
}

}  // namespace adapterscope
