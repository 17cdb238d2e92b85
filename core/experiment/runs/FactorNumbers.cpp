// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/FactorNumbers.h"

#include <algorithm>

#include "core/common/Error.h"
#include "core/common/NumberFromText.h"
#include "core/common/Text.h"

namespace adapterscope {

std::optional<double> numberIn(const std::string& text) {
    try {
        return numberFromText(text);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::optional<double> numberOf(const Factors& factors, std::size_t i, const std::string& factor) {
    const auto found = factors.values(i).find(factor);
    return found == factors.values(i).end() ? std::nullopt : numberIn(found->second);
}

std::vector<std::string> numericFactors(const Factors& factors) {
    std::vector<std::string> names;
    for (const Factor& factor : factors.varying())
        if (std::count_if(factor.values.begin(), factor.values.end(),
                          [](const std::string& value) { return numberIn(value).has_value(); }) > 1)
            names.push_back(factor.name);
    return names;
}

void requireNumeric(const Factors& factors, std::size_t runs, const std::string& factor) {
    for (std::size_t i = 0; i < runs; ++i)
        if (numberOf(factors, i, factor))
            return;
    if (runs == 0)
        return;
    const std::vector<std::string> names = numericFactors(factors);
    throw Error("\"{}\" is not a number that these runs have; the numbers that vary among them: {}.", factor,
                names.empty() ? "none" : listed(names, "and"));
}

}  // namespace adapterscope
