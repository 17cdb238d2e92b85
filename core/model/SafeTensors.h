// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/Torch.h"

namespace adapterscope {

using NamedTensors = std::map<std::string, at::Tensor>;

/// The type with this safetensors name; empty if LibTorch has none.
std::optional<at::ScalarType> scalarTypeOf(const std::string& name);

/// A safetensors file's tensors, copied into memory in their stored type, and its metadata; those of types that
/// LibTorch does not have are left out. Every length and offset is checked against the file; throws Error naming file
/// and tensor.
struct SafeTensors {
    NamedTensors tensors;
    std::map<std::string, std::string> metadata;
};
SafeTensors readSafeTensors(const std::filesystem::path& file);
/// Only those with these names; other content of the file is ignored.
SafeTensors readSafeTensors(const std::filesystem::path& file, const std::set<std::string>& names);

/// Writes beside the file, then moves into place, so that a reader never sees half of it. Throws Error (kind Machine)
/// naming the file.
void writeSafeTensors(const std::filesystem::path& file, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace adapterscope
