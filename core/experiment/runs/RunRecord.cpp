// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

std::string groupOf(const RunRecord& run) {
    return run.group.empty() ? groupId(run.spec) : run.group;
}

Sentence whyNoTuning(const std::string& id, Status status) {
    if (status != Status::Done)
        return {"Run {} has no trained tensors: it is {}.", id, toText(status)};
    return {"Run {} kept no trained tensors: they were above the size limit. Remove it and train it again {}.", id,
            byMeansOf(Setting::KeepWeights, "all")};
}

}  // namespace adapterscope
