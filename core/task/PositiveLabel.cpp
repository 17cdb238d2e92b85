// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/PositiveLabel.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "core/common/Error.h"
#include "core/task/LabelForm.h"
#include "core/task/PlainText.h"

namespace adapterscope {

namespace {

constexpr int second = 1;

bool isUsualName(const std::string& label) {
    static const std::vector<std::string_view> names = {
        "1",          "+",          "y",        "yes",       "t",          "true",      "on",         "pos",
        "positive",   "spam",       "phishing", "fraud",     "entailment", "entails",   "follows",    "duplicate",
        "paraphrase", "equivalent", "similar",  "same",      "match",      "relevant",  "acceptable", "correct",
        "toxic",      "hate",       "hateful",  "offensive", "abusive",    "sarcastic", "sarcasm",    "subjective",
        "ironic",     "irony",      "fake",     "clickbait", "useful",     "helpful",
    };
    return std::find(names.begin(), names.end(), nameForm(label)) != names.end();
}

int givenLabel(const Task& task, const std::string& given) {
    std::string labels;
    for (const std::string& label : task.labels)
        labels += (labels.empty() ? "\"" : ", \"") + visible(label) + '"';
    if (task.classes() != 2)
        throw Error("{} is for tasks with two labels, and {} has {}; leave it out.", givenAs(Setting::Positive, given),
                    task.name, task.classes());
    for (const auto& sameForm :
         {+[](const std::string& text) { return text; }, +[](const std::string& text) { return labelKey(text); },
          +[](const std::string& text) { return nameForm(text); }}) {
        const auto isGiven = [&](const std::string& label) { return sameForm(label) == sameForm(given); };
        if (std::count_if(task.labels.begin(), task.labels.end(), isGiven) == 1)
            return static_cast<int>(std::find_if(task.labels.begin(), task.labels.end(), isGiven) -
                                    task.labels.begin());
    }
    throw Error("{} is not a label of {}; its labels are {}.", givenAs(Setting::Positive, given), task.name, labels);
}

bool isNumberLabel(const std::string& label) {
    return labelKey(label).starts_with("number ");
}

double numberOf(const std::string& label) {
    return std::strtod(normalForm(label).c_str(), nullptr);
}

}  // namespace

int positiveLabel(const Task& task, const std::string& given) {
    if (!given.empty())
        return givenLabel(task, given);
    if (task.classes() != 2 || task.metric != "f1")
        return second;
    const std::string &a = task.labels[0], &b = task.labels[1];
    if (isNumberLabel(a) && isNumberLabel(b))
        return numberOf(a) > numberOf(b) ? 0 : second;
    if (isUsualName(a) != isUsualName(b))
        return isUsualName(a) ? 0 : second;
    const auto rows = [&](int label) {
        return std::count_if(task.train.begin(), task.train.end(),
                             [&](const Example& example) { return example.label == label; });
    };
    return rows(0) < rows(1) ? 0 : second;
}

}  // namespace adapterscope
