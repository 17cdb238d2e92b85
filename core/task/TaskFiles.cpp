// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskFiles.h"

#include <algorithm>
#include <cctype>
#include <system_error>
#include <vector>

#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/SystemError.h"
#include "core/task/builtin/BuiltinTasks.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

bool isDataEnding(const std::string& ending) {
    const std::vector<std::string> endings = {".tsv", ".csv", ".txt", ".tab", ".jsonl", ".ndjson", ".json", ""};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// Which part of a task a file is, going by its name; "" if the name does not show it.
std::string partOf(const fs::path& file) {
    const std::string stem = lower(file.stem().string()), ending = lower(file.extension().string());
    const std::vector<std::pair<std::string, std::vector<std::string>>> parts = {
        {"train", {"train", "training"}},
        {"dev", {"dev", "validation", "valid", "val", "dev_matched", "validation_matched"}},
        {"test", {"test", "test_matched"}},
    };
    for (const auto& [part, names] : parts)
        for (const std::string& name : names)
            if ((stem == name && isDataEnding(ending)) || ending == "." + name)
                return part;
    return "";
}

/// Whether it is a table of a kind that cannot be read here.
bool isForeignTable(const fs::path& file) {
    const std::vector<std::string> endings = {".parquet", ".xlsx", ".xls", ".ods", ".arrow", ".feather",
                                              ".gz",      ".zip",  ".bz2", ".xz",  ".zst"};
    return std::find(endings.begin(), endings.end(), lower(file.extension().string())) != endings.end();
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.'))
            files.push_back(entry.path());
    if (failed)
        throw Error("The folder {} cannot be read: {}.", folder.string(), reasonOf(failed));
    std::sort(files.begin(), files.end());
    return files;
}

std::string fileList(const std::vector<fs::path>& files) {
    if (files.empty())
        return "nothing";
    std::string names;
    for (std::size_t i = 0; i < files.size() && i < 12; ++i)
        names += (i ? ", " : "") + files[i].filename().string();
    return files.size() > 12 ? names + ", …" : names;
}

/// A file that the person named: as given, or in the task's folder.
fs::path givenFile(const std::string& given, const fs::path& folder, Setting setting) {
    for (const fs::path& file : {folder / given, fs::path(given)})
        if (fs::is_regular_file(file))
            return file;
    throw Error("{}: there is no such file, neither in {} nor here.", setTo(setting, given), folder.string());
}

fs::path foundFile(const std::vector<fs::path>& files, const std::string& part, const fs::path& folder,
                   Setting setting) {
    std::vector<fs::path> found;
    std::copy_if(files.begin(), files.end(), std::back_inserter(found),
                 [&](const fs::path& file) { return partOf(file) == part; });
    if (found.size() > 1)
        throw Error("{} has several files that could be \"{}\": {}; {}.", folder.string(), part, fileList(found),
                    NamedSetting{setting, NamedSetting::As::WhichFile});
    return found.empty() ? fs::path() : found.front();
}

TaskFiles filesOfFolder(const TaskSource& source, const fs::path& folder) {
    const std::vector<fs::path> files = filesIn(folder);
    const auto pick = [&](const std::string& given, const std::string& part, Setting setting) {
        return given.empty() ? foundFile(files, part, folder, setting) : givenFile(given, folder, setting);
    };
    TaskFiles found{pick(source.trainFile, "train", Setting::TrainFile), pick(source.devFile, "dev", Setting::DevFile),
                    pick(source.testFile, "test", Setting::TestFile)};
    if (!found.train.empty())
        return found;
    std::vector<fs::path> data;
    for (const fs::path& file : files)
        if (isDataEnding(lower(file.extension().string())) && lower(file.stem().string()) != "readme" &&
            lower(file.stem().string()) != "license" && file != found.dev && file != found.test)
            data.push_back(file);
    if (data.empty())  // a reader's error message explains what to do with it
        std::copy_if(files.begin(), files.end(), std::back_inserter(data), isForeignTable);
    if (data.size() != 1 || !found.dev.empty())
        throw Error(
            "{} holds no training file (train.tsv, train.csv, train.jsonl, train.txt or NAME.train), and not just one "
            "file; it holds {}. {}.",
            folder.string(), fileList(files), NamedSetting{Setting::TrainFile, NamedSetting::As::NoFile});
    found.train = data.front();
    return found;
}

}  // namespace

TaskFiles findTaskFiles(const TaskSource& source) {
    if (source.name.empty())
        throw Error("No task is named; name a built-in task, a file or a folder.", ErrorKind::Usage);
    const fs::path path = source.name;
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (fs::is_directory(status))
        return filesOfFolder(source, path);
    if (fs::is_regular_file(status)) {
        if (!source.trainFile.empty())
            throw Error(Sentence("The task {} is a file, and {} names another one; name the folder instead, or {}.",
                                 source.name, Setting::TrainFile, leavingOut(Setting::TrainFile)),
                        ErrorKind::Usage);
        const auto beside = [&](const std::string& given, Setting setting) {
            return given.empty() ? fs::path() : givenFile(given, path.parent_path(), setting);
        };
        return {path, beside(source.devFile, Setting::DevFile), beside(source.testFile, Setting::TestFile)};
    }
    if (const std::string kind = otherKindOf(path); !kind.empty())
        throw Error("The task {} is {}; name a built-in task, a file or a folder.", source.name, kind);
    std::string names;
    for (const std::string& name : builtinTasks())
        names += (names.empty() ? "" : ", ") + name;
    throw Error("There is no task \"{}\": it is neither built in ({}) nor a file or folder here.", source.name, names);
}

}  // namespace adapterscope
