// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pickle of a file that torch.save wrote.
#include "core/base/TorchPickle.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::tryTo(data, size, [](std::string_view pickle) {
        for (const auto& [name, tensor] : tensorsOfPickle(pickle))
            fuzz::require(tensor.shape.size() == tensor.strides.size() && !tensor.type.empty() && tensor.offset >= 0,
                          "a tensor has a type, a place, and a stride for each side");
    });
}
