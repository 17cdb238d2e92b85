// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plan/SourcePlaces.h"
#include "core/task/Task.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Places = std::vector<std::string>;

TaskSource taskWith(const std::string& name, const std::string& train = {}, const std::string& test = {}) {
    TaskSource source;
    source.name = name;
    source.trainFile = train;
    source.testFile = test;
    return source;
}

std::string here(const std::string& name) {
    return (std::filesystem::current_path() / name).string();
}

}  // namespace

TEST_CASE("What comes with the program is not read from any place") {
    CHECK(placesOfBase("builtin").empty());
    CHECK(placesOfBase("minilm").empty());
    for (const std::string& task : builtinTasks())
        CHECK(placesOfTask(taskWith(task)).empty());
}

TEST_CASE("A path has one name however it is typed") {
    for (const char* typed : {"/models/own", "/models/own/", "/models//own", "/models/./own", "/models/other/../own"})
        CHECK(placesOfBase(typed) == Places{"/models/own"});
    CHECK(placesOfTask(taskWith("data/reviews.tsv")) == Places{here("data/reviews.tsv")});
    CHECK(placesOfTask(taskWith("./sentiment")) == Places{here("sentiment")});
}

TEST_CASE("A hub id means itself unless something here has its name") {
    CHECK(placesOfBase("organisation/model") == Places{"organisation/model"});
    CHECK(placesOfBase("../model") == Places{std::filesystem::absolute("../model").lexically_normal().string()});
    const TempFolder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    std::filesystem::create_directories(folder / "organisation");
    std::filesystem::create_symlink("/nowhere", folder / "organisation" / "model");
    CHECK(placesOfBase("organisation/model") == Places{here("organisation/model")});
    std::filesystem::current_path(before);
}

TEST_CASE("Files named besides are places of the task as well") {
    CHECK(placesOfTask(taskWith("/data/glue", "a.tsv", "/etc/secret")) ==
          Places{"/data/glue", "/data/glue/a.tsv", "/etc/secret"});
    CHECK(placesOfTask(taskWith("/data/all.tsv", {}, "../test.tsv")) == Places{"/data/all.tsv", "/test.tsv"});
    CHECK(placesOfTask(taskWith("sentiment", {}, "/etc/secret")) == Places{"/etc/secret"});
}
