// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace adapterscope {

/// A tensor as PyTorch's pickle describes it: a view of a storage.
struct PickledTensor {
    std::string storage;  ///< the name of its storage
    std::string type;     ///< of its elements, as safetensors spells it: F32, BF16, …
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape, strides;  ///< in elements, none negative
};

/// The tensors of a pickled dictionary that torch.save wrote (pickle protocol 2), by name. Nothing is called or
/// imported: the few constructors that tensors are written with are known by name, and whatever else a pickle builds is
/// left out. Throws Error stating what is wrong, as a clause.
std::map<std::string, PickledTensor> tensorsOfPickle(std::string_view pickle);

}  // namespace adapterscope
