// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Combine.h"

#include <algorithm>

#include "core/design/Budget.h"

namespace adapterscope {
namespace {

std::ptrdiff_t faultsOf(const Design& design, const std::optional<BaseConfig>& base) {
    const std::vector<Finding> findings = base ? validate(design, *base) : validate(design);
    return std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.fault; });
}

std::int64_t trainedBy(const Design& design, const BaseConfig& base) {
    return count(design, base, 2, base.defaultPooling).trained;
}

}  // namespace

Design combined(const Design& design, const MethodInfo& method) {
    Design more = design;
    more.parts.push_back(method.defaults.parts.front());
    return more;
}

Design partAlone(const Design& design, std::size_t part) {
    Design one = design;
    one.parts = {design.parts.at(part)};
    return one;
}

std::vector<const MethodInfo*> combinable(const Design& design, const std::optional<BaseConfig>& base) {
    std::vector<const MethodInfo*> all;
    if (design.parts.size() >= mostParts)
        return all;
    const std::ptrdiff_t faults = faultsOf(design, base);
    const std::int64_t trained = base && faults == 0 ? trainedBy(design, *base) : 0;
    for (const MethodInfo& method : methods()) {
        const Design more = combined(design, method);
        if (faultsOf(more, base) > faults)
            continue;
        if (!base || faults > 0 || trainedBy(more, *base) > trained)
            all.push_back(&method);
    }
    return all;
}

}  // namespace adapterscope
