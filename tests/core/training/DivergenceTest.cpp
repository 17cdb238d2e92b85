// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Design.h"
#include "core/training/Divergence.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The advice on a diverged run names the settings that are out of the ordinary") {
    RunSpec spec;
    std::int64_t step = 1;
    const auto adviceWith = [&](const char* design, auto change) {
        RunSpec other = spec;
        other.design = parseDesign(design);
        change(other.hyperparameters);
        return divergenceAdvice(other, step);
    };
    const auto nothing = [](Hyperparameters&) {};
    CHECK(adviceWith("houlsby", nothing) == "lower the learning rate or sigma");
    CHECK(adviceWith("head", nothing) == "lower the learning rate");
    CHECK(adviceWith("houlsby:sigma=3", nothing) == "lower the sigma, which is 3");
    CHECK(adviceWith("head", [](Hyperparameters& h) { h.weightDecay = 1e9; }) ==
          "lower the weight decay, which is 1e+09");
    CHECK(adviceWith("houlsby:lr=50", [](Hyperparameters& h) { h.weightDecay = 2; }) ==
          "lower the weight decay, which is 2, and the learning rate, which is 50");
    CHECK(adviceWith("head", [](Hyperparameters& h) { h.clip = 0; }) ==
          "limit the gradient's norm (clip), which is off");
    step = 0;
    CHECK(adviceWith("houlsby:sigma=3", nothing) == "lower the sigma, which is 3");
    CHECK_THAT(adviceWith("houlsby:lr=50", [](Hyperparameters& h) { h.clip = 0; }).text(),
               Catch::StartsWith("nothing has been trained yet, so the base itself computes it"));
}
