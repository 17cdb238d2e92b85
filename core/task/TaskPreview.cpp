// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskPreview.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/task/ColumnNames.h"
#include "core/task/FormGuess.h"
#include "core/task/PlainText.h"
#include "core/task/TaskLoader.h"

namespace adapterscope {

namespace {

TaskPreview::Split splitOf(const Task& task, const char* name, const std::vector<Example>& examples, std::size_t rows) {
    TaskPreview::Split split;
    split.name = name;
    split.rows = examples.size();
    split.labelCounts.resize(task.labels.size());
    for (const Example& example : examples)
        if (example.label >= 0)
            ++split.labelCounts[static_cast<std::size_t>(example.label)];
    split.majorityScore = task.majorityScore(examples);
    split.first.assign(examples.begin(),
                       examples.begin() + static_cast<std::ptrdiff_t>(std::min(rows, examples.size())));
    return split;
}

/// The first two of the columns that have usual names, as a sentence lists them; empty if none has.
std::string usualNames(const std::vector<std::string>& columns) {
    std::string names;
    int count = 0;
    for (const std::string& column : columns)
        if (isKnownColumn(column) && ++count <= 2)
            names += fmt::format("{}\"{}\"", names.empty() ? "" : " and ", visible(column));
    return names;
}

std::vector<Sentence> guessesOf(const TaskSource& source, const ReadTask& read) {
    std::vector<Sentence> guesses;
    if (read.form && source.separator.empty())
        guesses.push_back({"The rows are split at {}, which gives {} of them {} columns.",
                           separatorName(read.form->separator), read.isEven ? "all" : "most", read.columns.size()});
    const std::string names = usualNames(read.columns);
    if (read.form && source.header.empty() && !read.hasHeader)
        guesses.emplace_back("No row names the columns: the first row is read like the others.");
    else if (read.form && source.header.empty() && !names.empty())
        guesses.push_back({"The first row names the columns: they include usual names such as {}.", names});
    if (read.choice)
        guesses.insert(guesses.end(), read.choice->reasons.begin(), read.choice->reasons.end());
    return guesses;
}

nlohmann::json orNull(const std::string& text) {
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

nlohmann::json splitJson(const TaskPreview::Split& split, const TaskPreview& preview) {
    nlohmann::json labels = nlohmann::json::object();
    std::size_t labelled = 0;
    for (std::size_t i = 0; i < preview.labels.size(); ++i) {
        labels[preview.labels[i]] = split.labelCounts[i];
        labelled += split.labelCounts[i];
    }
    nlohmann::json examples = nlohmann::json::array();
    for (const Example& example : split.first) {
        nlohmann::json row = {{"text", example.text}, {"label", nullptr}};
        if (preview.hasPairs)
            row["pair"] = example.pair;
        if (example.label >= 0)
            row["label"] = preview.labels[static_cast<std::size_t>(example.label)];
        examples.push_back(std::move(row));
    }
    return {{"name", split.name},
            {"rows", split.rows},
            {"unlabelled", split.rows - labelled},
            {"labels", labels},
            {"majority", split.majorityScore ? nlohmann::json(*split.majorityScore) : nlohmann::json()},
            {"examples", examples}};
}

}  // namespace

TaskPreview previewTask(const TaskSource& source, std::size_t rows, const ReadingWatch& watch) {
    const ReadTask read = loadTaskAndColumns(source, watch);
    const Task& task = read.task;
    TaskPreview preview;
    preview.name = task.name;
    preview.metric = task.metric;
    preview.hash = task.hash;
    preview.labels = task.labels;
    preview.hasPairs = task.hasPairs;
    preview.columns = read.columns;
    preview.textColumn = read.textColumn;
    preview.pairColumn = read.pairColumn;
    preview.labelColumn = read.labelColumn;
    if (task.classes() == 2)
        preview.positive = task.labels[static_cast<std::size_t>(task.positive)];
    if (read.form) {
        preview.separator = read.form->separator;
        preview.quotes = read.form->quotes;
    }
    preview.encoding = read.encoding;
    preview.hasHeader = read.hasHeader;
    preview.remarks = task.remarks;
    preview.choice = read.choice;
    preview.guesses = guessesOf(source, read);
    for (const auto& [name, split] :
         {std::pair("train", &task.train), std::pair("dev", &task.dev), std::pair("test", &task.test)})
        if (!split->empty())
            preview.splits.push_back(splitOf(task, name, *split, rows));
    return preview;
}

nlohmann::json toJson(const TaskPreview& preview) {
    nlohmann::json splits = nlohmann::json::array();
    for (const TaskPreview::Split& split : preview.splits)
        splits.push_back(splitJson(split, preview));
    return {{"name", preview.name},
            {"metric", preview.metric},
            {"hash", preview.hash},
            {"labels", preview.labels},
            {"pairs", preview.hasPairs},
            {"columns", preview.columns},
            {"text_column", preview.textColumn},
            {"pair_column", preview.pairColumn},
            {"label_column", preview.labelColumn},
            {"positive", orNull(preview.positive)},
            {"separator", orNull(preview.separator)},
            {"quotes", preview.quotes},
            {"header", preview.hasHeader},
            {"encoding", orNull(preview.encoding)},
            {"splits", splits},
            {"guesses", textsOf(preview.guesses)},
            {"remarks", textsOf(preview.remarks)}};
}

}  // namespace adapterscope
