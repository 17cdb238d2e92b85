// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/Fusions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/base/BaseFolder.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/design/methods/Fusion.h"
#include "core/experiment/plan/Faults.h"
#include "core/experiment/plan/Sweep.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope {
namespace {

using RecordsById = std::map<std::string, const RunRecord*>;

/// What keeps a run from being fused, whatever its design.
std::optional<Sentence> faultToCombine(const RunRecord& run, const RunSpec& fusion) {
    if (run.spec.baseHash != fusion.baseHash)
        return Sentence("The run {} cannot be fused: it is on another base, {}. Name runs on {}.", run.id,
                        run.spec.base, fusion.base);
    if (run.result.status != Status::Done)
        return Sentence("The run {} cannot be fused: it is {}, not done. Train it first.", run.id,
                        toText(run.result.status));
    if (!run.hasTuning)
        return Sentence(
            "The run {} cannot be fused: it kept no trained tensors, which were above the size limit. Remove it and "
            "train it again {}.",
            run.id, byMeansOf(Setting::KeepWeights, "all"));
    return std::nullopt;
}

std::optional<Sentence> faultToCombine(const std::string& id, const RecordsById& records, const RunSpec& fusion) {
    const auto found = records.find(id);
    if (found == records.end())
        return Sentence("There is no run {} in this project to fuse: name finished runs of the project.", id);
    return faultToCombine(*found->second, fusion);
}

/// Adds all that keeps a planned run from fusing the runs that its design names.
void addFaults(const RunSpec& spec, const RecordsById& records, Faults& faults) {
    for (const Part& part : spec.design.parts) {
        const auto* fusion = part.settings.getIf<FusionSettings>();
        if (!fusion)
            continue;
        std::map<std::string, Design> designs;
        for (const std::string& id : fusion->runs)
            if (const auto fault = faultToCombine(id, records, spec))
                faults.add(*fault);
            else
                designs.emplace(id, records.at(id)->spec.design);
        if (designs.size() == fusion->runs.size())
            for (const Sentence& fault : fusionFaults(*fusion, designs, readBaseConfig(resolveBase(spec.base).folder)))
                faults.add(fault);
    }
}

}  // namespace

void requireFusable(const std::vector<PlannedRun>& planned, const std::vector<RunRecord>& known) {
    RecordsById records;
    for (const RunRecord& run : known)
        records[run.id] = &run;
    std::set<std::string> seen;
    Faults faults;
    for (const PlannedRun& run : planned)
        if (!fusedRuns(run.spec.design).empty() && seen.insert(toText(run.spec.design) + run.spec.baseHash).second)
            addFaults(run.spec, records, faults);
    faults.throwIfAny();
}

std::vector<FinishedRun> finishedRuns(const std::vector<RunRecord>& runs, const std::string& base,
                                      const BaseConfig& config) {
    std::vector<const RunRecord*> done;
    std::set<std::string> hashes;  // what runs found in the base of that name
    for (const RunRecord& run : runs) {
        if (run.spec.base == base)
            hashes.insert(run.spec.baseHash);
        if (run.result.status == Status::Done && !run.isPilot && !run.marks.archived)
            done.push_back(&run);
    }
    const Factors factors = Factors::of(done);
    RunSpec fusion;
    fusion.base = base;
    std::vector<FinishedRun> finished;
    for (std::size_t i = 0; i < done.size(); ++i) {
        const RunRecord& run = *done[i];
        fusion.baseHash = hashes.contains(run.spec.baseHash) ? run.spec.baseHash : "";
        finished.push_back({run.id, run.spec.design, factors.label(i) + ", " + seedText(run.spec), run.result.dev,
                            faultToCombine(run, fusion).value_or("")});
    }
    std::stable_partition(finished.begin(), finished.end(), [&](const FinishedRun& run) {
        return fusionFault(FusionSettings(), run, {}, config).text().empty();
    });
    return finished;
}

Sentence fusionFault(const FusionSettings& fusion, const FinishedRun& run, const std::vector<FinishedRun>& finished,
                     const BaseConfig& config) {
    if (!run.fault.text().empty())
        return run.fault;
    std::map<std::string, Design> together{{run.id, run.design}};
    std::vector<Sentence> faults = fusionFaults(fusion, together, config);
    for (const FinishedRun& other : finished)
        if (faults.empty() && other.id != run.id &&
            std::find(fusion.runs.begin(), fusion.runs.end(), other.id) != fusion.runs.end()) {
            together = {{run.id, run.design}, {other.id, other.design}};
            if (fusionFaults(fusion, {{other.id, other.design}}, config).empty())
                faults = fusionFaults(fusion, together, config);
        }
    return faults.empty() ? Sentence() : faults.front();
}

std::vector<FusedRun> extractFusedRuns(const Design& design, const Project& project,
                                       const std::function<std::filesystem::path()>& folder) {
    std::vector<FusedRun> fused;
    for (const std::string& id : fusedRuns(design)) {
        const auto file = folder() / (id + ".safetensors");
        fused.push_back({id, toText(project.requireRun(id).spec.design), file});
        project.extractTuning(id, file);
    }
    return fused;
}

void copyFusedRuns(const Design& design, const Project& from, Project& to, const std::filesystem::path& scratch) {
    for (const FusedRun& fused : extractFusedRuns(design, from, [&] { return scratch; })) {
        const RunRecord run = from.requireRun(fused.id);
        to.addRuns({run.spec}, {run.parameters});
        to.finish(run.id, run.result, &fused.tuning);
    }
}

}  // namespace adapterscope
