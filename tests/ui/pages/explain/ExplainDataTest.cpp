// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/pages/explain/ExplainData.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The Explain page's data hold the course of the best design until another is chosen") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSigmaSweep());
    const auto best = readExplainData(*project, {});
    CHECK(best->fault.isEmpty());
    REQUIRE(best->sigma.size() == 1);
    CHECK(best->sigma.front().sweep.points.size() == 8);
    REQUIRE(best->designs.size() == 8);
    CHECK(toText(best->identity.course.spec.design) == "houlsby:m=16");

    const ExplainData::Design& other = best->designs.front();
    CHECK(other.text.toStdString() == "sigma=0,skip=on \u00b7 sentiment on builtin");
    const auto chosen = readExplainData(*project, other.design.key);
    CHECK(toText(chosen->identity.course.spec.design) == "houlsby:m=16,sigma=0");
    CHECK(chosen->designs.size() == 8);
}

TEST_CASE("Archived runs are not among the Explain page's data") {
    std::vector<RunRecord> runs = fabricatedSigmaSweep();
    for (RunRecord& run : runs)
        run.marks.archived = true;
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", runs);
    const auto data = readExplainData(*project, {});
    CHECK(data->fault.isEmpty());
    CHECK(data->sigma.empty());
    CHECK(data->designs.empty());
    CHECK(data->identity.empty());
}

TEST_CASE("A list of designs names the task and base that all of them share, and else only what their labels state") {
    RunSpec a = fabricatedRun("houlsby:m=2", 0, 0.8, 7714).spec, b = a;
    CHECK(listTexts({&a, &b}, {"m=2", "m=8"}) ==
          QStringList{"m=2 \u00b7 sentiment on builtin", "m=8 \u00b7 sentiment on builtin"});
    b.taskName = b.taskHash = "topic";
    CHECK(listTexts({&a, &b}, {"m=2, sentiment", "m=2, topic"}) == QStringList{"m=2, sentiment", "m=2, topic"});
    CHECK(listTexts({}, {}).isEmpty());
}
