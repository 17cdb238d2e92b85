// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/export/TunedSource.h"

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "core/experiment/runs/RunSources.h"

namespace adapterscope {
namespace {

constexpr ScratchFolder::Use takenScratch{"adapterscope-tuning-", "the trained tensors of a run", "TMPDIR"};

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
    requireBaseOf(record, source.base);
    try {
        source.kept->labels = labelsOf(record);
    } catch (const Error& error) {
        source.taskFault = error.what();
    }
    return source;
}

}  // namespace adapterscope
