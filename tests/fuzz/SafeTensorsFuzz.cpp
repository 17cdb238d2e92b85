// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Headers of safetensors files.
#include "core/base/SafeTensorsHeader.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::Folder folder;
    return fuzz::tryTo(data, size,
                       [&](std::string_view text) { readSafeTensorsHeader(folder.write("model.safetensors", text)); });
}
