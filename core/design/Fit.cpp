// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"

namespace adapterscope {
namespace {

struct Target {
    const BudgetLimit& limit;
    const BaseConfig& base;
    int classes;
    Pooling pooling;
};

/// The budget of a design that is valid and small enough; a size that is worth a remark, such as m > d, is too large.
std::optional<Fit> fitting(const Design& design, const std::string& sizeKey, const Target& target) {
    for (const auto& finding : validate(design, target.base))
        if (finding.fault || (!sizeKey.empty() && finding.key == sizeKey))
            return std::nullopt;
    Fit candidate{design, count(design, target.base, target.classes, target.pooling)};
    return target.limit.costOf(candidate.budget) <= target.limit.number ? std::optional(candidate) : std::nullopt;
}

/// The largest size of the shape that fits; counts grow with the size.
std::optional<Fit> largestFitting(const Design& shape, const MethodInfo& method, const Target& target) {
    const KeyInfo* size = method.key(method.sizeKey);
    if (!size)
        return fitting(shape, {}, target);
    std::optional<Fit> best;
    const int step = method.sizeStep ? method.sizeStep(shape.parts.front()) : 1;
    int low = (static_cast<int>(size->minimum) + step - 1) / step;
    int high = static_cast<int>(size->maximum) / step;
    while (low <= high) {
        const int middle = low + (high - low) / 2;
        Design design = shape;
        size->set(design, std::to_string(middle * step));
        if (auto candidate = fitting(design, method.sizeKey, target)) {
            best = std::move(candidate);
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

struct Unit {
    const char* ending;
    double factor;
    bool isOfBytes = false;
};
/// Those that end in others first.
constexpr std::array units = {Unit{"KiB", 0x1p10, true},
                              Unit{"MiB", 0x1p20, true},
                              Unit{"GiB", 0x1p30, true},
                              Unit{"kB", 1e3, true},
                              Unit{"KB", 1e3, true},
                              Unit{"MB", 1e6, true},
                              Unit{"GB", 1e9, true},
                              Unit{"%", 1},
                              Unit{"k", 1e3},
                              Unit{"K", 1e3},
                              Unit{"M", 1e6},
                              Unit{"G", 1e9}};

bool hasSameSettings(const Design& a, const Design& b) {
    return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                      [](const Part& one, const Part& other) { return one.settings == other.settings; });
}

}  // namespace

BudgetLimit budgetFromText(std::string_view text, const BaseConfig& base, Pooling pooling) {
    const std::string whole = trimmed(text);
    std::string digits = whole;
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    Unit unit{"", 1};
    for (const Unit& each : units)
        if (digits.ends_with(each.ending)) {
            unit = each;
            digits = trimmed(digits.substr(0, digits.size() - std::string_view(each.ending).size()));
            break;
        }
    double number = -1;
    try {
        number = numberFromText(digits);
    } catch (const Error&) {
        number = -1;
    }
    const std::string_view ending = unit.ending;
    if (ending.empty() && number > 0 && number < 1)
        throw Error(
            "'{}' is less than one parameter; write {}% for that share of the base, a number of parameters such as "
            "100000, or a size such as 400 kB.",
            whole, whole);
    const double most =
        number * (ending == "%" ? static_cast<double>(base.parameters(pooling == Pooling::Pooler)) / 100 : unit.factor);
    if (most <= 0 || most > 1e15)
        throw Error(
            "'{}' is not a budget; write a number of parameters such as 100000, a share of the base such as 2%, or a "
            "size such as 400 kB.",
            whole);
    return {static_cast<std::int64_t>(std::floor(most)), unit.isOfBytes};
}

std::vector<Fit> fit(const BudgetLimit& limit, const BaseConfig& base, int classes, Pooling pooling,
                     const std::vector<std::string>& names) {
    std::vector<Design> starts;
    starts.reserve(names.empty() ? methods().size() : names.size());
    for (const auto& name : names) {
        starts.push_back(parseDesign(name));
        requireValid(starts.back(), base, methodOf(starts.back()).sizeKey);
    }
    if (names.empty())
        for (const auto& method : methods())
            starts.push_back(method.defaults);

    const Target target{limit, base, classes, pooling};
    std::vector<Fit> fits;
    for (const auto& start : starts) {
        const MethodInfo& method = methodOf(start);
        std::vector<Design> shapes = {start};
        if (method.shapes && start == method.defaults)
            for (auto& shape : method.shapes(start, base))
                shapes.push_back(std::move(shape));
        for (const auto& shape : shapes) {
            auto found = largestFitting(shape, method, target);
            // houlsby and adapter, say, are the same thing under two names.
            const auto same = [&found](const Fit& other) {
                return hasSameSettings(other.design, found->design) && other.design.head == found->design.head;
            };
            if (found && std::none_of(fits.begin(), fits.end(), same))
                fits.push_back(std::move(*found));
        }
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [&limit](const Fit& a, const Fit& b) { return limit.costOf(a.budget) > limit.costOf(b.budget); });
    return fits;
}

std::optional<Fit> largestFit(const Design& design, const BudgetLimit& limit, const BaseConfig& base, int classes,
                              Pooling pooling) {
    const MethodInfo& method = methodOf(design);
    return method.sizeKey.empty() ? std::nullopt : largestFitting(design, method, {limit, base, classes, pooling});
}

std::vector<Fit> closestOfEachMethod(const std::vector<Fit>& fits) {
    std::set<std::string> seen;
    std::vector<Fit> closest;
    std::copy_if(fits.begin(), fits.end(), std::back_inserter(closest),
                 [&seen](const Fit& each) { return seen.insert(each.design.name()).second; });
    return closest;
}

}  // namespace adapterscope
