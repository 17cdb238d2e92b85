// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/TunedSource.h"

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/task/Task.h"
#include "core/task/TaskLoader.h"

namespace adapterscope {
namespace {

constexpr ScratchFolder::Use takenScratch{"adapterscope-tuning-", "the trained tensors of a run", "TMPDIR"};

/// The labels of the run's task, or why they are not known.
void readLabels(TunedSource& source) {
    KeptTuning& kept = *source.kept;
    try {
        const Task task = loadTask(kept.spec.task);
        if (task.hash == kept.spec.taskHash)
            kept.labels = task.labels;
        else
            source.taskFault =
                Sentence("The task {} has changed since the run {} was trained.", kept.spec.task.name, source.run)
                    .text();
    } catch (const Error& error) {
        source.taskFault = error.what();
    }
}

}  // namespace

TunedSource tunedRun(const Project& project, const std::string& beginning, const std::string& base) {
    ScratchFolder::removeLeftovers(takenScratch, temporaryFolder());
    const RunRecord record = project.find(beginning);
    TunedSource source;
    source.run = record.id;
    source.base = base.empty() ? record.spec.base : base;
    source.scratch = std::make_unique<ScratchFolder>(takenScratch, temporaryFolder());
    source.kept = KeptTuning{record.spec, source.scratch->path() / TrainRequest::tuningName, {}};
    project.extractTuning(record.id, source.kept->file);
    if (baseHash(resolveBase(source.base).folder) != record.spec.baseHash)
        throw Error(
            "The base {} is not the one that the run {} was trained on: it is another one, or its files have changed. "
            "Name the right one with {}.",
            source.base, record.id, Setting::Base);
    readLabels(source);
    return source;
}

}  // namespace adapterscope
