// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/data/Task.h"

namespace adapterscope::test {

/// The words of an example's texts, in lower case, without punctuation.
std::vector<std::string> wordsOf(const Example& example);

/// True for the closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries, negators, adverbs of
/// degree, time and place that carry no content of their own. Everything else is a content word.
bool isFunctionWord(const std::string& word);

/// The content words of a split.
std::set<std::string> contentWords(const std::vector<Example>& split);

/// Multinomial logistic regression with an L2 penalty over how often each training word stands in a text (binary:
/// whether it does), trained by full-batch gradient descent; the accuracy on `test`.
double bagOfWordsAccuracy(const Task& task, const std::vector<Example>& test, double penalty, bool binary);

/// The same over nothing but a text's length (number of words), as one indicator a length.
double lengthAccuracy(const Task& task, const std::vector<Example>& test);

}  // namespace adapterscope::test
