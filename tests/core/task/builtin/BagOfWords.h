// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/task/Task.h"

namespace adapterscope::test {

/// The words of an example's texts, in lower case, without punctuation.
std::vector<std::string> wordsOf(const Example& example);

/// True for the closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries, negators, adverbs of
/// degree, time and place that carry no content of their own. Everything else is a content word.
bool isFunctionWord(const std::string& word);

/// The content words of a split.
std::set<std::string> contentWords(const std::vector<Example>& split);

struct Accuracies {
    double train = 0;
    double test = 0;
};

/// Multinomial logistic regression with an L2 penalty over how often each training word occurs in a text (binary:
/// whether it does), trained on the training texts by accelerated gradient descent.
Accuracies bagOfWordsAccuracy(const Task& task, double penalty, bool binary);

/// The same over nothing but a text's length (number of words), as one indicator per length.
Accuracies lengthAccuracy(const Task& task);

}  // namespace adapterscope::test
