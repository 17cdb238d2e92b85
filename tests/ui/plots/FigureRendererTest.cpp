// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/Error.h"
#include "tests/support/Support.h"
#include "tests/ui/Fabricated.h"
#include "ui/plots/FigureRenderer.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The figures of initialisation are drawn from a project file") {
    TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    fill(*project, fabricatedSigmaSweep());
    CHECK(renderFigure(*project, "sigma", folder / "sigma.svg") == 0);
    const std::string sigma = readFile(folder / "sigma.svg");
    for (const char* text : {"Accuracy on dev", "with the skip connection", "without the skip",
                             "paper:", "Sigma of the initial projections", "Diverged", "3 runs diverged"}) {
        CAPTURE(text);
        CHECK(sigma.find(text) != std::string::npos);
    }
    CHECK(renderFigure(*project, "identity", folder / "identity.svg") == 0);
    const std::string identity = readFile(folder / "identity.svg");
    // The best design on dev.
    for (const char* text :
         {"houlsby:m=16 \u00b7 sentiment on builtin", "after attention", "after feed-forward",
          "Thick: mean of 3 seeds; thin: single seeds", "Dotted: before training", "Layer, at step 300"}) {
        CAPTURE(text);
        CHECK(identity.find(text) != std::string::npos);
    }
}

TEST_CASE("A project without fitting runs is told the command that makes them") {
    TempFolder folder;
    const auto project = Project::open(folder / "p.adapterscope");
    fill(*project, fabricatedSweep());
    for (const char* kind : {"sigma", "identity"}) {
        CAPTURE(kind);
        CHECK_THROWS_MATCHES(renderFigure(*project, kind, folder / "figure.pdf"), Error,
                             says("adapterscope-cli sweep 'houlsby:m=16"));
        CHECK_THROWS_MATCHES(renderFigure(*project, kind, folder / "figure.pdf"), Error, says("p.adapterscope"));
    }
    CHECK_FALSE(std::filesystem::exists(folder / "figure.pdf"));
}
