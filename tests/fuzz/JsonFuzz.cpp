// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bounded reader of JSON: what it accepts is printed again unchanged.
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::tryToRead(data, size, [](const nlohmann::json& value) {
        quoted(value);
        fuzz::require(parseJson(value.dump()) == value, "printed JSON reads as itself");
    });
}
