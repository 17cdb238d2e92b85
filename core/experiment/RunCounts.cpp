// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/RunCounts.h"

#include <fmt/core.h>

namespace adapterscope {

int RunCounts::of(Status status) const {
    const auto found = m_counts.find(status);
    return found == m_counts.end() ? 0 : found->second;
}

std::string RunCounts::whyNothing(const std::string& missing) const {
    if (const int done = of(Status::Done); done > 0)
        return fmt::format("{} finished, but without {}.", done == 1 ? "1 run" : fmt::format("{} runs", done), missing);
    if (m_counts.empty())
        return "There are no runs.";
    struct Words {
        Status status;
        const char *one, *many;
    };
    static constexpr Words words[] = {
        {Status::Diverged, "diverged", "diverged"},
        {Status::Failed, "failed", "failed"},
        {Status::Pruned, "was ended early", "were ended early"},
        {Status::Cancelled, "was cancelled", "were cancelled"},
        {Status::Interrupted, "was interrupted", "were interrupted"},
        {Status::Running, "is being trained", "are being trained"},
        {Status::Waiting, "waits", "wait"},
    };
    std::string text;
    for (const auto& [status, one, many] : words)
        if (const int count = of(status); count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, count == 1 ? one : many);
    return "No run has finished: " + text + ".";
}

}  // namespace adapterscope
