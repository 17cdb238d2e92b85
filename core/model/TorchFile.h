// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/SafeTensors.h"

namespace adapterscope {

/// The tensors of a file that torch.save wrote (readTorchArchive), copied into memory in their stored type.
NamedTensors readTorchTensors(const std::filesystem::path& file);

/// Writes float32 tensors as torch.save writes a dictionary of them, for torch.load even with weights_only: whole or
/// not at all. Throws Error naming the file.
void writeTorchTensors(const std::filesystem::path& file, const NamedTensors& tensors);

}  // namespace adapterscope
