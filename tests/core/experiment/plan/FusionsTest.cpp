// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseFolder.h"
#include "core/common/Error.h"
#include "core/experiment/plan/Fusions.h"
#include "core/experiment/plan/Sweep.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Runs on a base of two layers, of which only the config exists.
struct Known {
    TempFolder folder;
    std::vector<RunRecord> runs;

    Known() {
        writeFile(folder / "config.json",
                  R"({"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2})");
    }

    /// A finished run of that design, kept with its tensors; returns its id.
    std::string add(const std::string& design, Status status = Status::Done, bool hasTuning = true) {
        RunRecord run;
        run.spec = on(specOf(design, runs.size()));
        run.id = runId(run.spec);
        run.result.status = status;
        run.hasTuning = hasTuning;
        runs.push_back(run);
        return run.id;
    }

    RunSpec on(RunSpec spec) const {
        spec.base = folder.path().string();
        return spec;
    }

    PlannedRun fusionOf(const std::string& runIds) const {
        PlannedRun planned;
        planned.spec = on(specOf("fusion:of=" + runIds));
        return planned;
    }
};

}  // namespace

TEST_CASE("Finished runs with their adapters can be fused and other designs need none") {
    Known known;
    const std::string ids = known.add("pfeiffer:m=4") + "+" + known.add("pfeiffer:m=8,layers=0-1");
    PlannedRun other;
    other.spec = specOf("houlsby");
    CHECK_NOTHROW(requireFusable({known.fusionOf(ids), other}, known.runs));
    CHECK_NOTHROW(requireFusable({other}, {}));
}

TEST_CASE("The finished runs that a fusion can name come first, and each of the others has a reason") {
    Known known;
    const std::string lora = known.add("lora"), bare = known.add("pfeiffer:m=6", Status::Done, false),
                      both = known.add("pfeiffer:m=4,sites=attention+ffn"), first = known.add("pfeiffer:m=4"),
                      second = known.add("pfeiffer:m=8"), other = known.add("pfeiffer:m=8,form=parallel"),
                      elsewhere = known.add("pfeiffer:m=7");
    known.runs.back().spec.baseHash = "other";
    known.runs.back().spec.base = "minilm";
    known.add("pfeiffer:m=9", Status::Waiting);
    known.add("pfeiffer:m=10");
    known.runs.back().isPilot = true;
    known.add("pfeiffer:m=11");
    known.runs.back().marks.archived = true;
    for (RunRecord& run : known.runs)
        run.result.dev = 0.75;
    const std::string base = known.folder.path().string();
    const BaseConfig config = readBaseConfig(known.folder.path());
    const std::vector<FinishedRun> finished = finishedRuns(known.runs, base, config);
    REQUIRE(finished.size() == 7);
    CHECK(finished[0].id == first);
    CHECK(finished[1].id == second);
    CHECK(finished[2].id == other);
    CHECK(finished[0].label.find("m=4") != std::string::npos);
    CHECK(finished[0].label.find(", seed 3") != std::string::npos);
    CHECK(finished[0].dev == 0.75);
    const auto faultWith = [&](const std::vector<std::string>& runs, const std::string& id) {
        FusionSettings fusion;
        fusion.runs = runs;
        for (const FinishedRun& run : finished)
            if (run.id == id)
                return fusionFault(fusion, run, finished, config).text();
        return std::string("not listed");
    };
    CHECK(faultWith({}, first).empty());
    CHECK(faultWith({first}, second).empty());
    CHECK(faultWith({first}, first).empty());
    CHECK(faultWith({first, second}, other).find("read different states") != std::string::npos);
    CHECK(faultWith({lora}, other).empty());  // that one is the fault
    CHECK(faultWith({}, lora).find("no bottleneck adapters") != std::string::npos);
    CHECK(faultWith({}, bare).find("kept no trained tensors") != std::string::npos);
    CHECK(faultWith({}, both).find("at other places than the fusion") != std::string::npos);
    CHECK(faultWith({}, elsewhere).find("on another base, minilm") != std::string::npos);
}

TEST_CASE("A run that cannot be fused is named with the reason") {
    Known known;
    const std::string good = known.add("pfeiffer:m=4"), waiting = known.add("pfeiffer:m=5", Status::Waiting),
                      bare = known.add("pfeiffer:m=6", Status::Done, false), lora = known.add("lora"),
                      elsewhere = known.add("pfeiffer:m=7");
    known.runs.back().spec.baseHash = "other";
    known.runs.back().spec.base = "minilm";
    const std::string unknown = "0123456789abcdef";
    const std::vector<std::pair<std::string, std::string>> cases = {{unknown, "no run " + unknown},
                                                                    {waiting, "it is waiting, not done"},
                                                                    {bare, "kept no trained tensors"},
                                                                    {lora, "no bottleneck adapters"},
                                                                    {elsewhere, "another base, minilm"}};
    for (const auto& [id, why] : cases) {
        CAPTURE(id, why);
        CHECK_THROWS_MATCHES(requireFusable({known.fusionOf(good + "+" + id)}, known.runs), Error,
                             says(id) && says(why));
    }
    // All at once, each once.
    const PlannedRun all = known.fusionOf(unknown + "+" + waiting);
    CHECK_THROWS_MATCHES(requireFusable({all, all}, known.runs), Error,
                         says("no run " + unknown) && says("it is waiting"));
}

TEST_CASE("The runs that a design fuses are copied into another project with their tensors") {
    TempFolder folder, second;
    const auto from = Project::open(folder / "from.adapterscope"), to = Project::open(folder / "to.adapterscope");
    const std::string one = addRun(*from, "pfeiffer:m=4"), two = addRun(*from, "pfeiffer:m=8"),
                      other = addRun(*from, "houlsby");
    for (const std::string& id : {one, two}) {
        const auto tuning = folder / "tuning";
        writeFile(tuning, "tensors of " + id);
        from->finish(id, resultOf(0.75), &tuning);
    }
    const Design fusion = parseDesign("fusion:of=" + one + "+" + two);
    copyFusedRuns(fusion, *from, *to, folder.path());
    CHECK(to->runs().size() == 2);
    CHECK(to->requireRun(two).result.dev == 0.75);
    to->extractTuning(two, folder / "out");
    CHECK(readFile(folder / "out") == "tensors of " + two);
    CHECK_THROWS_MATCHES(copyFusedRuns(parseDesign("fusion:of=" + one + "+" + other), *from, *to, second.path()), Error,
                         says(other));
}
