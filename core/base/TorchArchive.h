// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/base/TorchPickle.h"

namespace adapterscope {

/// The content of a file that torch.save wrote: a zip archive of a pickle and of storages, little-endian.
struct TorchArchive {
    std::map<std::string, PickledTensor> tensors;
    std::map<std::string, std::string> storages;  ///< the bytes of those that tensors name
};

/// Reads and checks the whole file; each tensor lies within its storage. Throws Error naming the file and what is
/// wrong.
TorchArchive readTorchArchive(const std::filesystem::path& file);

}  // namespace adapterscope
