// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/FindProgram.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

TEST_CASE("A program is looked up in the absolute folders of PATH and never in the current one") {
    const TempFolder folder;
    fs::create_directory(folder / "bin");
    for (const auto& file : {folder / "tool", folder / "bin/tool"}) {
        writeFile(file, "#!/bin/sh\n");
        fs::permissions(file, fs::perms::owner_all);
    }
    writeFile(folder / "bin/text", "no program");
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    const ScopedVariable path("PATH", ":.::bin:" + (folder / "bin").string() + ":");
    CHECK(findProgram("tool") == folder / "bin/tool");
    CHECK(findProgram("text").empty());
    CHECK(findProgram("nothing").empty());
    CHECK(findProgram("./tool") == "./tool");
    fs::remove(folder / "bin/tool");
    CHECK(findProgram("tool").empty());
    fs::current_path(before);
}
