// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of a base folder.
#include "core/base/BaseFolder.h"
#include "core/design/Design.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::tryToRead(data, size, [](const nlohmann::json& json) {
        validate(parseDesign("houlsby"), baseConfigFromJson(json, "config.json"));
    });
}
