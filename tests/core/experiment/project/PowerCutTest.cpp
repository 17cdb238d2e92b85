// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/common/Error.h"
#include "core/experiment/project/Project.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/core/experiment/project/RecordingDisk.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

using Step = std::function<void(std::unique_ptr<Project>&)>;

extern "C" int foldOften(sqlite3* database, const char**, const sqlite3_api_routines*) {
    return sqlite3_wal_autocheckpoint(database, 6);
}

/// Merges the log into the file after every few pages, so that few changes are enough to trigger it.
struct SmallLogs {
    SmallLogs() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&foldOften)); }
    ~SmallLogs() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&foldOften)); }
};

std::string resultInWords(const RunRecord& run) {
    // A run that was being trained when the power failed is found interrupted.
    const Status status = run.result.status == Status::Running ? Status::Interrupted : run.result.status;
    return fmt::format("{} {} {} {}", run.id, toText(status), run.result.attempts,
                       run.result.dev ? fmt::format("{}", *run.result.dev) : "none");
}

std::string contentOf(const Project& project, const RunRecord& run) {
    std::string content = resultInWords(run) + ":";
    for (const CurvePoint& point : project.curve(run.id))
        content += fmt::format(" {}", point.step);
    if (run.hasTuning) {
        const TempFolder folder;
        project.extractTuning(run.id, folder / "tuning");
        content += " " + readFile(folder / "tuning").substr(0, 8);
    }
    return content;
}

std::set<std::string> contentOf(const Project& project) {
    std::set<std::string> content{"note " + project.value("note")};
    for (const RunRecord& run : project.runs())
        content.insert(contentOf(project, run));
    return content;
}

/// What a person does with a project, change by change.
std::vector<Step> session(const std::filesystem::path& file, const std::filesystem::path& tuning) {
    std::vector<Step> steps{[file](auto& project) { project = Project::open(file); }};
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const std::string id = runId(specOf("houlsby:m=8", seed));
        steps.emplace_back([seed](auto& project) { addRun(*project, "houlsby:m=8", seed); });
        steps.emplace_back([id](auto& project) { project->begin(id); });
        for (int step = 0; step < 30; step += 10)
            steps.emplace_back([id, step](auto& project) { project->addPoint(id, pointAt(step)); });
        steps.emplace_back([id, seed, tuning](auto& project) {
            project->finish(id, test::resultOf(0.5 + static_cast<double>(seed) / 10), &tuning);
        });
        steps.emplace_back([seed](auto& project) { project->setValue("note", std::to_string(seed)); });
    }
    steps.emplace_back([](auto& project) { project.reset(); });
    steps.emplace_back([file](auto& project) { project = Project::open(file); });
    steps.emplace_back([](auto& project) { project->remove({runId(specOf("houlsby:m=8", 1))}); });
    return steps;
}

struct Acknowledged {
    std::size_t operations = 0;  ///< of the disk, when the change returned
    std::set<std::string> content;
};

/// Every change that returned, and what the project holds from then on.
std::vector<Acknowledged> play(const RecordingDisk& disk, const std::vector<Step>& steps) {
    std::vector<Acknowledged> acknowledged{{}};
    std::unique_ptr<Project> project;
    for (const Step& step : steps) {
        step(project);
        acknowledged.push_back({disk.operations(), project ? contentOf(*project) : acknowledged.back().content});
    }
    return acknowledged;
}

/// An undisturbed session, on a disk that records it.
struct Recorded {
    SmallLogs logs;
    TempFolder folder;
    RecordingDisk disk{folder.path()};
    std::vector<Acknowledged> acknowledged;

    Recorded() {
        writeFile(folder / "tuning", "trained tensors");
        acknowledged = play(disk, session(folder / "p.adapterscope", folder / "tuning"));
    }
};

