// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/SafeTensors.h"

namespace adapterscope {

/// The tensors of a file that torch.save wrote (readTorchArchive), copied into memory in their stored type.
NamedTensors readTorchTensors(const std::filesystem::path& file);

}  // namespace adapterscope
