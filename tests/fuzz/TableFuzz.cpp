// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: the first byte chooses the file's extension, the rest is the file. It is read as a task, so with
// every guess and with the labels sorted.
#include <array>

#include "core/task/Task.h"
#include "core/task/TaskLoader.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    if (size == 0)
        return 0;
    static constexpr std::array names{"t.tsv", "t.csv", "t.txt", "t.jsonl", "t.label"};
    TaskSource source;
    source.name = (folder.path() / names.at(data[0] % names.size())).string();
    return fuzz::tryTo(data + 1, size - 1, [&](std::string_view text) {
        folder.write(names.at(data[0] % names.size()), text);
        const Task task = loadTask(source);
        for (const auto* split : {&task.train, &task.dev, &task.test})
            for (const Example& example : *split)
                fuzz::require(example.label < task.classes(), "a label is one of the task's classes");
        fuzz::require(loadTask(source).hash == task.hash, "a file read twice is one task");
    });
}
