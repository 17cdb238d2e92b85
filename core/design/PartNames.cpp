// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/PartNames.h"

#include <fmt/format.h>

namespace adapterscope {

std::string adapterTensors(int layer, Site site) {
    return fmt::format("encoder.layer.{}.{}", layer,
                       site == Site::Attention ? "attention.output.adapter." : "output.adapter.");
}

std::string fusionTensors(int layer, Site site) {
    return fmt::format("encoder.layer.{}.{}", layer,
                       site == Site::Attention ? "attention.output.fusion." : "output.fusion.");
}

std::string fusedTensors(const std::string& run) {
    return fmt::format("fused.{}.", run);
}

std::string prefixTensors(int layer) {
    return fmt::format("encoder.layer.{}.prefix.", layer);
}

std::string invertibleTensors() {
    return "embeddings.invertible.";
}

std::string ladderTensors() {
    return "encoder.ladder.";
}

std::string promptTensors() {
    return "embeddings.prompt.";
}

}  // namespace adapterscope
