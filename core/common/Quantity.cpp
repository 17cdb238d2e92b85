// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace adapterscope {

std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first + 3;)
        text.insert(at -= 3, ",");
    return text;
}

std::string Counted::text() const {
    return fmt::format("{} {}{}", grouped(number), number == 1 || many.empty() ? one : many,
                       number == 1 || !many.empty() ? "" : "s");
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return Counted{number, std::string(one), std::string(many)}.text();
}

std::string durationText(double seconds) {
    const long long whole = std::llround(std::max(0.0, seconds));
    if (whole < 60)
        return fmt::format("{} s", whole);
    if (whole < 3600)
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

std::string byteSize(std::int64_t bytes) {
    double value = static_cast<double>(bytes);
    if (bytes < 1000)
        return fmt::format("{} B", bytes);
    for (const char* unit : {"kB", "MB", "GB"}) {
        value /= 1000;
        if (value < 999.5 || unit == std::string("GB"))
            return fmt::format("{:.1f} {}", value, unit);
    }
    return {};
}

}  // namespace adapterscope
