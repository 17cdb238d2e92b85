// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/Labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/common/Error.h"

namespace adapterscope {

namespace {

constexpr std::size_t mostClasses = 1000;
constexpr std::size_t mostFractions = 10;  // more distinct values with fractions are scores, not classes

std::optional<double> number(const std::string& text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = failed == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

std::vector<std::string> sortedLabels(const LabelCounts& counts, const std::string& file, const std::string& column) {
    std::vector<std::string> labels;
    std::size_t rows = 0, fractions = 0;
    bool numeric = true;
    for (const auto& [label, count] : counts) {
        const std::optional<double> value = number(label);
        numeric = numeric && value;
        fractions += value && *value != std::floor(*value);
        labels.push_back(label);
        rows += count;
    }
    if (labels.size() == 1)
        throw Error(
            "{}: {} the label \"{}\" (column \"{}\"); a task needs at least two. Is this the label "
            "column? Give another {}.",
            file, rows == 1 ? "its only row has" : fmt::format("all {} rows have", rows), labels.front(), column,
            byMeansOf(Setting::LabelColumn));
    if (numeric && fractions > 0 && labels.size() > mostFractions)
        throw Error(
            "{}: the column \"{}\" holds scores with fractions ({} different values). Regression comes in a later "
            "version; use a task with classes.",
            file, column, labels.size());
    if (labels.size() > mostClasses || (labels.size() > 20 && labels.size() * 2 > rows))
        throw Error(
            "{}: the column \"{}\" has {} different values in {} rows, too many for labels. Is this the label "
            "column? Give another {}.",
            file, column, labels.size(), rows, byMeansOf(Setting::LabelColumn));
    if (numeric)
        std::stable_sort(labels.begin(), labels.end(),
                         [](const std::string& a, const std::string& b) { return *number(a) < *number(b); });
    return labels;
}

}  // namespace adapterscope
