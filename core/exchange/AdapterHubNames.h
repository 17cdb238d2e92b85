// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/TensorFacts.h"
#include "core/exchange/SavedAdapter.h"

// How AdapterHub names what it keeps: read and written by the same table.
namespace adapterscope {

/// The tensors of these parts in an adapter of that name. A part that AdapterHub does not have adds none; neither does
/// a union that has a name of its own.
SavedTensors adapterHubTensors(const std::vector<Part>& parts, const BaseConfig& base, const std::string& adapter);

/// A flexible head, which has the adapter's name; `hasDense` if it has two layers.
SavedHead flexibleHead(const std::string& adapter, bool hasDense);

/// The letters of `attn_matrices`.
inline constexpr std::array<std::pair<std::string_view, Role>, 3> attentionLetters{
    {{"q", Role::Query}, {"k", Role::Key}, {"v", Role::Value}}};

}  // namespace adapterscope
