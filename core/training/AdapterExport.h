// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/exchange/AdapterFiles.h"
#include "core/training/AdapterFolder.h"

namespace adapterscope {

/// An adapter as another library saves it: its files, and their tensors by that library's names, in float32.
struct AdapterExport {
    AdapterFiles files;
    NamedTensors tensors;
    NamedTensors head;  ///< those of AdapterFiles::headName; empty if there is no such file
};

/// `library` is "adapterhub" or "peft"; `labels` are the classes' names, empty if they have none; `baseName` is stated
/// in the files. Throws Error naming what the library cannot hold.
AdapterExport exportedAdapter(const std::string& library, const LoadedAdapter& adapter, const Base& base,
                              const std::vector<std::string>& labels, const std::string& baseName);

/// Writes it into a folder that exists, each file whole or not at all, adapter_config.json last. Returns the files'
/// names. Throws Error naming a file that cannot be written.
std::vector<std::string> writeAdapter(const std::filesystem::path& folder, const AdapterExport& adapter);

}  // namespace adapterscope
