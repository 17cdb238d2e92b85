// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/window/DroppedPath.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Dropped things are recognised by what they are") {
    TempFolder folder;
    std::filesystem::create_directories(folder / "base");
    std::filesystem::create_directories(folder / "data");
    writeFile(folder / "base/config.json", "{}");
    writeFile(folder / "rows.tsv", "a\tb\n");
    writeFile(folder / "p.adapterscope", "");
    writeFile(folder / "renamed", "SQLite format 3");
    const auto kind = [&](const char* name) { return kindOfDropped(QString::fromStdString((folder / name).string())); };
    CHECK(kind("base") == DroppedKind::Base);
    CHECK(kind("data") == DroppedKind::Task);
    CHECK(kind("rows.tsv") == DroppedKind::Task);
    CHECK(kind("p.adapterscope") == DroppedKind::Project);
    CHECK(kind("renamed") == DroppedKind::Project);
}
