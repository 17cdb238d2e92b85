// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace adapterscope {

/// A learning rate that was tried by a pilot (RatePlan), and the pilot's score.
struct TriedRate {
    double rate = 0;
    std::optional<double> dev;  ///< primary metric, a fraction; absent if the pilot diverged
    std::string run;            ///< id of the pilot
    bool operator==(const TriedRate&) const = default;
};

nlohmann::json toJson(const std::vector<TriedRate>& tried);
/// Throws Error naming a field that is unknown or of the wrong type.
std::vector<TriedRate> triedRatesFromJson(const nlohmann::json& json);

}  // namespace adapterscope
