// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/task/Task.h"
#include "tests/support/AdvisedTasks.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Why the task cannot be read, else its remarks that name an option.
std::vector<std::string> adviceOn(const TaskSource& source) {
    try {
        std::vector<std::string> advice;
        for (const std::string& remark : loadTask(source).remarks)
            if (remark.find(" --") != std::string::npos)
                advice.push_back(remark);
        return advice;
    } catch (const Error& error) {
        return {error.what()};
    }
}

}  // namespace

TEST_CASE("Every advice of a setting reads on the command line as scripts know it") {
    for (const AdvisedTask& task : advisedTasks()) {
        TempFolder folder;
        std::vector<std::string> advice;
        for (const std::string& sentence : adviceOn(writeAdvised(task, folder.path())))
            advice.push_back(withoutFolder(sentence, folder.path()));
        CHECK(advice == std::vector<std::string>{task.onCommandLine});
    }
}
