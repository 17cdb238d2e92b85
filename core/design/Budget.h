// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "core/design/Design.h"
#include "core/design/Term.h"

namespace adapterscope {

/// The number of trained parameters of a design over a base, component by component, in closed form
/// (Houlsby et al. 2019, section 2.1).
struct Budget {
    struct Component {
        std::string name;  ///< adapters, layer_norm, encoder_layers, embeddings, pooler, head
        std::int64_t parameters = 0;
    };
    std::vector<Term> terms;            ///< those that are not 0: lines of the formula, lower layers' adapters first
    std::vector<Component> components;  ///< sums of the terms, in their order
    std::int64_t trained = 0;           ///< their sum, head included
    std::int64_t stored = 0;            ///< what is kept of them after training: fewer if an MLP computes a prefix
    std::int64_t baseParameters = 0;    ///< of the encoder; its pooler only if the head reads it
    double percent = 0;                 ///< trained parameters as a percentage of the base
    std::int64_t bytes = 0;             ///< of what is stored, float32
    std::int64_t perAdapter =
        0;             ///< 2md + d + m (and what gating, scale, LayerNorm add); 0 if sizes differ or there are none
    int adapters = 0;  ///< number of adapters
    std::int64_t multiplyAdds = 0;  ///< per token of the text, beyond the base's (MethodInfo::multiplyAdds)

    std::int64_t component(const std::string& name) const;  ///< 0 if absent
    /// Counts more trained parameters of a component, or fewer, than the design has; the terms stay.
    void add(const std::string& name, std::int64_t parameters);
};

/// Arithmetic only, microseconds. The design must be valid for the base.
Budget count(const Design& design, const BaseConfig& base, int classes, Pooling pooling);

/// The JSON of `count --json`: design, base, components, trained, stored, base_parameters, percent, bytes,
/// per_adapter, multiply_adds.
nlohmann::json toJson(const Budget& budget, const Design& design, const std::string& baseName);

}  // namespace adapterscope
