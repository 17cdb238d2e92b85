// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/exchange/ExportFolder.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

TEST_CASE("Any file of a saved adapter keeps an export out of a folder until it may be overwritten") {
    const TempFolder folder;
    for (const std::string& name : savedAdapterNames()) {
        CAPTURE(name);
        const fs::path out = folder / ("with-" + name);
        fs::create_directories(out);
        writeFile(out / name, "mine");
        CHECK_THROWS_MATCHES(ExportFolder(out, folder / "base", savedAdapterNames(), false), Error,
                             says(name + " already exists"));
        CHECK(readFile(out / name) == "mine");
        CHECK_NOTHROW(ExportFolder(out, folder / "base", savedAdapterNames(), true));
    }
    CHECK(savedAdapterNames().size() == 9);
}

TEST_CASE("What an earlier export left is removed and nothing else") {
    const TempFolder folder;
    const fs::path out = folder / "out";
    fs::create_directories(out);
    for (const char* name : {"adapter.safetensors", "head_config.json", "adapter_config.json", "notes.txt"})
        writeFile(out / name, "earlier");
    const ExportFolder exported(out, folder / "base", savedAdapterNames(), true);
    writeFile(out / "adapter_config.json", "new");
    exported.removeOthers({"adapter_config.json"});
    CHECK(filesIn(out) == 2);
    CHECK(readFile(out / "adapter_config.json") == "new");
    CHECK(readFile(out / "notes.txt") == "earlier");
}

TEST_CASE("An export that fails takes back all the folders that were made for it") {
    const TempFolder folder;
    ExportFolder(folder / "new/below", folder / "base", savedAdapterNames(), false).removeIfEmpty();
    CHECK(filesIn(folder.path()) == 0);
}
