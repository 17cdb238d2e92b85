// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "core/common/NumberFromText.h"
#include "core/common/Quantity.h"
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

/// The budget of a design that is valid and small enough; a size of the part that is worth a remark, such as m > d, is
/// too large.
std::optional<Fit> fitting(const Design& design, std::size_t part, const std::string& sizeKey, const Target& target) {
    for (const auto& finding : validate(design, target.base)) {
        const bool isOfPart = std::find(finding.parts.begin(), finding.parts.end(), part) != finding.parts.end();
        if (finding.fault || (!sizeKey.empty() && finding.key == sizeKey && isOfPart))
            return std::nullopt;
    }
    Fit candidate{design, count(design, target.base, target.classes, target.pooling)};
    return target.limit.costOf(candidate.budget) <= target.limit.number ? std::optional(candidate) : std::nullopt;
}

/// The largest size of that part with which the shape fits; counts grow with the size.
std::optional<Fit> largestFitting(const Design& shape, std::size_t part, const Target& target) {
    const MethodInfo& method = methodOf(shape.parts[part]);
    const KeyInfo* size = method.key(method.sizeKey);
    if (!size)
        return fitting(shape, part, {}, target);
    std::optional<Fit> best;
    const int step = method.sizeStep ? method.sizeStep(shape.parts[part], target.base) : 1;
    int low = (static_cast<int>(size->minimum) + step - 1) / step;
    int high = static_cast<int>(size->maximum) / step;
    while (low <= high) {
        const int middle = low + (high - low) / 2;
        Design design = shape;
        size->set(design, std::to_string(middle * step), part);
        if (auto candidate = fitting(design, part, method.sizeKey, target)) {
            best = std::move(candidate);
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

/// The parts that have a size.
std::vector<std::size_t> sizedParts(const Design& design) {
    std::vector<std::size_t> sized;
    for (std::size_t i = 0; i < design.parts.size(); ++i)
        if (!methodOf(design.parts[i]).sizeKey.empty())
            sized.push_back(i);
    return sized;
}

/// One for each part that has a size, the others as they are; the shape itself if none has.
std::vector<Fit> largestOfEachPart(const Design& shape, const Target& target) {
    std::vector<std::size_t> parts = sizedParts(shape);
    if (parts.empty())
        parts = {0};
    std::vector<Fit> fits;
    for (const std::size_t part : parts)
        if (auto found = largestFitting(shape, part, target))
            fits.push_back(std::move(*found));
    return fits;
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

bool hasSameSettings(const std::vector<Part>& a, const std::vector<Part>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Part& one, const Part& other) {
        return one.settings == other.settings && hasSameSettings(one.parts, other.parts);
    });
}

/// Whether points or commas separate every three digits of a whole number: 50.000, 1,500,000.
bool isGroupedBy(char separator, std::string_view digits) {
    const auto groups = split(std::string(digits), separator);
    const auto isDigits = [](const std::string& group) {
        return std::all_of(group.begin(), group.end(), [](char each) { return each >= '0' && each <= '9'; });
    };
    return groups.size() > 1 && !groups.front().empty() && groups.front().size() <= 3 &&
           std::all_of(groups.begin(), groups.end(), isDigits) &&
           std::all_of(groups.begin() + 1, groups.end(), [](const std::string& group) { return group.size() == 3; });
}

}  // namespace

std::string BudgetLimit::text() const {
    return isOfBytes ? byteSize(number) : grouped(number) + " trained parameters";
}

BudgetLimit budgetFromText(std::string_view text, const BaseConfig& base, Pooling pooling) {
    const std::string whole = trimmed(text);
    std::string digits = whole;
    Unit unit{"", 1};
    for (const Unit& each : units)
        if (digits.ends_with(each.ending)) {
            unit = each;
            digits = trimmed(digits.substr(0, digits.size() - std::string_view(each.ending).size()));
            break;
        }
    if (const auto comma = digits.find(','); comma != std::string::npos) {
        if (!isGroupedBy(',', std::string_view(digits).substr(0, digits.find('.'))))
            throw Error("In '{}' the comma does not separate thousands, as it does in 50,000; decimals follow a point.",
                        whole);
        digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
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
    if (ending.empty() && number >= 1 && isGroupedBy('.', digits))
        throw Error(
            "'{}' reads as {} parameters, because decimals follow a point; thousands are separated by commas, as in "
            "50,000.",
            whole, numberText(number));
    const double most =
        number *
        (ending == "%" ? static_cast<double>(encoderParameters(base, pooling == Pooling::Pooler)) / 100 : unit.factor);
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
        requireValid(starts.back(), base, starts.back().parts.size() == 1 ? methodOf(starts.back()).sizeKey : "");
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
            for (Fit& found : largestOfEachPart(shape, target)) {
                // houlsby and adapter, say, are the same thing under two names.
                const auto same = [&found](const Fit& other) {
                    return hasSameSettings(other.design.parts, found.design.parts) &&
                           other.design.head == found.design.head;
                };
                if (std::none_of(fits.begin(), fits.end(), same))
                    fits.push_back(std::move(found));
            }
        }
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [&limit](const Fit& a, const Fit& b) { return limit.costOf(a.budget) > limit.costOf(b.budget); });
    return fits;
}

std::vector<Fit> withEachMethodFirst(std::vector<Fit> fits) {
    std::set<std::string> seen;
    std::vector<Fit> first, others;
    for (Fit& each : fits)
        (seen.insert(each.design.name()).second ? first : others).push_back(std::move(each));
    std::move(others.begin(), others.end(), std::back_inserter(first));
    return first;
}

std::optional<Fit> largestFit(const Design& design, const BudgetLimit& limit, const BaseConfig& base, int classes,
                              Pooling pooling) {
    std::optional<Fit> largest;
    for (const std::size_t part : sizedParts(design))
        if (auto found = largestFitting(design, part, {limit, base, classes, pooling}))
            if (!largest || limit.costOf(found->budget) > limit.costOf(largest->budget))
                largest = std::move(found);
    return largest;
}

Sentence doesNotFit(const std::string& design, const BudgetLimit& limit) {
    const bool isUnion = parseDesign(design).parts.size() > 1;
    return {"{} does not fit into {}{}.", design, limit.text(),
            isUnion ? ", whichever part's size is lowered; write smaller sizes of the others" : ""};
}

}  // namespace adapterscope
