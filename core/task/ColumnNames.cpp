// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/ColumnNames.h"

#include <algorithm>

#include "core/task/PlainText.h"

namespace adapterscope {

using Names = std::vector<std::string_view>;

const Names& textColumnNames() {
    static const Names names = {"sentence", "text",    "review",   "tweet",     "message",     "sms",
                                "content",  "comment", "question", "utterance", "query",       "document",
                                "body",     "phrase",  "headline", "title",     "description", "v2"};
    return names;
}

const Names& labelColumnNames() {
    static const Names names = {
        "gold_label", "label",  "labels", "quality", "is_duplicate", "airline_sentiment", "sentiment",    "class",
        "category",   "target", "intent", "topic",   "polarity",     "label-coarse",      "label_coarse", "rating",
        "stars",      "score",  "v1"};
    return names;
}

const std::vector<std::pair<std::string_view, std::string_view>>& pairColumnNames() {
    static const std::vector<std::pair<std::string_view, std::string_view>> names = {
        {"sentence1", "sentence2"}, {"#1 string", "#2 string"}, {"question1", "question2"},   {"premise", "hypothesis"},
        {"text1", "text2"},         {"text_a", "text_b"},       {"sentence_a", "sentence_b"}, {"question", "sentence"},
        {"question", "passage"},    {"text", "pair"},
    };
    return names;
}

bool isKnownColumn(const std::string& field) {
    static const Names otherNames = {"index", "id", "#1 id", "#2 id", "idx", "guid"};
    constexpr std::size_t longest = 40;
    if (field.size() > longest)
        return false;
    const std::string name = nameForm(field);
    const auto holds = [&](const Names& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
    return holds(textColumnNames()) || holds(labelColumnNames()) || holds(otherNames) ||
           std::any_of(pairColumnNames().begin(), pairColumnNames().end(),
                       [&](const auto& pair) { return pair.first == name || pair.second == name; });
}

}  // namespace adapterscope
