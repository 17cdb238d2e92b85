// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Batch.h"

namespace adapterscope {

Batch makeBatch(const std::vector<const Encoding*>& sequences, const at::Device& device) {
    std::vector<std::int64_t> ids, types, positions, lengths;
    for (const auto* sequence : sequences) {
        ids.insert(ids.end(), sequence->ids.begin(), sequence->ids.end());
        types.insert(types.end(), sequence->typeIds.begin(), sequence->typeIds.end());
        lengths.push_back(std::ssize(sequence->ids));
        for (std::int64_t i = 0; i < lengths.back(); ++i)
            positions.push_back(i);
    }
    const auto options = at::TensorOptions(at::kLong).device(device);
    return {torch::tensor(ids, options), torch::tensor(types, options), torch::tensor(positions, options),
            layoutOf(lengths, device)};
}

Batch makeBatch(const std::vector<Encoding>& sequences, const at::Device& device) {
    std::vector<const Encoding*> pointers;
    for (const auto& sequence : sequences)
        pointers.push_back(&sequence);
    return makeBatch(pointers, device);
}

}  // namespace adapterscope
