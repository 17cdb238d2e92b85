// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The text of designs: what is read and printed reads back the same, also as JSON.
#include "core/design/Design.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return fuzz::tryTo(data, size, [](std::string_view text) {
        for (const Design& design : expandDesigns(text)) {
            fuzz::require(toText(parseDesign(toText(design))) == toText(design), "a printed design reads as itself");
            fuzz::require(toText(designFromJson(toJson(design))) == toText(design), "a design in JSON reads as itself");
            validate(design);
        }
    });
}
