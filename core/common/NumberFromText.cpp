// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/NumberFromText.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include "core/common/Error.h"

namespace adapterscope {

double numberFromText(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end != text.data() + text.size())
        throw Error("'{}' is not a number; write one such as 0.01 or 1e-2.", text);
    if (error != std::errc() || !std::isfinite(value))
        throw Error("'{}' is not a finite number that a double can hold.", text);
    return value + 0.0;  // -0 becomes 0
}

int wholeNumberFromText(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end != text.data() + text.size() || error == std::errc::invalid_argument)
        throw Error("'{}' is not a whole number; write one such as 64.", text);
    if (error != std::errc())
        throw Error("'{}' is too large a number.", text);
    return value;
}

}  // namespace adapterscope