/// Whatever the project states about a run was true at some time.
void requirePossible(const Project& project, const std::set<std::string>& possible) {
    for (const RunRecord& run : project.runs())
        CHECK(possible.contains(resultInWords(run)));
}

}  // namespace

TEST_CASE("After a power cut nothing that was acknowledged is missing") {
    const Recorded recorded;
    const RecordingDisk& disk = recorded.disk;
    REQUIRE(disk.operations() > 100);

    for (std::size_t cut = 0; cut <= disk.operations(); ++cut) {
        INFO("power cut after " << cut << " operations");
        const TempFolder found;
        disk.leaveAfterPowerCut(cut, RecordingDisk::Syncs::Honest, static_cast<std::uint32_t>(cut), found.path());
        const auto next = std::find_if(recorded.acknowledged.begin() + 1, recorded.acknowledged.end(),
                                       [cut](const Acknowledged& change) { return change.operations > cut; });
        const auto& last = std::prev(next)->content;
        const auto project = Project::open(found / "p.adapterscope");
        const auto content = contentOf(*project);
        // The change that was being made is there as a whole or not at all.
        const bool isUnderWay = next != recorded.acknowledged.end() && content == next->content;
        if (!isUnderWay && !last.empty())
            CHECK(content == last);
        project->setValue("note", "continues");
        CHECK(project->value("note") == "continues");
    }
}

TEST_CASE("After a power cut on a disk that does not sync, a project opens or what can be read of it is rescued") {
    const Recorded recorded;
    const RecordingDisk& disk = recorded.disk;
    std::set<std::string> possible;  // what any run has ever been
    for (const Acknowledged& change : recorded.acknowledged)
        for (const std::string& content : change.content)
            possible.insert(content.substr(0, content.find(':')));

    int opened = 0, damaged = 0;
    for (std::size_t cut = 0; cut <= disk.operations(); ++cut) {
        INFO("power cut after " << cut << " operations");
        const TempFolder found;
        const auto file = found / "p.adapterscope";
        disk.leaveAfterPowerCut(cut, RecordingDisk::Syncs::Ignored, static_cast<std::uint32_t>(cut), found.path());
        const auto rescued = found / "p-rescued.adapterscope";
        try {
            requirePossible(*Project::open(file), possible);
            ++opened;
        } catch (const Error& error) {
            ++damaged;
            CHECK_THAT(error, says("p.adapterscope is damaged"));
            if (std::filesystem::exists(rescued))
                requirePossible(*Project::open(rescued), possible);
        }
    }
    CAPTURE(opened, damaged);
    CHECK(opened > 0);
    CHECK(damaged > 0);
}

TEST_CASE("A disk that refuses any operation loses nothing that was acknowledged") {
    const SmallLogs logs;
    constexpr std::array codes{SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC};
    std::vector<Acknowledged> undisturbed;
    for (std::size_t refused = 0; undisturbed.empty() || refused < undisturbed.back().operations; ++refused) {
        const int code = codes[refused % codes.size()];
        INFO("refused with " << code << " from operation " << refused);
        const TempFolder folder;
        const auto file = folder / "p.adapterscope";
        writeFile(folder / "tuning", "trained tensors");
        const std::vector<Step> steps = session(file, folder / "tuning");
        RecordingDisk disk(folder.path());
        if (undisturbed.empty()) {
            undisturbed = play(disk, steps);
            continue;
        }
        disk.refuseFrom(refused, code);
        std::unique_ptr<Project> project;
        std::size_t done = 0;
        try {
            for (; done < steps.size(); ++done)
                steps[done](project);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::Machine);
            CHECK_THAT(error, says(folder.path().string()));
        }
        project.reset();
        disk.refuseNothing();
        const auto content = contentOf(*Project::open(file));
        // What the failed change has already written may be there.
        if (done == steps.size() || content != undisturbed[done + 1].content)
            CHECK(content == (done == 0 ? std::set<std::string>{"note "} : undisturbed[done].content));
    }
}
