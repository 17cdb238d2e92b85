// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/FusedRuns.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/design/PartNames.h"

namespace adapterscope {
namespace {

constexpr const char* fusedKey = "fused";  // a JSON object: the design's text by the run's id

}  // namespace

TrainedRuns readFusedRuns(const std::vector<FusedRun>& fused) {
    TrainedRuns runs;
    for (const FusedRun& run : fused)
        runs[run.id] = {parseDesign(run.design), readSafeTensors(run.tuning).tensors};
    return runs;
}

std::map<std::string, std::string> tuningMetadata(const RunSpec& spec, const std::vector<FusedRun>& fused) {
    std::map<std::string, std::string> metadata{{"design", toText(spec.design)}, {"base", spec.baseHash}};
    if (fused.empty())
        return metadata;
    nlohmann::json designs = nlohmann::json::object();
    for (const FusedRun& run : fused)
        designs[run.id] = run.design;
    metadata[fusedKey] = designs.dump();
    return metadata;
}

TrainedRuns fusedRunsIn(const SafeTensors& kept) {
    TrainedRuns runs;
    const auto stated = kept.metadata.find(fusedKey);
    if (stated == kept.metadata.end())
        return runs;
    const nlohmann::json designs = parseJsonIfAny(stated->second);
    if (!designs.is_object())
        throw Error("The tuning does not state which runs it fuses: its entry \"{}\" is not a JSON object.", fusedKey);
    for (const auto& [id, design] : designs.items()) {
        TrainedRun& run = runs[id];
        run.design = designFromJson(design);
        const std::string start = fusedTensors(id);
        for (const auto& [name, tensor] : kept.tensors)
            if (name.starts_with(start))
                run.tensors[name.substr(start.size())] = tensor;
    }
    return runs;
}

}  // namespace adapterscope
