// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/RunSources.h"

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/task/Task.h"
#include "core/task/TaskLoader.h"

namespace adapterscope {

void requireBaseOf(const RunRecord& run, const std::string& base) {
    if (baseHash(resolveBase(base).folder) != run.spec.baseHash)
        throw Error(
            "The base {} is not the one that the run {} was trained on: it is another one, or its files have changed. "
            "Name the right one with {}.",
            base, run.id, Setting::Base);
}

std::vector<std::string> labelsOf(const RunRecord& run) {
    Task task = loadTask(run.spec.task);
    if (task.hash != run.spec.taskHash)
        throw Error("The task {} has changed since the run {} was trained.", run.spec.task.name, run.id);
    return std::move(task.labels);
}

}  // namespace adapterscope
