// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AdvisedTasks.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Every advice of a setting reads on the command line as scripts know it") {
    for (const AdvisedTask& task : advisedTasks()) {
        TempFolder folder;
        std::vector<std::string> advice;
        for (const Sentence& sentence : adviceOn(writeAdvised(task, folder.path())))
            advice.push_back(withoutFolder(sentence.text(), folder.path()));
        CHECK(advice == std::vector<std::string>{task.onCommandLine});
    }
}
