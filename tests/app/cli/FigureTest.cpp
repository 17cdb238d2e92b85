// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <algorithm>

#include "app/cli/Programs.h"
#include "tests/app/cli/CommandLine.h"

// Figures from the command line, which the window's program draws without a display.
using namespace adapterscope::test;

namespace {

/// A project of four finished runs, made by an engine that trains nothing.
struct FinishedProject {
    TempFolder folder;
    std::string file = (folder / "p.adapterscope").string();
    std::string data = (folder / "data").string();  ///< of the user who trained it

    FinishedProject() {
        writeHollowBase(folder / "base");
        writeTinyTask(folder / "reviews.tsv");
        const Outcome outcome = run({"sweep", "head", "layernorm", "--seeds", "2", "--base", (folder / "base").string(),
                                     "--task", (folder / "reviews.tsv").string(), "--project", file},
                                    {}, {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE)}, {"XDG_DATA_HOME", data}});
        REQUIRE(outcome.code == 0);
    }
};

}  // namespace

TEST_CASE("Figures are written without a display in every format") {
    const FinishedProject project;
    for (const auto& [ending, beginning] :
         {std::pair(".pdf", "%PDF"), std::pair(".png", "\x89PNG"), std::pair(".svg", "<?xml")}) {
        const std::string out = (project.folder / "figure").string() + ending;
        const Outcome outcome = run({"figure", "budget", project.file, "--out", out}, {},
                                    {{"DISPLAY", ""}, {"XDG_DATA_HOME", project.data}});
        INFO(outcome.err);
        CHECK(outcome.code == 0);
        CHECK(outcome.out.empty());
        CHECK(outcome.err == "Wrote " + out + "\n");
        CHECK(readFile(out).rfind(beginning, 0) == 0);
    }
}

TEST_CASE("A figure's axis can be a factor, and its size is as asked for") {
    const FinishedProject project;
    const std::string out = (project.folder / "rates.svg").string();
    const Outcome outcome =
        run({"figure", "budget", project.file, "--by", "learning_rate", "--size", "1200x480", "--out", out}, {},
            {{"DISPLAY", ""}, {"XDG_DATA_HOME", project.data}});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const std::string drawn = readFile(out);
    CHECK(drawn.find("Learning rate") != std::string::npos);
    CHECK(drawn.find("viewBox=\"0 0 1200 480\"") != std::string::npos);
    for (const char* size : {"1200", "20x20"}) {
        const Outcome refused =
            run({"figure", "budget", project.file, "--size", size, "--out", out}, {}, {{"DISPLAY", ""}});
        CHECK(refused.code == 2);
        CHECK(refused.err.find(std::string("--size ") + size) != std::string::npos);
    }
}

TEST_CASE("The figures of budgets and curves take the words of a filter and show only these runs") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.svg").string();
    for (const char* kind : {"budget", "curves"}) {
        const Outcome outcome = run({"figure", kind, project.file, "design=head", "seed=0", "--out", out}, {},
                                    {{"DISPLAY", ""}, {"XDG_DATA_HOME", project.data}});
        INFO(outcome.err);
        REQUIRE(outcome.code == 0);
        CHECK(readFile(out).find("layernorm") == std::string::npos);
    }
    for (const auto& [words, named] :
         {std::pair(std::vector<std::string>{"figure", "budget", project.file, "m>=", "--out", out}, "m>="),
          std::pair(std::vector<std::string>{"figure", "budget", project.file, "seed=7", "--out", out}, "seed=7"),
          std::pair(std::vector<std::string>{"figure", "sigma", project.file, "done", "--out", out}, "filter")}) {
        const Outcome refused = run(words, {}, {{"DISPLAY", ""}, {"XDG_DATA_HOME", project.data}});
        CHECK(refused.code != 0);
        CHECK(refused.err.find(named) != std::string::npos);
    }
}

TEST_CASE("A figure is light unless a dark one is asked for") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.svg").string();
    const auto draw = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"figure", "budget", project.file, "--out", out});
        return run(words, {}, {{"DISPLAY", ""}, {"XDG_DATA_HOME", project.data}});
    };
    REQUIRE(draw({}).code == 0);
    const std::string usual = readFile(out);
    REQUIRE(draw({"--palette", "light"}).code == 0);
    CHECK(readFile(out) == usual);
    REQUIRE(draw({"--palette", "dark"}).code == 0);
    CHECK(readFile(out).find("fill=\"#17191c\"") != std::string::npos);
    const Outcome refused = draw({"--palette", "pink"});
    CHECK(refused.code == 2);
    CHECK(refused.err.find("--palette pink: choose light or dark.") != std::string::npos);
}

