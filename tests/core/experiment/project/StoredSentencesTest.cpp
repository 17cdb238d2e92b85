// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/Database.h>

#include <functional>

#include "core/experiment/plan/Sweep.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/MarkedSettings.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::string quotedReason(const std::filesystem::path& file, const std::string& id) {
    return Project::openForReading(file)->run(id)->result.message.phrased(MarkedSettings("`", "`"));
}

std::vector<std::string> quotedRemarks(const std::filesystem::path& file, const std::string& id) {
    std::vector<std::string> remarks;
    const RunRecord record = Project::openForReading(file)->requireRun(id);
    for (const Sentence& remark : record.remarks)
        remarks.push_back(remark.phrased(MarkedSettings("`", "`")));
    return remarks;
}

void change(const std::filesystem::path& file, const std::string& sql) {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql);
}

std::string columnOf(const std::filesystem::path& file, const std::string& name) {
    return SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
        .execAndGet("SELECT " + name + " FROM runs")
        .getString();
}

}  // namespace

TEST_CASE("Reasons and remarks keep the settings that they name, and their text is as ever") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    PlannedRun planned;
    planned.spec = specOf("head");
    planned.remarks = {{"reviews", {"it has no {}.", byMeansOf(Setting::Separator)}}, {"reviews", "line 3: refused."}};
    const std::string id = runId(planned.spec);
    const std::vector<std::string> remarks = {"reviews: it has no `with --separator`.", "reviews: line 3: refused."};
    const auto open = [&](const std::function<void(Project&)>& work) { work(*Project::open(file)); };
    open([&](Project& project) { project.addRuns({planned}); });
    CHECK(quotedRemarks(file, id) == remarks);
    CHECK(columnOf(file, "remarks") == R"(["reviews: it has no with --separator.","reviews: line 3: refused."])");
    open([&](Project& project) {
        project.begin(id);
        project.setStatus(id, Status::Failed, {"Lower {}.", setTo(Setting::MaxLength, "64")});
    });
    CHECK(quotedReason(file, id) == "Lower `--max-length 64`.");
    CHECK(columnOf(file, "message") == "Lower --max-length 64.");
    CHECK(quotedRemarks(file, id) == remarks);
    // Another reason, and then a result with one, take the earlier one's place.
    open([&](Project& project) { project.setStatus(id, Status::Interrupted, "Lower --max-length 64 again."); });
    CHECK(quotedReason(file, id) == "Lower --max-length 64 again.");
    RunResult result = resultOf(0.8, Status::Diverged);
    result.message = {"Give {}.", Setting::Header};
    open([&](Project& project) { project.finish(id, result, nullptr); });
    CHECK(quotedReason(file, id) == "Give `--header`.");
    CHECK(quotedRemarks(file, id) == remarks);
    // Planned again, it keeps its reason and has the new remarks.
    planned.remarks = {{"reviews", {"Give {}.", Setting::Quotes}}};
    open([&](Project& project) { project.addRuns({planned}); });
    CHECK(quotedReason(file, id) == "Give `--header`.");
    CHECK(quotedRemarks(file, id) == std::vector<std::string>{"reviews: Give `--quotes`."});
    planned.remarks.clear();
    open([&](Project& project) {
        project.addRuns({planned});
        project.retry(id);
    });
    CHECK(quotedReason(file, id).empty());
    CHECK(quotedRemarks(file, id).empty());
    CHECK(columnOf(file, "outcomes") == "{}");
}

TEST_CASE("Sentences that do not belong to the text beside them are left out") {
    const TempFolder folder;
    const auto file = folder / "p.adapterscope";
    PlannedRun planned;
    planned.spec = specOf("head");
    planned.remarks = {{"reviews", {"give {}.", Setting::Quotes}}};
    const std::string id = runId(planned.spec);
    {
        const auto project = Project::open(file);
        project->addRuns({planned});
        project->setStatus(id, Status::Failed, {"Give {}.", Setting::Header});
    }
    REQUIRE(quotedReason(file, id) == "Give `--header`.");
    change(file, R"(UPDATE runs SET message = 'Do not.', remarks = '["reviews: do not."]')");
    CHECK(quotedReason(file, id) == "Do not.");
    CHECK(quotedRemarks(file, id) == std::vector<std::string>{"reviews: do not."});
    for (const char* outcomes :
         {R"({"message": 3, "remarks": 3})", R"({"message": [], "remarks": {"a": []}})",
          R"({"message": {"pattern": "{:>1000000000}", "arguments": ["a"]}, "remarks": [[], null, "a", {}]})"}) {
        change(file, std::string("UPDATE runs SET outcomes = '") + outcomes + "'");
        CHECK(quotedReason(file, id) == "Do not.");
        CHECK(quotedRemarks(file, id) == std::vector<std::string>{"reviews: do not."});
    }
    // Damage stays what it is, and a new result takes its place.
    change(file, "UPDATE runs SET outcomes = '{broken'");
    const auto project = Project::open(file);
    CHECK(project->runs().empty());
    CHECK_NOTHROW(project->addRuns({planned}));
    CHECK_NOTHROW(project->setStatus(id, Status::Failed, {"Give {}.", Setting::Header}));
    CHECK(project->runs().empty());
    project->finish(id, resultOf(0.8), nullptr);
    CHECK(project->runs().size() == 1);
}
