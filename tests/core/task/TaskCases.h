// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "core/task/Task.h"

namespace adapterscope::test {

/// n rows "text <tab> label", the labels by turns.
inline std::string rows(int n, const std::vector<std::string>& labels = {"0", "1"},
                        const std::string& prefix = "a sentence of words") {
    std::string text;
    for (int i = 0; i < n; ++i)
        text += fmt::format("{} {}\t{}\n", prefix, i, labels[static_cast<std::size_t>(i) % labels.size()]);
    return text;
}

inline TaskSource at(const std::filesystem::path& path) {
    TaskSource source;
    source.name = path.string();
    return source;
}

inline bool anyRemark(const Task& task, const std::string& part) {
    return std::any_of(task.remarks.begin(), task.remarks.end(),
                       [&](const Sentence& remark) { return remark.text().find(part) != std::string::npos; });
}

}  // namespace adapterscope::test
