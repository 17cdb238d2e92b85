// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "core/design/Design.h"

namespace adapterscope {

struct AdapterSettings;

/// A configuration in another library's format, and in words what that format cannot express.
struct ExportedConfig {
    nlohmann::json json;
    std::vector<Sentence> notes;
};

/// AdapterHub's adapter_config.json with every field, for `load_adapter` and `add_adapter`. Throws Error if the design
/// is not valid for the base, or naming what AdapterHub lacks. `baseName` becomes "model_name".
ExportedConfig adapterHubConfig(const Design& design, const BaseConfig& base, const std::string& baseName);

/// What AdapterHub's configuration holds of a design, trained or not.
struct HeldDesign {
    std::string name;                  ///< of the adapter
    nlohmann::json config;             ///< of one part, or a union of several
    bool hasGate = false;              ///< one of them has
    std::vector<Sentence> ofTheStart;  ///< what the format cannot express of how they start, or has in other words
};
/// `parts` are the design's, without named unions. Throws Error that names the setting which AdapterHub cannot hold.
HeldDesign heldByAdapterHub(const Design& design, const std::vector<Part>& parts, const BaseConfig& base);

/// Standard deviation that AdapterHub's init_weights "bert" has, fixed in its code.
inline constexpr double bertSigma = 0.02;
/// All 33 fields of a bottleneck; appends to `notes` what the format cannot express of how it starts.
nlohmann::json adapterHubBottleneck(const AdapterSettings& adapter, const BaseConfig& base,
                                    std::vector<Sentence>& notes);
/// What surrounds a `config` in adapter_config.json and head_config.json. `kind` is what follows the family's name in
/// that of transformers' class: ForSequenceClassification.
nlohmann::json adapterHubFile(const nlohmann::json& config, const std::string& kind, const nlohmann::json& name,
                              const BaseConfig& base, const std::string& baseName);

/// The reduction factor from which AdapterHub, which computes int(hidden // factor), gets exactly m: an integer if m
/// divides hidden, else hidden / (m + 1/2), since hidden / m often comes back as m - 1. 1 <= m.
nlohmann::json reductionFactor(int hidden, int m);

}  // namespace adapterscope
