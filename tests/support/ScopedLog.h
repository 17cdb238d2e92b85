// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// For the length of a scope the log of faults is in a folder of the test's own.
struct ScopedLog {
    TempFolder folder;
    ScopedVariable state{"XDG_STATE_HOME", folder.path().string()};
    std::filesystem::path file = folder.path() / "adapterscope" / "engine.log";
};

}  // namespace adapterscope::test
