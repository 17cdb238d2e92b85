// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskPreview.h"

#include <nlohmann/json.hpp>

#include <algorithm>

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

nlohmann::json orNull(const std::string& text) {
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

nlohmann::json toJson(const TaskPreview::Split& split, const TaskPreview& preview) {
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

TaskPreview previewTask(const TaskSource& source, std::size_t rows) {
    ReadTask read = loadTaskAndColumns(source);
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
    for (const auto& [name, split] :
         {std::pair("train", &task.train), std::pair("dev", &task.dev), std::pair("test", &task.test)})
        if (!split->empty())
            preview.splits.push_back(splitOf(task, name, *split, rows));
    return preview;
}

nlohmann::json toJson(const TaskPreview& preview) {
    nlohmann::json splits = nlohmann::json::array();
    for (const TaskPreview::Split& split : preview.splits)
        splits.push_back(toJson(split, preview));
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
            {"remarks", textsOf(preview.remarks)}};
}

}  // namespace adapterscope
