// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>

#include "app/cli/Output.h"
#include "app/cli/Parser.h"
#include "core/common/Sentence.h"
#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/project/Project.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope::cli {

/// The status of a run that this program cannot read.
constexpr const char* notReadable = "not readable";

/// What `train --json` prints.
nlohmann::json runJson(const RunRecord& record);
/// What `runs --json` prints for each run: what `train` does with id, label, base, task, settings and marks, and the
/// number of rates that its setting was given.
nlohmann::json listedRunJson(const RunRecord& record, const std::string& label, int rates);
/// What it prints for a run that this program cannot read: what is known of it, with the reason as its message.
nlohmann::json unreadableRunJson(const UnreadableRun& run);
/// "done", "done, pilot, archived".
std::string statusText(const RunRecord& record);
/// A line, below a table of labels, with what they do not state because all of its runs have it; nothing if there is no
/// such thing.
void printCommon(const Factors& factors);
/// Trained parameters: the engine's count or, before training, the closed form.
std::int64_t trainedParameters(const RunRecord& record);
/// How a run that is not done ended: its status, and why.
Sentence endingText(const RunResult& result);
/// Names the runs of a project that this program cannot read, on standard error.
void reportUnreadable(const std::vector<UnreadableRun>& unreadable, Messages& messages);
/// The arguments after the project that name some of its runs (RunFilter).
void addFilter(CLI::App* command, std::vector<std::string>& words);
/// The same as one text. An argument can hold several words, or one with blanks in its value, for which the shell took
/// the quotation marks away: the project's runs, which are read only if necessary, tell.
std::string filterText(const std::vector<std::string>& arguments,
                       const std::function<std::vector<RunRecord>()>& readRuns);
/// A factor as an option names it: the learning rate also as labels do, `lr`.
void readFactor(std::string& factor);
/// Which runs are shown if no word of the filter decides it.
struct Shown {
    RunFilter::Archived archived = RunFilter::Archived::No;
    RunFilter::Pilots pilots = RunFilter::Pilots::Matched;
};
/// Those runs. Reports what is left out for being archived, if there are none, and which values no run has. Throws
/// Error naming what cannot be read.
std::vector<RunRecord> filteredRuns(std::vector<RunRecord> runs, const std::vector<std::string>& words,
                                    Messages& messages, const Shown& shown = {});
/// The project in a file that must exist.
std::unique_ptr<Project> openExisting(const std::string& file);
/// The same read-only; another process may be training in it.
std::unique_ptr<Project> readExisting(const std::string& file);

}  // namespace adapterscope::cli
