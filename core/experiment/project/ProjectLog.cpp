// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectLog.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <span>
#include <string>

namespace adapterscope {
namespace {

// Bytes, and places in the two headers.
constexpr std::size_t logHeaderSize = 32, pageHeaderSize = 24;
constexpr std::size_t pageSizePlace = 8, saltPlace = 16, sumPlace = 24, pageSaltPlace = 8, pageSumPlace = 16;
constexpr std::size_t saltSize = 8;
constexpr std::uint32_t magic = 0x377f0682;  // the last bit: whether the sums take numbers as big-endian

std::uint32_t numberAt(const char* bytes, bool bigEndian = true) {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes[bigEndian ? i : 3 - i]);
    return number;
}

struct Sum {
    std::uint32_t first = 0, second = 0;
    bool bigEndian = false;

    void add(std::span<const char> bytes) {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            first += numberAt(&bytes[i], bigEndian) + second;
            second += numberAt(&bytes[i + 4], bigEndian) + first;
        }
    }
    bool isAt(const char* bytes) const { return numberAt(bytes) == first && numberAt(bytes + 4) == second; }
};

}  // namespace

std::int64_t sizeOfLog(std::int64_t pages, std::int64_t pageSize) {
    return pages == 0 ? 0  // it gets its header with the first page
                      : static_cast<std::int64_t>(logHeaderSize) +
                            pages * (static_cast<std::int64_t>(pageHeaderSize) + pageSize);
}

std::int64_t wholePagesOfLog(const std::filesystem::path& log) {
    std::ifstream stream(log, std::ios::binary);
    std::array<char, logHeaderSize> header{};
    if (!stream.read(header.data(), header.size()) || (numberAt(header.data()) & ~1u) != magic)
        return 0;
    Sum sum{0, 0, (numberAt(header.data()) & 1u) != 0};
    sum.add(std::span(header).first(sumPlace));
    const std::size_t pageSize = numberAt(&header[pageSizePlace]);
    if (!sum.isAt(&header[sumPlace]) || !std::has_single_bit(pageSize) || pageSize < 512 || pageSize > 65536)
        return 0;
    std::string page(pageHeaderSize + pageSize, '\0');
    std::int64_t whole = 0;
    for (; stream.read(page.data(), static_cast<std::streamsize>(page.size())); ++whole) {
        sum.add(std::span(page).first(pageSaltPlace));
        sum.add(std::span(page).subspan(pageHeaderSize));
        if (!std::equal(&page[pageSaltPlace], &page[pageSaltPlace + saltSize], &header[saltPlace]) ||
            !sum.isAt(&page[pageSumPlace]))
            break;
    }
    return whole;
}

}  // namespace adapterscope
