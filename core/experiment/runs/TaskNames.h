// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunSpec.h"

namespace adapterscope {

/// How a task is read, as far as that was specified, in words: "200 rows", "label column stars".
std::vector<std::string> sourceWords(const TaskSource& source);

/// The tasks of several runs by name. Those that share one are told apart by how they are read ("sentiment, 200 rows"
/// and "sentiment, all rows"), else by where they are ("reviews in 2026"); the beginning of the hash is left for a file
/// that was changed between runs.
class TaskNames {
public:
    void add(const RunSpec& spec);
    /// The name of the task with that hash, which was added. No two tasks have the same.
    std::string of(const std::string& hash) const;

private:
    struct Known {
        std::string name;
        std::vector<std::string> words;  ///< what may be specified about its reading; empty if nothing was
        std::string folder;
    };
    std::string told(const Known& task) const;

    std::map<std::string, Known> m_tasks;                            ///< by hash
    std::map<std::string, std::vector<std::string>> m_hashesByName;  ///< of those that share a name
};

}  // namespace adapterscope
