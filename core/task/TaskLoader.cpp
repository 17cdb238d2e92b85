// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskLoader.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/task/DecodeText.h"
#include "core/task/FormGuess.h"
#include "core/task/Metrics.h"
#include "core/task/PlainText.h"
#include "core/task/PositiveLabel.h"
#include "core/task/Splits.h"
#include "core/task/builtin/BuiltinTasks.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

/// A file's or folder's own name, however its path was typed.
std::string shortName(const fs::path& path) {
    const fs::path whole = fs::weakly_canonical(path);
    return fs::is_directory(whole) ? whole.filename().string() : whole.stem().string();
}

/// Paths that still hold when the project is opened from another folder.
TaskSource withWholePaths(TaskSource source, const TaskFiles& files) {
    source.name = fs::weakly_canonical(source.name).string();
    const auto whole = [](std::string& given, const fs::path& found) {
        if (!given.empty())
            given = fs::weakly_canonical(found).string();
    };
    whole(source.trainFile, files.train);
    whole(source.devFile, files.dev);
    whole(source.testFile, files.test);
    return source;
}

/// Distinguishes a file from its successor after a change.
std::string stateOfFile(const fs::path& file) {
    struct stat status {};
    if (file.empty() || ::stat(file.c_str(), &status) != 0)
        return "none";
    return fmt::format("{}/{}/{}.{}/{}.{}", status.st_ino, status.st_size, status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

void requireNoFileOptions(const TaskSource& source) {
    TaskSource plain;
    plain.name = source.name;
    plain.limitTrain = source.limitTrain;
    plain.metric = source.metric;
    plain.positive = source.positive;
    if (!(plain == source))
        throw Error(
            Sentence("The built-in task \"{}\" has its columns, files and splits already; leave the options for "
                     "them out. (A file or folder of that name is read as ./{}.)",
                     source.name, source.name),
            ErrorKind::Usage);
}

void chooseMetric(Task& task, const std::string& given) {
    if (!given.empty())
        task.metric = given;
    const std::vector<std::string> metrics = taskMetrics();
    if (std::find(metrics.begin(), metrics.end(), task.metric) == metrics.end())
        throw Error("There is no metric \"{}\"; choose one of {}.", task.metric,
                    fmt::format("{}", fmt::join(metrics, ", ")));
    if (task.metric == "f1" && task.classes() != 2)
        throw Error("The metric f1 is for two labels, and {} has {}; choose f1-macro.", task.name, task.classes());
}

void choosePositive(Task& task, const std::string& given) {
    task.positive = positiveLabel(task, given);
    if (task.metric == "f1")
        task.remarks.push_back({"{}: f1 is for the label \"{}\"{}.", task.name,
                                visible(task.labels[static_cast<std::size_t>(task.positive)]),
                                given.empty() ? Sentence("; {} gives the other one", Setting::Positive) : ""});
}

void sampleTraining(Task& task, int limit) {
    if (limit == 0)
        return;
    if (limit < task.classes())
        throw Error("A training set limited to {} rows is too small: {} has {} labels, and each must occur.", limit,
                    task.name, task.classes());
    task.train = stratifiedSample(task.train, static_cast<std::size_t>(limit));
}

/// Everything that determines a result, each text preceded by its length, so no two tasks read alike.
std::string hashOf(const Task& task) {
    std::string content = "task 1\n";
    const auto add = [&](const std::string& text) {
        content += std::to_string(text.size());
        content += ':';
        content += text;
    };
    add(task.metric);
    add(task.hasPairs ? "pairs" : "singles");
    add(std::to_string(task.labels.size()));
    for (const std::string& label : task.labels)
        add(label);
    for (const auto* split : {&task.train, &task.dev, &task.test}) {
        add(std::to_string(split->size()));
        for (const Example& example : *split) {
            add(std::to_string(example.label));
            add(example.text);
            add(example.pair);
        }
    }
    if (task.positive != 1)  // added later: tasks with the original choice keep their hash
        add("positive " + std::to_string(task.positive));
    return sha256(content);
}

}  // namespace

void requireReadable(const TaskSource& source) {
    if (!source.separator.empty())
        separatorFromText(source.separator);
    requireEncoding(source.encoding);
    for (const auto& [setting, text] :
         {std::pair(Setting::Header, source.header), std::pair(Setting::Quotes, source.quotes)})
        if (!text.empty() && text != "yes" && text != "no")
            throw Error("{} is yes or no, not \"{}\".", setting, text);
    if (source.limitTrain < 0)
        throw Error("A training set cannot be limited to {} rows; 0 means all of them.", source.limitTrain);
}

ReadTask loadTaskAndColumns(const TaskSource& source, const ReadingWatch& watch) {
    ReadTask read;
    requireReadable(source);
    if (std::optional<Task> builtin = builtinTask(source.name)) {
        requireNoFileOptions(source);
        read.task = std::move(*builtin);
        read.task.source = source;
    } else {
        const TaskFiles files = findTaskFiles(source);
        read = readTask(source, files, watch);
        read.task.name = shortName(source.name);
        read.task.source = withWholePaths(source, files);
    }
    chooseMetric(read.task, source.metric);
    choosePositive(read.task, source.positive);
    sampleTraining(read.task, source.limitTrain);
    requireWanted(watch.stop);
    read.task.hash = hashOf(read.task);
    return read;
}

std::string stateOf(const TaskSource& source) {
    std::string state;
    if (isBuiltinTask(source.name))
        return state;
    const TaskFiles files = findTaskFiles(source);
    for (const fs::path* file : {&files.train, &files.dev, &files.test})
        state += ' ' + stateOfFile(*file);
    return state;
}

Task loadTask(const TaskSource& source, const std::stop_token& stop) {
    return loadTaskAndColumns(source, {stop}).task;
}

}  // namespace adapterscope
