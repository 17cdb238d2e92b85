// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskReader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/task/PlainText.h"
#include "core/task/Splits.h"
#include "core/task/TaskLabels.h"
#include "core/task/TaskRows.h"

namespace adapterscope {

namespace {

const std::vector<int> defaultSplit = {80, 10, 10};

void requireSplit(const std::vector<int>& percent) {
    const bool sums = std::accumulate(percent.begin(), percent.end(), std::int64_t{0}) == 100;
    if (percent.size() != 3 || !sums || percent[0] <= 0 || percent[1] <= 0 || percent[2] < 0)
        throw Error(
            "{} is not a valid split: give three percentages for train, dev and test that add up to 100, train and dev "
            "above 0, such as 80/10/10.",
            fmt::format("{}", fmt::join(percent, "/")));
}

std::vector<Example> examplesOf(TaskRows& rows, const std::vector<std::string>& labels) {
    std::map<std::string, int> ids;
    for (const std::string& label : labels)
        ids.emplace(label, static_cast<int>(ids.size()));
    std::vector<Example> examples;
    examples.reserve(rows.rows.size());
    for (LabelledText& row : rows.rows) {
        const auto id = ids.find(row.label);
        examples.push_back({std::move(row.text), std::move(row.pair), id == ids.end() ? -1 : id->second});
    }
    return examples;
}

using Texts = std::pair<std::string_view, std::string_view>;  ///< an example's text and pair

struct TextsHash {
    std::size_t operator()(const Texts& texts) const {
        constexpr std::size_t odd = 31;
        return std::hash<std::string_view>()(texts.first) * odd + std::hash<std::string_view>()(texts.second);
    }
};

using TextSet = std::unordered_set<Texts, TextsHash>;

TextSet textSet(const std::vector<Example>& split) {
    TextSet texts;
    for (const Example& example : split)
        texts.emplace(example.text, example.pair);
    return texts;
}

/// Reports how many texts of dev and test also occur in an earlier split: their score also rewards
/// memorising.
void remarkOnLeaks(Task& task, const TaskFiles& files) {
    const TextSet train = textSet(task.train), dev = textSet(task.dev);
    const auto compare = [&](const std::filesystem::path& file, const char* name, const std::vector<Example>& split,
                             const char* otherName, const TextSet& other) {
        const auto shared = std::count_if(split.begin(), split.end(), [&](const Example& example) {
            return other.contains({example.text, example.pair});
        });
        if (shared > 0)
            task.remarks.push_back(Sentence("{}: {} also has {} of the {} {} texts, word for word.",
                                            (file.empty() ? files.train : file).string(), otherName, shared,
                                            split.size(), name));
    };
    compare(files.dev, "dev", task.dev, "train", train);
    compare(files.test, "test", task.test, "train", train);
    compare(files.test, "test", task.test, "dev", dev);
}

/// Reports how many texts have one label in one place and another elsewhere: no model can be right about all of them.
void remarkOnContradictions(const std::vector<const TaskRows*>& files, Task& task) {
    std::unordered_map<Texts, const LabelledText*, TextsHash> first;
    std::unordered_set<Texts, TextsHash> contradicted;
    std::string where;
    for (const TaskRows* rows : files)
        for (const LabelledText& row : rows->rows) {
            if (row.label.empty())
                continue;
            const auto [same, isNew] = first.try_emplace({row.text, row.pair}, &row);
            if (isNew || same->second->label == row.label)
                continue;
            contradicted.insert(same->first);
            if (where.empty())
                where = fmt::format("{}, line {}: \"{}\" where an earlier row has \"{}\"", rows->file, row.line,
                                    visible(row.label), visible(same->second->label));
        }
    if (!contradicted.empty())
        task.remarks.push_back(Sentence("{}: {} with more than one label; the first is in {}.", task.source.name,
                                        Counted{std::ssize(contradicted), "text occurs", "texts occur"}, where));
}

void makeSplits(Task& task, const TaskSource& source, const TaskFiles& files) {
    const bool alone = files.dev.empty() && files.test.empty();
    if (!source.split.empty() && !alone)
        throw Error(Sentence("{} is given, but {} has files of its own for dev or test; {}.", Setting::Split,
                             source.name, leavingOut(Setting::Split)),
                    ErrorKind::Usage);
    if (!task.test.empty() &&
        std::all_of(task.test.begin(), task.test.end(), [](const Example& example) { return example.label < 0; }))
        task.remarks.push_back(
            Sentence("{}: none of its rows has a label, so there is no test score.", files.test.string()));
    if (!files.dev.empty()) {
        if (files.test.empty())
            task.remarks.push_back(Sentence("{}: there is no test file, so there is no test score.", source.name));
        return;
    }
    const std::vector<int> percent =
        alone ? (source.split.empty() ? defaultSplit : source.split) : std::vector<int>{90, 10, 0};
    requireSplit(percent);
    const std::size_t rows = task.train.size();
    std::vector<std::vector<Example>> parts = stratifiedSplit(task.train, percent);
    task.train = std::move(parts[0]);
    task.dev = std::move(parts[1]);
    if (alone)
        task.test = std::move(parts[2]);
    if (task.dev.empty() || (alone && percent[2] > 0 && task.test.empty()))
        throw Error("{} has {}, too few to split; add rows, or files for dev and test.", files.train.string(),
                    Counted{static_cast<std::int64_t>(rows), "row"});
    if (!alone) {
        task.remarks.push_back(
            Sentence("{}: there is no dev file; {} of its {} rows were set aside as dev (label by label, "
                     "always the same).",
                     files.train.string(), task.dev.size(), rows));
        return;
    }
    task.remarks.push_back(
        Sentence("{}: split into {}/{}/{} rows for train, dev and test (label by label, always the "
                 "same).",
                 files.train.string(), task.train.size(), task.dev.size(), task.test.size()));
}

/// Reports which labels a split lacks: its score shows nothing about them.
void remarkOnAbsentLabels(Task& task, const std::vector<Example>& split, const std::string& name) {
    std::vector<bool> occurs(task.labels.size());
    for (const Example& example : split)
        if (example.label >= 0)
            occurs[static_cast<std::size_t>(example.label)] = true;
    const auto absent = std::count(occurs.begin(), occurs.end(), false);
    if (absent == 0 || absent == std::ssize(occurs))  // unlabelled
        return;
    constexpr std::ptrdiff_t most = 8;
    std::string labels;
    for (std::size_t i = 0, named = 0; i < occurs.size() && named < most; ++i)
        if (!occurs[i])
            labels += fmt::format("{}\"{}\"", named++ ? ", " : "", visible(task.labels[i]));
    task.remarks.push_back(Sentence("{}: {} lacks {} of the {} labels: {}{}.", task.source.name, name, absent,
                                    occurs.size(), labels, absent > most ? ", …" : ""));
}

/// Files of a task share what was guessed about their columns.
void keepEachOnce(std::vector<Sentence>& remarks) {
    std::vector<Sentence> kept;
    for (Sentence& remark : remarks)
        if (std::find(kept.begin(), kept.end(), remark) == kept.end())
            kept.push_back(std::move(remark));
    remarks = std::move(kept);
}

}  // namespace

ReadTask readTask(const TaskSource& source, const TaskFiles& files, const ReadingWatch& watch) {
    ReadTask result;
    Task& task = result.task;
    task.source = source;
    TaskRows train = readTaskRows(files.train, source, true, nullptr, task.remarks, watch);
    TaskRows dev, test;
    if (!files.dev.empty())
        dev = readTaskRows(files.dev, source, true, &train, task.remarks, watch);
    if (!files.test.empty())
        test = readTaskRows(files.test, source, false, &train, task.remarks, watch);
    requireWanted(watch.stop);
    task.labels = settleLabels(train, dev, test, task.remarks);
    requireWanted(watch.stop);
    remarkOnContradictions({&train, &dev, &test}, task);
    task.hasPairs = train.layout.columns.pair.has_value();
    task.metric = train.metric;
    task.train = examplesOf(train, task.labels);
    task.dev = examplesOf(dev, task.labels);
    task.test = examplesOf(test, task.labels);
    requireWanted(watch.stop);
    makeSplits(task, source, files);
    requireWanted(watch.stop);
    remarkOnLeaks(task, files);
    remarkOnAbsentLabels(task, task.dev, "dev");
    remarkOnAbsentLabels(task, task.test, "test");

    keepEachOnce(task.remarks);

    const ColumnChoice& columns = train.layout.columns;
    result.columns = train.columnNames;
    result.choice = columns;
    result.textColumn = train.columnNames.at(columns.text);
    result.pairColumn = columns.pair ? train.columnNames.at(*columns.pair) : std::string();
    result.labelColumn = train.labelColumn();
    result.form = train.form;
    result.hasHeader = !train.layout.table.header.empty();
    result.isEven = train.isEven;
    result.encoding = train.encoding;
    return result;
}

}  // namespace adapterscope
