// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sweep files, the tasks that they name, and configurations that the program exports.
#include "core/exchange/OwnConfig.h"
#include "core/experiment/plan/Sweep.h"
#include "core/task/TaskLoader.h"
#include "tests/fuzz/Fuzz.h"

using namespace adapterscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::tryToRead(data, size, [](const nlohmann::json& json) {
        const Sweep sweep = sweepFromJson(json);
        fuzz::require(toJson(sweepFromJson(toJson(sweep))) == toJson(sweep), "a printed sweep reads as itself");
    });
    fuzz::tryToRead(data, size, [](const nlohmann::json& json) {
        const TaskSource source = taskSourceFromJson(json);
        fuzz::require(toJson(taskSourceFromJson(toJson(source))) == toJson(source), "a printed task reads as itself");
        requireReadable(source);
    });
    return fuzz::tryToRead(data, size, [](const nlohmann::json& json) { designFromOwnConfig(json); });
}
