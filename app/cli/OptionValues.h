// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "core/common/Error.h"

namespace adapterscope::cli {

/// An option's text as a finite number; throws Error naming both if it is not one.
template <typename Number>
Number numberFrom(const std::string& option, const std::string& text) {
    Number number{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(static_cast<double>(number)))
        throw Error("{} needs a {}, not \"{}\".", option, std::is_integral_v<Number> ? "whole number" : "number", text);
    return number;
}

/// The parts of a text; always at least one.
inline std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// The values of `a|b|c`; throws Error naming the option if one is empty.
inline std::vector<std::string> alternatives(const std::string& option, const std::string& text) {
    std::vector<std::string> values = split(text, '|');
    for (const std::string& value : values)
        if (value.empty())
            throw Error("{} has an empty alternative in \"{}\".", option, text);
    return values;
}

}  // namespace adapterscope::cli
