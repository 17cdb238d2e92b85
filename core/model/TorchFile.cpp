// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/TorchFile.h"

#include <algorithm>

#include "core/base/TorchArchive.h"
#include "core/model/kernels/TensorBytes.h"

namespace adapterscope {

NamedTensors readTorchTensors(const std::filesystem::path& file) {
    const TorchArchive archive = readTorchArchive(file);
    NamedTensors tensors;
    for (const auto& [name, entry] : archive.tensors) {
        const auto type = scalarTypeOf(entry.type);
        if (!type)
            continue;
        const std::string& bytes = archive.storages.at(entry.storage);
        const auto storage = at::empty({static_cast<std::int64_t>(bytes.size() / at::elementSize(*type))},
                                       at::TensorOptions(*type).device(at::kCPU));
        const auto room = bytesOf(storage);
        std::copy_n(bytes.begin(), room.size(), room.begin());
        tensors[name] =
            storage.as_strided(entry.shape, entry.strides, entry.offset).clone(at::MemoryFormat::Contiguous);
    }
    return tensors;
}

}  // namespace adapterscope
