// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/Error.h"
#include "core/dispatch/export/TunedExport.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

/// A run's tuning over a base of which only the folder is there.
TunedSource runOver(const fs::path& base) {
    fs::create_directory(base);
    TunedSource source;
    source.base = base.string();
    source.kept = KeptTuning{};
    source.taskFault = "The task has changed.";
    return source;
}

}  // namespace

TEST_CASE("An export that the engine refuses leaves no folder behind") {
    const TempFolder folder;
    const TunedSource source = runOver(folder / "base");
    for (const char* format : {"adapterhub", "peft", "merged"}) {
        CAPTURE(format);
        const auto refuse = [](const std::string&, const nlohmann::json&) -> nlohmann::json {
            throw Error("The engine refuses {}.", "this");
        };
        CHECK_THROWS_MATCHES(exportTuned(source, format, folder / "out", false, refuse), Error, says("refuses this"));
        CHECK_FALSE(fs::exists(folder / "out"));
    }
}

TEST_CASE("What an export would replace is known before it") {
    const TempFolder folder;
    CHECK(filesReplaced("peft", folder / "out").empty());
    for (const char* name : {"adapter_config.json", "head.safetensors", "pytorch_model.bin", "notes.txt"})
        writeFile(folder / name, "mine");
    using Names = std::vector<std::string>;
    for (const char* format : {"adapterhub", "peft"}) {
        Names there = filesReplaced(format, folder.path());
        std::sort(there.begin(), there.end());
        CHECK(there == Names{"adapter_config.json", "head.safetensors"});
    }
    CHECK(filesReplaced("merged", folder.path()) == Names{"head.safetensors", "pytorch_model.bin"});
    CHECK(filesReplaced("merged", folder / "notes.txt").empty());
}

TEST_CASE("An export reports what the engine does and that the classes have no names") {
    const TempFolder folder;
    const TunedSource source = runOver(folder / "base");
    std::string asked;
    const auto answer = [&](const std::string& method, const nlohmann::json& params) {
        asked = method + " " + params.at("library").get<std::string>();
        return toJson(ExportAnswer{{adapterConfigName, headConfigName}, {}, {"A note."}});
    };
    const auto notes = exportTuned(source, "adapterhub", folder / "out", false, answer);
    CHECK(asked == "export adapterhub");
    REQUIRE(notes.size() == 2);
    CHECK(notes[0] == "A note.");
    CHECK(notes[1] == "The classes have no names, so they are LABEL_0, LABEL_1 and so on. The task has changed.");
}
