// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/FakeWorkplace.h"

using namespace adapterscope::test;

namespace {

/// The ids of the project's runs of a method.
std::vector<std::string> idsOf(const FakeWorkplace& place, const std::string& method) {
    std::vector<std::string> ids;
    for (const auto& entry : place.runs())
        if (entry["design"].get<std::string>().starts_with(method))
            ids.push_back(entry["id"]);
    return ids;
}

}  // namespace

TEST_CASE("A fusion of finished runs is planned and trained, and trained again to compare") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"pfeiffer:m=2", "pfeiffer:m=4"}), {}, place.engine()).code == 0);
    const auto fused = idsOf(place, "pfeiffer");
    REQUIRE(fused.size() == 2);
    const std::string design = "fusion:of=" + fused[1] + "+" + fused[0];
    const Outcome dry = run(place.sweep({design}, {"--dry-run"}), {}, place.engine());
    INFO(dry.err);
    CHECK(dry.code == 0);
    CHECK(dry.json()["runs"] == 1);
    const Outcome sweep = run(place.sweep({design}), {}, place.engine());
    INFO(sweep.err);
    checkCounts(sweep.json(), 1, 1, 0, 0);
    const auto fusion = idsOf(place, "fusion");
    REQUIRE(fusion.size() == 1);
    const Outcome again = run({"reproduce", place.project, fusion[0], "--json"}, {}, place.engine());
    INFO(again.err);
    CHECK(again.code == 0);
    CHECK(again.json()["same"] == true);
    // The same run by the other command.
    const Outcome train = run(place.train(design, {"--project", place.project}), {}, place.engine());
    CHECK(train.code == 0);
    CHECK(train.json()["id"] == fusion[0]);
}

TEST_CASE("A fusion of what is not there or does not fit is refused in one sentence before anything is trained") {
    const FakeWorkplace place;
    CHECK(run(place.sweep({"pfeiffer:m=2", "houlsby:m=2"}), {}, place.engine()).code == 0);
    const std::string good = idsOf(place, "pfeiffer").at(0), norms = idsOf(place, "houlsby").at(0),
                      unknown = "0123456789abcdef";
    const auto refused = [&](const std::vector<std::string>& words, const std::string& why) {
        CAPTURE(why);
        const Outcome outcome = run(words, {}, place.engine());
        CHECK(outcome.code == 3);
        CHECK_THAT(outcome.err, Catch::Contains(why));
        CHECK(place.runs().size() == 2);
    };
    const std::string ofUnknown = "fusion:of=" + good + "+" + unknown, ofNorms = "fusion:of=" + good + "+" + norms;
    refused(place.sweep({ofUnknown}), "no run " + unknown);
    refused(place.sweep({ofUnknown}, {"--dry-run"}), "no run " + unknown);
    refused(place.train(ofUnknown, {"--project", place.project}), "no run " + unknown);
    refused(place.sweep({ofNorms}), "LayerNorms");
    refused(place.sweep({"fusion:of=" + good}), "only one is named");
    refused(place.train(ofNorms), "--project FILE");
    const std::string nowhere = (place.folder / "nowhere.adapterscope").string();
    refused(place.train(ofNorms, {"--project", nowhere}), "no project file " + nowhere);
    CHECK_FALSE(std::filesystem::exists(nowhere));
}

TEST_CASE("A fusion is counted without its runs") {
    const FakeWorkplace place;
    const std::string design = "fusion:of=0123456789abcdef+fedcba9876543210";
    const Outcome counted = run({"count", design, "--base", place.base, "--json"});
    INFO(counted.err);
    CHECK(counted.code == 0);
    CHECK(counted.json()[0]["components"].contains("fusion"));
}
