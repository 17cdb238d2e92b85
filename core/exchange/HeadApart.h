// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/exchange/SavedAdapter.h"

// A head that no class of another library computes has a file of its own beside the merged model or the adapter:
// safetensors whose metadata states what it reads, what is between its layers and its classes' names.
namespace adapterscope {

inline constexpr auto headApartName = "head.safetensors";

/// The names of its tensors there; `hasDense` if it has a layer before the last.
SavedHead headApart(bool hasDense);
/// `labels` are its classes' names; empty if they have none.
std::map<std::string, std::string> headApartMetadata(const HeadFacts& head, Activation activation,
                                                     const std::vector<std::string>& labels);
/// From the file's header. Throws Error naming the file and what it does not state.
SavedHead readHeadApart(const std::filesystem::path& file);

/// That the head is there and not in the file with this name, and why.
std::string headApartNote(const std::string& leftOutOf, Pooling pooling);

}  // namespace adapterscope
