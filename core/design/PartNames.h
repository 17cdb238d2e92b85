// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/design/Site.h"

// How the names of a tuning's tensors start, which are the same whatever the base's family calls its own.
namespace adapterscope {

/// Those of the head, in full.
inline constexpr auto headWeightName = "classifier.weight", headBiasName = "classifier.bias";

std::string adapterTensors(int layer, Site site);  ///< `encoder.layer.3.output.adapter.`
std::string fusionTensors(int layer, Site site);   ///< `encoder.layer.3.output.fusion.`
std::string fusedTensors(const std::string& run);  ///< `fused.0123456789abcdef.`, before the names in that run
std::string prefixTensors(int layer);              ///< `encoder.layer.3.prefix.`
std::string promptTensors();                       ///< `embeddings.prompt.`
std::string invertibleTensors();                   ///< `embeddings.invertible.`
std::string ladderTensors();                       ///< `encoder.ladder.`

}  // namespace adapterscope
