// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace adapterscope {

/// With thousands separators: 2,379,264.
std::string grouped(std::int64_t number);
/// A number with what is counted: "1 layer", "1,200 layers". An argument of a Sentence, for which a client may have
/// other words.
struct Counted {
    std::int64_t number = 0;
    std::string one, many = {};  ///< `many` is the plural if it is not made with an s

    std::string text() const;
    bool operator==(const Counted&) const = default;
};
/// Its text.
std::string counted(std::int64_t number, std::string_view one, std::string_view many = {});
/// In its two largest units: "42 s", "1 min 15 s", "2 h 1 min".
std::string durationText(double seconds);
/// Bytes in a unit that fits, of powers of ten: "812 B", "9.5 kB", "1.2 MB".
std::string byteSize(std::int64_t bytes);

}  // namespace adapterscope
