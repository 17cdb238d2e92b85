// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CommandLine.h"

// Figures from the command line, which the window's program draws without a display.
using namespace adapterscope::test;

namespace {

/// A project of four finished runs, made by an engine that trains nothing.
struct FinishedProject {
    TempFolder folder;
    std::string file = (folder / "p.adapterscope").string();

    FinishedProject() {
        writeHollowBase(folder / "base");
        writeTinyTask(folder / "reviews.tsv");
        const Outcome outcome = run({"sweep", "head", "layernorm", "--seeds", "2", "--base", (folder / "base").string(),
                                     "--task", (folder / "reviews.tsv").string(), "--project", file},
                                    {}, {{"ADAPTERSCOPE_ENGINE", FAKE_ENGINE}});
        REQUIRE(outcome.code == 0);
    }
};

}  // namespace

TEST_CASE("Figures are written without a display in every format") {
    const FinishedProject project;
    for (const auto& [ending, beginning] :
         {std::pair(".pdf", "%PDF"), std::pair(".png", "\x89PNG"), std::pair(".svg", "<?xml")}) {
        const std::string out = (project.folder / "figure").string() + ending;
        const Outcome outcome = run({"figure", "budget", project.file, "--out", out}, {}, {{"DISPLAY", ""}});
        INFO(outcome.err);
        CHECK(outcome.code == 0);
        CHECK(outcome.out.empty());
        CHECK(outcome.err == "Wrote " + out + "\n");
        CHECK(readFile(out).rfind(beginning, 0) == 0);
    }
}

TEST_CASE("An unknown figure is named and nothing is written") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.pdf").string();
    const Outcome outcome = run({"figure", "horoscope", project.file, "--out", out});
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find("horoscope") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("A figure of a project that is not there makes no project") {
    TempFolder folder;
    const std::string project = (folder / "p.adapterscope").string();
    const Outcome outcome = run({"figure", "budget", project, "--out", (folder / "figure.pdf").string()});
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find(project) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(project));
}
