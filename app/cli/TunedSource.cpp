// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TunedSource.h"

#include <system_error>

#include "app/cli/Planning.h"
#include "app/cli/RunView.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Folders.h"

namespace adapterscope::cli {
namespace {

constexpr ScratchFolder::Use takenScratch{"adapterscope-tuning-", "the trained tensors of a run", "TMPDIR"};

TunedSource savedAdapter(const std::string& folder, const std::string& base) {
    if (base.empty())
        throw Error(Sentence("{} is a folder, so --base is needed: the base for which its adapter was made.", folder),
                    ErrorKind::Usage);
    TunedSource source;
    source.base = anchored(base);
    source.folder = std::filesystem::absolute(folder);
    return source;
}

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

TunedSource keptRun(const std::string& project, const std::string& beginning, const std::string& base) {
    const auto opened = readExisting(project);
    const RunRecord record = opened->find(beginning);
    TunedSource source;
    source.run = record.id;
    source.base = base.empty() ? record.spec.base : anchored(base);
    source.scratch = std::make_unique<ScratchFolder>(takenScratch, temporaryFolder());
    source.kept = KeptTuning{record.spec, source.scratch->path() / TrainRequest::tuningName, {}};
    opened->extractTuning(record.id, source.kept->file);
    if (baseHash(resolveBase(source.base).folder) != record.spec.baseHash)
        throw Error(
            "The base {} is not the one that the run {} was trained on: it is another one, or its files have changed. "
            "Name the right one with --base.",
            source.base, record.id);
    readLabels(source);
    return source;
}

}  // namespace

TunedSource tunedSource(const std::string& place, const std::string& run, const std::string& base) {
    std::error_code unknown;
    const bool isFolder = std::filesystem::is_directory(place, unknown);
    if (isFolder && run.empty())
        return savedAdapter(place, base);
    if (isFolder)
        throw Error(
            Sentence("{} is a folder, which has no run {}: name the project's file, or leave the run out.", place, run),
            ErrorKind::Usage);
    if (run.empty())
        throw Error(Sentence("{} is not a folder with a saved adapter. To take a run of a project, name both: "
                             "PROJECT RUN.",
                             place),
                    std::filesystem::exists(place, unknown) ? ErrorKind::Usage : ErrorKind::Input);
    ScratchFolder::removeLeftovers(takenScratch, temporaryFolder());
    return keptRun(place, run, base);
}

}  // namespace adapterscope::cli
