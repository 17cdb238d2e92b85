// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of a base folder.
#include <nlohmann/json.hpp>

#include "core/JsonReader.h"
#include "core/design/BaseConfig.h"
#include "core/design/Budget.h"
#include "core/design/Design.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::tryTo(data, size, [](std::string_view text) {
        const nlohmann::json json = parseJsonIfAny(text);
        if (json.is_discarded())
            return;
        const BaseConfig config = baseConfigFromJson(json, "config.json");
        validate(parseDesign("houlsby"), config);
    });
}
