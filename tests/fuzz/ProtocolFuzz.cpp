// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines between engine and client, cut out of a stream.
#include "core/dispatch/JsonRpc.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    LineBuffer buffer(4096);
    return fuzz::tryTo(data, size, [&](std::string_view text) {
        buffer.append(std::string(text));
        while (const auto line = buffer.next())
            fuzz::tryTo(reinterpret_cast<const std::uint8_t*>(line->data()), line->size(),
                        [](std::string_view each) { parseLine(each); });
    });
}
