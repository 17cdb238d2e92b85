// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunCounts.h"

#include <numeric>
#include <vector>

#include "core/common/Quantity.h"

namespace adapterscope {

int RunCounts::of(Status status) const {
    const auto found = m_counts.find(status);
    return found == m_counts.end() ? 0 : found->second;
}

int RunCounts::all() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), 0,
                           [](int sum, const auto& count) { return sum + count.second; });
}

int RunCounts::ended() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), 0,
                           [](int sum, const auto& count) { return hasEnded(count.first) ? sum + count.second : sum; });
}

/// "2 diverged, 1 waits"
Sentence RunCounts::unfinished() const {
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
    std::vector<Sentence> endings;
    for (const auto& [status, one, many] : words)
        if (const int count = of(status); count > 0)
            endings.push_back({"{}", Counted{count, one, many}});
    return joined(endings, ", ");
}

Sentence RunCounts::whyNothing(const Sentence& missing) const {
    if (const int done = of(Status::Done); done > 0)
        return {"{} finished, but without {}.", Counted{done, "run"}, missing};
    if (m_counts.empty())
        return "There are no runs.";
    return {"No run has finished: {}.", unfinished()};
}

Sentence RunCounts::whyUnfinished(const Sentence& reason) const {
    const int others = all() - of(Status::Done);
    if (others == 0)
        return {};
    const Sentence why = others == all() ? Sentence("No run has finished: {}.", unfinished())
                                         : Sentence("Not finished: {}.", unfinished());
    if (reason.empty())
        return why;
    return others == 1 ? Sentence("{} {}", why, reason) : Sentence("{} One of them: {}", why, reason);
}

}  // namespace adapterscope
