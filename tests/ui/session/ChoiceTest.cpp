// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/session/Choice.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("A choice survives the project's text") {
    Choice choice;
    choice.design = parseDesign("pfeiffer:m=12,sigma=1e-3");
    choice.base = "/some/base";
    choice.task = taskNamed("own.tsv");
    choice.task.labelColumn = "2";
    CHECK(choiceFromJsonText(toJsonText(choice)) == choice);
    CHECK_THROWS(choiceFromJsonText("{}"));
    CHECK_THROWS(choiceFromJsonText("no json"));
}
