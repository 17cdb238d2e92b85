// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QThreadPool>

#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/pages/sweep/PlanLoader.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The grid shows archived runs only if they are planned") {
    SweepPlan plan;
    plan.known = {fabricatedRun("head", 0, 0.8, 258), fabricatedRun("head", 1, 0.8, 258),
                  fabricatedRun("full", 0, 0.9, 4752514)};
    plan.known[0].marks.archived = plan.known[1].marks.archived = true;
    plan.planned.resize(1);
    plan.planned[0].spec = plan.known[1].spec;
    plan.planned[0].id = plan.known[1].id;
    const auto runs = plan.gridRuns();
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].id == plan.known[1].id);
    CHECK(runs[0].result.status == Status::Done);  // as it is: it will not be trained again
    CHECK(runs[1].id == plan.known[2].id);
}

TEST_CASE("A project is let go while its sweep is being planned and the next one is planned for itself") {
    const TempFolder folder;
    auto first = Project::open(folder / "first.adapterscope");
    const auto second = Project::open(folder / "second.adapterscope");
    second->addRuns({fabricatedRun("head", 0, 0.8, 258).spec}, {258});
    PlanLoader loader(PlanLoader::Scope::Started);
    QSignalSpy plans(&loader, &PlanLoader::planned);
    loader.request(*first, quickDraft(), {});
    loader.hurry();
    CHECK(loader.isBusy());
    loader.release();
    first.reset();
    CHECK_FALSE(loader.isBusy());

    loader.request(*second, quickDraft(), {});
    loader.hurry();
    QThreadPool::globalInstance()->waitForDone();
    REQUIRE(becomes([&] { return !plans.isEmpty(); }));
    const auto plan = plans.front().front().value<std::shared_ptr<const SweepPlan>>();
    CHECK(plan->known.size() == 1);
    CHECK(plan->fault.isEmpty());
    QCoreApplication::processEvents();
    CHECK(plans.size() == 1);
}

TEST_CASE("A picture of a sweep's form does not mention that its project is open read-only") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    Project::open(file)->addRuns({fabricatedRun("head", 0, 0.8, 258).spec}, {258});
    const auto faultOf = [](Project& project) {
        PlanLoader loader(PlanLoader::Scope::Started);
        QSignalSpy plans(&loader, &PlanLoader::planned);
        loader.request(project, quickDraft(), {});
        loader.hurry();
        QThreadPool::globalInstance()->waitForDone();
        REQUIRE(becomes([&] { return !plans.isEmpty(); }));
        return plans.front().front().value<std::shared_ptr<const SweepPlan>>()->fault;
    };
    const auto shown = Project::openForReading(file), pictured = Project::openForPicture(file);
    CHECK(faultOf(*shown).contains("open read-only"));
    CHECK(pictured->isReadOnly());
    CHECK(faultOf(*pictured).isEmpty());
}

TEST_CASE("What earlier sweeps left is found only if it is asked for") {
    const TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    project->addRuns({fabricatedRun("head", 0, 0.8, 258).spec}, {258});
    const auto leftOver = [&](PlanLoader::Scope scope) {
        PlanLoader loader(scope);
        QSignalSpy plans(&loader, &PlanLoader::planned);
        loader.request(*project, quickDraft(), {});
        loader.hurry();
        QThreadPool::globalInstance()->waitForDone();
        REQUIRE(becomes([&] { return !plans.isEmpty(); }));
        return plans.front().front().value<std::shared_ptr<const SweepPlan>>()->leftOver.size();
    };
    CHECK(leftOver(PlanLoader::Scope::Started) == 1);
    CHECK(leftOver(PlanLoader::Scope::Form) == 0);
}
