// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/CurveGroups.h"

#include <algorithm>
#include <set>

namespace adapterscope {

namespace {

using Names = std::vector<std::string>;

/// What labels state without these factors.
Names namesWithout(const Factors& factors, std::size_t runs, const std::set<std::string>& omitted) {
    Names names;
    for (std::size_t i = 0; i < runs; ++i)
        names.push_back(factors.labelWithoutAll(i, omitted));
    return names;
}

std::size_t different(const Names& names) {
    return std::set<std::string>(names.begin(), names.end()).size();
}

/// The place of each name among those that are different, in the order of the runs.
std::vector<int> numbered(const Names& names) {
    Names met;
    std::vector<int> numbers;
    for (const std::string& name : names) {
        const auto found = std::find(met.begin(), met.end(), name);
        numbers.push_back(static_cast<int>(found - met.begin()));
        if (found == met.end())
            met.push_back(name);
    }
    return numbers;
}

}  // namespace

std::vector<CurveGroup> curveGroups(const Factors& factors, std::size_t runs) {
    std::set<std::string> omitted = {"task", "base"};
    std::vector<Factor> settings;
    for (const Factor& factor : factors.varying())
        if (isSetting(factor.name)) {
            settings.push_back(factor);
            omitted.insert(factor.name);
        }
    Names names = namesWithout(factors, runs, omitted);
    // Of these settings the next that makes more groups: a rate that is each method's own makes none.
    const auto refine = [&](std::size_t most) -> const Factor* {
        for (const Factor& setting : settings) {
            if (!omitted.contains(setting.name) || setting.values.size() > most)
                continue;
            std::set<std::string> fewer = omitted;
            fewer.erase(setting.name);
            Names finer = namesWithout(factors, runs, fewer);
            if (different(finer) <= different(names))
                continue;
            names = std::move(finer);
            omitted = std::move(fewer);
            return &setting;
        }
        return nullptr;
    };
    if (different(names) < 2)
        refine(runs);
    const std::vector<int> colours = numbered(names);
    const Factor* dashed = different(names) <= CurveGroup::mostColours ? refine(CurveGroup::mostDashes) : nullptr;
    std::vector<CurveGroup> groups;
    for (std::size_t i = 0; i < runs; ++i) {
        groups.push_back({names[i].empty() ? factors.label(i) : names[i], colours[i], -1});
        if (!dashed)
            continue;
        const auto& values = dashed->values;
        const auto value = std::find(values.begin(), values.end(), factors.valueOf(i, dashed->name));
        groups.back().dash = static_cast<int>(value - values.begin());
    }
    return groups;
}

}  // namespace adapterscope
