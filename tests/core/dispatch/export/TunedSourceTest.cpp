// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/dispatch/export/TunedSource.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

TEST_CASE("A run's tuning is taken out of its project as long as its base is the one that it was trained on") {
    const TempFolder folder;
    const fs::path base = folder / "base", tuning = folder / "tuning.safetensors";
    fs::create_directory(base);
    writeFile(base / "config.json", "{}");
    writeFile(base / "model.safetensors", "weights");
    writeFile(base / "vocab.txt", "[UNK]\n");
    writeFile(tuning, "tensors");
    RunRecord run = fabricatedRun("lora:r=2", 0, 0.8, 100);
    run.spec.base = base.string();
    run.spec.baseHash = baseHash(base);
    run.id = runId(run.spec);
    const auto project = filledProject(folder / "p.adapterscope", {run});
    CHECK_THROWS_MATCHES(tunedRun(*project, run.id, ""), Error, says("kept no trained tensors"));
    project->finish(run.id, run.result, &tuning);

    fs::path scratch;
    {
        const TunedSource source = tunedRun(*project, run.id.substr(0, 6), "");
        CHECK(source.run == run.id);
        CHECK(source.base == base);
        REQUIRE(source.kept);
        CHECK(readFile(source.kept->file) == "tensors");
        CHECK(source.kept->labels.empty());
        CHECK_FALSE(source.taskFault.empty());  // it was trained on another one
        scratch = source.kept->file.parent_path();
    }
    CHECK_FALSE(fs::exists(scratch));
    writeFile(base / "model.safetensors", "other weights");
    CHECK_THROWS_MATCHES(tunedRun(*project, run.id, ""), Error, says("Name the right one with --base."));
}
