// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/session/ShellCommand.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The command line quotes what a shell would take apart") {
    Choice choice;
    choice.design = parseDesign("houlsby:m=16");
    choice.base = "/data/my base";
    choice.task = taskNamed("it's.tsv");
    choice.task.limitTrain = 2000;
    CHECK(trainCommand(choice) ==
          "adapterscope-cli train houlsby:m=16 --base '/data/my base' --task 'it'\\''s.tsv' --limit-train 2000");
}
