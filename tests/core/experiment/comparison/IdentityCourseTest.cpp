// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/experiment/comparison/IdentityCourse.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

/// Two layers with both sites; the distances are `scale` times 1, 2, 3, 4 in the order of the adapters.
CurvePoint point(std::int64_t step, double scale) {
    CurvePoint point;
    point.step = step;
    point.identity = {{1, Site::Ffn, 4 * scale, 8 * scale, 12 * scale},
                      {0, Site::Attention, 1 * scale, 2 * scale, 3 * scale},
                      {0, Site::Ffn, 2 * scale, 4 * scale, 6 * scale},
                      {1, Site::Attention, 3 * scale, 6 * scale, 9 * scale}};
    return point;
}

RunRecord run(std::uint64_t seed, std::vector<CurvePoint> curve, const std::string& design = "houlsby") {
    RunRecord record;
    record.spec.design = parseDesign(design);
    record.spec.seed = seed;
    record.id = runId(record.spec);
    record.result.status = Status::Done;
    record.result.curve = std::move(curve);
    return record;
}

}  // namespace

TEST_CASE("A course holds every seed and their mean by step") {
    const auto course = identityCourse({run(0, {point(0, 0), point(10, 0.1)}), run(1, {point(0, 0), point(10, 0.3)})});
    REQUIRE(course.seeds.size() == 2);
    CHECK(course.sites == std::vector<Site>{Site::Attention, Site::Ffn});
    CHECK(course.layers == 2);
    CHECK(course.unmeasured == 0);
    REQUIRE(course.mean.size() == 2);
    CHECK(course.mean[1].step == 10);
    REQUIRE(course.mean[1].adapters.size() == 4);
    const IdentityPoint& last = course.mean[1].adapters[3];
    CHECK(last.layer == 1);
    CHECK(last.site == Site::Ffn);
    CHECK(last.distance == Approx(4 * 0.2));
    CHECK(last.median == Approx(8 * 0.2));
    CHECK(last.p95 == Approx(12 * 0.2));
    CHECK(course.seeds[1].moments[1].adapters[0].site == Site::Attention);
    CHECK(course.seeds[1].moments[1].adapters[0].distance == Approx(0.3));
}

TEST_CASE("The mean exists only where every seed has arrived") {
    const auto course = identityCourse({run(0, {point(0, 0), point(10, 0.1)}), run(1, {point(0, 0)})});
    REQUIRE(course.mean.size() == 1);
    CHECK(course.mean[0].step == 0);
}

TEST_CASE("Runs without a measured distance are counted and left out") {
    CurvePoint old;
    old.step = 10;
    RunRecord waiting = run(2, {});
    waiting.result.status = Status::Waiting;
    RunRecord diverged = run(3, {});  // before its first evaluation
    diverged.result.status = Status::Diverged;
    const auto course = identityCourse({run(0, {old}), run(1, {point(0, 0.1)}), waiting, diverged});
    REQUIRE(course.seeds.size() == 1);
    CHECK(course.seeds[0].seed == 1);
    CHECK(course.unmeasured == 1);
    CHECK(identityCourse({}).seeds.empty());
}

TEST_CASE("The mean distance of adapters is absent without adapters and without numbers") {
    CHECK(meanDistance(point(0, 1).identity).value() == Approx(2.5));
    CHECK_FALSE(meanDistance({}).has_value());
    CHECK_FALSE(meanDistance({{0, Site::Ffn, std::numeric_limits<double>::quiet_NaN(), 0, 0}}).has_value());
}

TEST_CASE("A design has adapters if a layer and a site are left to them") {
    for (const char* design : {"houlsby", "houlsby:layers=0+3", "adapter:layers=0+3,drop=1", "pfeiffer:m=2"})
        CHECK(hasAdapters(parseDesign(design)));
    for (const char* design : {"full", "layernorm", "houlsby:layers=none", "adapter:layers=0,drop=1"})
        CHECK_FALSE(hasAdapters(parseDesign(design)));
}

TEST_CASE("Every design that changes more than the head has a distance from the base") {
    for (const char* design : {"houlsby", "full", "layernorm", "lora", "prefix", "houlsby:layers=none", "mam",
                               "houlsby:layers=none,layernorm=none & bitfit"})
        CHECK(isMeasured(parseDesign(design)));
    for (const char* design : {"head", "pfeiffer:layers=none"})
        CHECK_FALSE(isMeasured(parseDesign(design)));
}

TEST_CASE("A mean keeps what was measured and that of adapters leaves the rest of a union out") {
    CurvePoint mixed = point(0, 1);
    mixed.identity.push_back({-1, Site::Embeddings, 7, 7, 7, Measured::Result});
    const auto course = identityCourse({run(0, {mixed}, "lora")});
    CHECK(course.sites == std::vector<Site>{Site::Attention, Site::Ffn, Site::Embeddings});
    CHECK(course.layers == 2);
    CHECK(course.mean.at(0).adapters.front().measured == Measured::Result);
    CHECK(course.mean.at(0).adapters.back().measured == Measured::Adapter);
    CHECK(meanOfAdapters(mixed.identity).value() == Approx(2.5));
    CHECK_FALSE(meanOfAdapters({mixed.identity.back()}).has_value());
}

TEST_CASE("Designs that change more than the head are listed with their mean on dev") {
    auto runs = std::vector{run(0, {}),
                            run(1, {}),
                            run(0, {}, "houlsby:m=2"),
                            run(0, {}, "head"),
                            run(0, {}, "pfeiffer:layers=none"),
                            run(0, {}, "lora")};
    runs[0].result.dev = 0.7;
    runs[1].result.dev = 0.9;
    runs[2].result.dev = 0.85;
    const auto designs = adapterDesigns(runs);
    REQUIRE(designs.size() == 3);
    CHECK(designs[2].runs == std::vector<std::string>{runs[5].id});
    CHECK(designs[0].runs == std::vector<std::string>{runs[0].id, runs[1].id});
    CHECK(designs[0].score.mean == Approx(0.8));
    CHECK(bestDesign(designs) == 1);
    CHECK(bestDesign({}) == -1);
}