TEST_CASE("A figure of somebody else's project reads nothing that the project names and reports what it leaves out") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.svg").string();
    const std::map<std::string, std::string> elsewhere = {{"DISPLAY", ""},
                                                          {"XDG_DATA_HOME", (project.folder / "other").string()}};
    std::filesystem::remove(project.folder / "reviews.tsv");
    REQUIRE(::mkfifo((project.folder / "reviews.tsv").c_str(), 0600) == 0);  // whoever reads it hangs
    const Outcome outcome = run({"figure", "budget", project.file, "--out", out}, {}, elsewhere);
    CHECK(outcome.code == 0);
    CHECK(outcome.err.find("press Read Them") != std::string::npos);
    CHECK(outcome.err.find((project.folder / "base").string()) != std::string::npos);
    for (const char* command : {"runs", "compare"})
        CHECK(run({command, project.file}, {}, elsewhere).code == 0);
}

TEST_CASE("The sigma sweep of a project becomes a figure") {
    TempFolder folder;
    const std::string file = (folder / "p.adapterscope").string(), out = (folder / "sigma.svg").string();
    writeHollowBase(folder / "base");
    writeTinyTask(folder / "reviews.tsv");
    REQUIRE(run({"sweep", "houlsby:m=2,sigma=0|1e-2|1,skip=on|off", "--seeds", "2", "--base",
                 (folder / "base").string(), "--task", (folder / "reviews.tsv").string(), "--project", file},
                {}, {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE)}})
                .code == 0);
    const Outcome outcome = run({"figure", "sigma", file, "--out", out}, {}, {{"DISPLAY", ""}});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const std::string svg = readFile(out);
    CHECK(svg.find("houlsby:m=2") != std::string::npos);
    CHECK(svg.find("mean, 95 % interval of seeds and rows, n = 2") != std::string::npos);
    // The scripted engine is from before the distance was measured.
    CHECK(svg.find("12 runs without a distance") != std::string::npos);
    const Outcome identity = run({"figure", "identity", file, "--out", out}, {}, {{"DISPLAY", ""}});
    CHECK(identity.code == 3);
    CHECK(identity.err.find("no run whose distance from identity was measured") != std::string::npos);
}

TEST_CASE("A project without a sigma sweep names the command that makes one") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.pdf").string();
    for (const char* kind : {"sigma", "identity"}) {
        const Outcome outcome = run({"figure", kind, project.file, "--out", out}, {}, {{"DISPLAY", ""}});
        CAPTURE(kind, outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.err.find("adapterscope-cli sweep 'houlsby:m=16") != std::string::npos);
        CHECK(outcome.err.find(project.file) != std::string::npos);
        CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    }
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("An unknown figure is named and nothing is written") {
    const FinishedProject project;
    const std::string out = (project.folder / "figure.pdf").string();
    const Outcome outcome = run({"figure", "horoscope", project.file, "--out", out});
    CHECK(outcome.code == 2);
    CHECK(outcome.err.rfind("adapterscope-cli: There is no figure \"horoscope\"", 0) == 0);
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

TEST_CASE("A picture of a page leaves its project as it is") {
    const FinishedProject project;
    const auto atWork = [&] {
        return SQLite::Database(project.file, SQLite::OPEN_READWRITE)
            .execAndGet("SELECT count(*) FROM runs WHERE status = 'running'")
            .getInt();
    };
    SQLite::Database(project.file, SQLite::OPEN_READWRITE).exec("UPDATE runs SET status = 'running'");
    REQUIRE(atWork() == 4);
    const std::string window = (std::filesystem::path(ADAPTERSCOPE_CLI).parent_path() / "adapterscope").string(),
                      out = (project.folder / "page.png").string();
    CHECK(adapterscope::cli::runProgram(window,
                                        {"adapterscope", project.file, "--page", "compare", "--screenshot", out},
                                        {{"QT_QPA_PLATFORM", "offscreen"}, {"XDG_DATA_HOME", project.data}}) == 0);
    CHECK(readFile(out).rfind("\x89PNG", 0) == 0);
    CHECK(atWork() == 4);  // to open it for writing would have made them interrupted
}
