// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/figures/IdentityFigure.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

struct Shown {
    TempFolder folder;
    std::unique_ptr<Project> project = Project::open(folder / "p.adapterscope");
    std::vector<AdapterDesign> designs;

    explicit Shown(const std::vector<RunRecord>& runs) {
        fill(*project, runs);
        designs = adapterDesigns(project->runs());
    }
    IdentityFigure figure(const std::string& design) const {
        const auto texts = designTexts(designs);
        for (std::size_t i = 0; i < designs.size(); ++i)
            if (toText(designs[i].spec.design) == toText(parseDesign(design)))
                return identityFigure(*project, designs[i], texts[i]);
        FAIL(design << " is not among the designs");
        return {};
    }
};

}  // namespace

TEST_CASE("The figure of a design starts with the mean of its seeds at the last step") {
    const Shown measured(fabricatedSigmaSweep());
    const IdentityFigure figure = measured.figure("houlsby:m=16,sigma=1e-3");
    CHECK_FALSE(figure.empty());
    CHECK(figure.steps() == std::vector<std::int64_t>{0, 100, 200, 300});
    CHECK(figure.step == 300);
    CHECK_THAT(figure.design, Catch::Contains("sigma=") && !Catch::Contains("m=16"));
    CHECK(figure.shownName() == "mean of 3 seeds");
    CHECK(figure.whyUnfinished.empty());
    const IdentityMoment* last = momentAt(figure.shown(), 300);
    REQUIRE(last);
    const auto ffn = atSite(*last, Site::Ffn);
    REQUIRE(ffn.size() == 2);
    CHECK(ffn[1].layer == 1);
    CHECK(ffn[1].distance == Approx(2e-6 + 0.15 * 1.1));  // the mean of seeds 0 to 2
    CHECK(momentAt(figure.shown(), 150) == nullptr);
}

TEST_CASE("One seed of a design can be shown instead of the mean") {
    const Shown measured(fabricatedSigmaSweep());
    IdentityFigure figure = measured.figure("houlsby:m=16,sigma=0");
    figure.chosen = 2;
    CHECK(figure.shownName() == "seed 2");
    CHECK(momentAt(figure.shown(), 300)->adapters.front().distance == Approx(0.15 * 1.2));
}

TEST_CASE("Of several designs the one that starts as the paper's is shown first") {
    const Shown measured(fabricatedSigmaSweep());
    const IdentityFigure best = bestIdentityFigure(*measured.project, measured.designs);
    CHECK(best.course.seeds.size() == 3);
    CHECK(momentAt(best.shown(), 0)->adapters.front().distance == Approx(2e-4));  // of sigma 1e-2 with the skip
    CHECK(bestIdentityFigure(*measured.project, {}).empty());
}

TEST_CASE("Designs without adapters are shown first only if there are no others") {
    RunRecord lora = fabricatedRun("lora", 0, 0.99, 16642);
    lora.result.curve = {{0, 0.7, 0.7, 0.5, {}, {{0, Site::Attention, 0, 0, 0, Measured::Output}}},
                         {300, 0.2, 0.2, 0.99, {}, {{0, Site::Attention, 0.3, 0.3, 0.4, Measured::Output}}}};
    auto runs = fabricatedSigmaSweep();
    runs.push_back(lora);
    const Shown with(runs), only({lora});
    CHECK(bestIdentityFigure(*with.project, with.designs).course.spec.design.name() == "houlsby");
    const IdentityFigure figure = bestIdentityFigure(*only.project, only.designs);
    CHECK(figure.step == 300);
    const IdentityPoint& last = momentAt(figure.shown(), 300)->adapters.at(0);
    CHECK(last.distance == Approx(0.3));
    CHECK(last.measured == Measured::Output);
    CHECK(with.figure("lora").course.seeds.size() == 1);
}

TEST_CASE("A design without a finished run has a figure that states why") {
    const Shown measured({fabricatedRun("houlsby:m=4", 0, 0, 1000, Status::Diverged)});
    REQUIRE(measured.designs.size() == 1);
    const IdentityFigure figure = identityFigure(*measured.project, measured.designs[0], "houlsby:m=4");
    CHECK(figure.empty());
    CHECK_THAT(figure.whyUnfinished.text(), Catch::Contains("diverged"));
}
