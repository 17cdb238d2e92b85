// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/Folders.h"

namespace adapterscope {

/// A base found on this machine.
struct BaseRef {
    std::string name;              ///< as typed: builtin, minilm, a folder, a hub id
    std::filesystem::path folder;  ///< Hugging Face layout
};

/// `builtin`, `minilm`, a folder, or a hub id in the local cache. Throws Error saying what was looked for and how to
/// get it.
BaseRef resolveBase(const std::string& name);
/// What is at hand without naming a folder.
std::vector<BaseRef> availableBases();
/// SHA-256 over config.json, weights and tokenizer files; cached beside size and modification time in the user's cache.
std::string baseHash(const std::filesystem::path& folder);

}  // namespace adapterscope
