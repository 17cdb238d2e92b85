// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/TaskNames.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "core/common/Quantity.h"

namespace adapterscope {

namespace {

/// What may be specified about how a task is read, each in words; empty if it was not.
std::vector<std::string> allWords(const TaskSource& source) {
    std::vector<std::string> words;
    const auto add = [&words](const char* what, const std::string& value) {
        words.push_back(value.empty() ? "" : fmt::format("{} {}", what, value));
    };
    words.push_back(source.limitTrain == 0 ? "" : counted(source.limitTrain, "row"));
    add("text column", source.textColumn);
    add("pair column", source.pairColumn);
    add("label column", source.labelColumn);
    add("train", source.trainFile);
    add("dev", source.devFile);
    add("test", source.testFile);
    add("split", fmt::format("{}", fmt::join(source.split, "/")));
    add("metric", source.metric);
    add("positive", source.positive);
    add("separator", source.separator);
    add("header", source.header);
    add("quotes", source.quotes);
    add("encoding", source.encoding);
    return words;
}

std::string folderOf(const TaskSource& source) {
    return std::filesystem::path(source.name).parent_path().filename().string();
}

}  // namespace

std::vector<std::string> sourceWords(const TaskSource& source) {
    std::vector<std::string> words = allWords(source);
    std::erase(words, std::string());
    return words;
}

void TaskNames::add(const RunSpec& spec) {
    if (m_tasks.try_emplace(spec.taskHash, Known{spec.taskName, allWords(spec.task), folderOf(spec.task)}).second)
        m_hashesByName[spec.taskName].push_back(spec.taskHash);
}

/// With what differs among the tasks of its name.
std::string TaskNames::told(const Known& task) const {
    const std::vector<std::string>& own = task.words;
    const std::vector<std::string>& hashes = m_hashesByName.at(task.name);
    std::string text = task.name;
    for (std::size_t word = 0; word < own.size(); ++word) {
        if (std::all_of(hashes.begin(), hashes.end(),
                        [&](const std::string& hash) { return m_tasks.at(hash).words[word] == own[word]; }))
            continue;
        if (word == 0 && own[word].empty())
            text += ", all rows";
        else if (!own[word].empty())
            text += ", " + own[word];
    }
    const bool isOfOneFolder = std::all_of(
        hashes.begin(), hashes.end(), [&](const std::string& hash) { return m_tasks.at(hash).folder == task.folder; });
    return isOfOneFolder || task.folder.empty() ? text : text + " in " + task.folder;
}

std::string TaskNames::of(const std::string& hash) const {
    const Known& task = m_tasks.at(hash);
    const std::vector<std::string>& hashes = m_hashesByName.at(task.name);
    if (hashes.size() == 1)
        return task.name;
    const std::string text = told(task);
    const auto alike = std::count_if(hashes.begin(), hashes.end(),
                                     [&](const std::string& other) { return told(m_tasks.at(other)) == text; });
    return alike == 1 ? text : fmt::format("{} ({})", text, hash.substr(0, 6));
}

}  // namespace adapterscope
