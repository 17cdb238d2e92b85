// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/model/Tuning.h"
#include "core/training/FusedRuns.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

const std::string first = "0123456789abcdef", second = "fedcba9876543210";

}  // namespace

TEST_CASE("The kept tuning of a fusion can be used without the runs that it fused") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    std::vector<FusedRun> fused;
    for (const auto& [id, design] :
         {std::pair<std::string, std::string>{first, "pfeiffer:m=3"}, {second, "pfeiffer:m=5,activation=swish"}}) {
        fused.push_back({id, design, folder / (id + ".safetensors")});
        writeSafeTensors(fused.back().tuning, Tuning(parseDesign(design), *base, 2, Pooling::Mean, 3).stored());
    }
    RunSpec spec;
    spec.design = parseDesign("fusion:of=" + first + "+" + second);
    spec.baseHash = "b";
    const Tuning fusion(spec.design, *base, 2, Pooling::Mean, 4, readFusedRuns(fused));
    const auto file = folder / "kept.safetensors";
    writeSafeTensors(file, fusion.stored(), tuningMetadata(spec, fused));
    for (const FusedRun& run : fused)
        std::filesystem::remove(run.tuning);

    const SafeTensors kept = readSafeTensors(file);
    CHECK(kept.metadata.at("design") == toText(spec.design));
    const TrainedRuns runs = fusedRunsIn(kept);
    REQUIRE(runs.size() == 2);
    CHECK(toText(runs.at(second).design) == "pfeiffer:m=5,activation=swish");
    Tuning again(parseDesign(kept.metadata.at("design")), *base, 2, Pooling::Mean, 9, runs);
    again.load(kept.tensors);
    const NamedTensors expected = fusion.stored(), found = again.stored();
    REQUIRE(found.size() == expected.size());
    for (const auto& [name, tensor] : expected) {
        CAPTURE(name);
        CHECK(at::equal(found.at(name), tensor));
    }
}

TEST_CASE("The tuning of any other run fuses nothing and describes itself as ever") {
    RunSpec spec;
    spec.design = parseDesign("houlsby:m=4");
    spec.baseHash = "b";
    CHECK(tuningMetadata(spec, {}) == std::map<std::string, std::string>{{"design", "houlsby:m=4"}, {"base", "b"}});
    CHECK(fusedRunsIn({{}, tuningMetadata(spec, {})}).empty());
    CHECK_THROWS_MATCHES(fusedRunsIn({{}, {{"fused", "[]"}}}), Error, says("fused"));
}

TEST_CASE("A file of a fused run that is not there is named") {
    CHECK_THROWS_MATCHES(readFusedRuns({{first, "pfeiffer", "/nowhere/x.safetensors"}}), Error,
                         says("/nowhere/x.safetensors"));
}
