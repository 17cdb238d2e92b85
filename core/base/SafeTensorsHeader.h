// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace adapterscope {

/// What the header of a safetensors file states about one tensor. Its bytes are known to lie inside the file.
struct TensorEntry {
    std::string type;                  ///< as the format spells it: F32, BF16, I8, …
    std::vector<std::int64_t> shape;   ///< none negative
    std::uint64_t begin = 0, end = 0;  ///< bytes from the start of the file
};

struct SafeTensorsHeader {
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
};

/// Reads and checks the header alone; a tensor's type and whether its bytes fit its shape are for the caller to check.
/// Throws Error naming the file, and the tensor at fault if one is.
SafeTensorsHeader readSafeTensorsHeader(const std::filesystem::path& file);
/// Whether the tensor has as many bytes as its shape needs with elements of that size.
bool fitsShape(const TensorEntry& entry, std::uint64_t elementSize);
/// What is wrong with the file, as a clause about it ("is truncated or damaged (…)"); empty if nothing is.
std::string safeTensorsFault(const std::filesystem::path& file);

}  // namespace adapterscope
