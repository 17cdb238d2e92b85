// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "core/Error.h"
#include "core/data/TextTable.h"

namespace adapterscope {

namespace {

/// The length of the well-formed UTF-8 sequence at the front (Unicode 15, table 3-7); 0 where there is none.
std::size_t sequenceLength(std::string_view rest) {
    const auto at = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0U; };
    const auto continues = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return continues(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool fits = (lead != 0xe0 || at(1) >= 0xa0) && (lead != 0xed || at(1) < 0xa0);
        return fits && continues(1) && continues(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool fits = (lead != 0xf0 || at(1) >= 0x90) && (lead != 0xf4 || at(1) < 0x90);
        return fits && continues(1) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

void appendLatin1(std::string_view bytes, std::string& text) {
    for (const char byte : bytes) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80) {
            text += byte;
        } else {
            text += static_cast<char>(0xc0 | (c >> 6));
            text += static_cast<char>(0x80 | (c & 0x3f));
        }
    }
}

}  // namespace

std::string decodeText(std::string_view bytes, const std::string& file, std::vector<std::string>& remarks) {
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        throw Error(fmt::format("{} is UTF-16 text; save it as UTF-8.", file));
    if (bytes.starts_with("\xef\xbb\xbf"))
        bytes.remove_prefix(3);
    if (const std::size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
        const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
        throw Error(fmt::format("{}, line {}: the file is binary (a zero byte); a task is a text file.", file, line));
    }
    std::string text;
    text.reserve(bytes.size());
    int number = 0, others = 0, first = 0;
    for (std::size_t start = 0; start < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', start), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(start, end - start);
        ++number;
        if (isUtf8(line)) {
            text += line;
        } else {
            appendLatin1(line, text);
            if (others++ == 0)
                first = number;
        }
        start = end;
    }
    if (others > 0)
        remarks.push_back(fmt::format("{}, line {}: not UTF-8, read as Latin-1{}.", file, first,
                                      others > 1 ? fmt::format(", as were {} more lines", others - 1) : ""));
    return text;
}

}  // namespace adapterscope
