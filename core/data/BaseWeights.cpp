// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <vector>

#include "core/Error.h"
#include "core/SafeTensorsHeader.h"
#include "core/data/Bases.h"
#include "core/data/FileFacts.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

/// Whether the exponent of one of the numbers is all ones, as it is for NaN and infinity alone.
template <typename Bits>
bool hasFullExponent(const char* data, std::size_t bytes, Bits exponent) {
    bool found = false;
    for (std::size_t at = 0; at + sizeof(Bits) <= bytes; at += sizeof(Bits)) {
        Bits bits = 0;
        std::memcpy(&bits, data + at, sizeof bits);
        found |= (bits & exponent) == exponent;
    }
    return found;
}

/// Weights are computed with in float32, where a larger double is infinite too.
bool exceedsFloat(const char* data, std::size_t bytes) {
    bool found = false;
    for (std::size_t at = 0; at + sizeof(double) <= bytes; at += sizeof(double)) {
        double value = 0;
        std::memcpy(&value, data + at, sizeof value);
        found |= !(std::abs(value) <= double{std::numeric_limits<float>::max()});
    }
    return found;
}

bool isNotFinite(const std::string& type, const char* data, std::size_t bytes) {
    if (type == "F32")
        return hasFullExponent<std::uint32_t>(data, bytes, 0x7f800000);
    if (type == "F16")
        return hasFullExponent<std::uint16_t>(data, bytes, 0x7c00);
    if (type == "BF16")
        return hasFullExponent<std::uint16_t>(data, bytes, 0x7f80);
    return type == "F64" && exceedsFloat(data, bytes);
}

/// The encoder's own tensors; heads and other spare ones are not computed with.
bool isOfEncoder(std::string_view name) {
    if (name.starts_with("bert."))
        name.remove_prefix(5);
    return name.starts_with("embeddings.") || name.starts_with("encoder.") || name.starts_with("pooler.");
}

/// The name of the encoder's first tensor with a NaN or an infinity; empty if there is none.
std::string notFiniteTensor(const fs::path& file) {
    const SafeTensorsHeader header = readSafeTensorsHeader(file);
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(1 << 20);  // holds whole numbers of every type
    for (const auto& [name, entry] : header.tensors) {
        if (!isOfEncoder(name))
            continue;
        stream.seekg(static_cast<std::streamoff>(entry.begin));
        for (std::uint64_t left = entry.end - entry.begin; left > 0;) {
            const std::size_t part = std::min<std::uint64_t>(left, buffer.size());
            if (!stream.read(buffer.data(), static_cast<std::streamsize>(part)))
                throw Error(fmt::format("{}: reading the tensor {} failed.", file.string(), name));
            if (isNotFinite(entry.type, buffer.data(), part))
                return name;
            left -= part;
        }
    }
    return "";
}

}  // namespace

void requireFiniteWeights(const fs::path& folder) {
    const fs::path file = folder / "model.safetensors";
    if (std::error_code ignored; !fs::is_regular_file(file, ignored))
        return;
    const auto anyText = [](const std::string&) { return true; };
    const std::string name = factOf(file, {"not_finite", anyText, [&] { return notFiniteTensor(file); }});
    if (!name.empty())
        throw Error(
            fmt::format("{}: the tensor {} holds NaN or infinity, so the base computes nothing but NaN. The weights "
                        "are damaged: fetch the base again, or choose another.",
                        file.string(), name));
}

}  // namespace adapterscope
