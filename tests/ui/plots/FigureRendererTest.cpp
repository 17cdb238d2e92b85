// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>

#include <algorithm>

#include "core/common/Error.h"
#include "core/experiment/comparison/IdentityCourse.h"
#include "tests/support/Fabricated.h"
#include "tests/support/Support.h"
#include "ui/plots/FigureRenderer.h"
#include "ui/plots/PlotStyle.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The figures of initialisation are drawn from a project file") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSigmaSweep());
    renderFigure(*project, {"sigma", folder / "sigma.svg", "", ""});
    const std::string sigma = readFile(folder / "sigma.svg");
    for (const char* text : {"Accuracy on dev", "with the skip connection", "without the skip",
                             "paper:", "Sigma of the initial projections", "Diverged", "3 runs diverged"}) {
        CAPTURE(text);
        CHECK(sigma.find(text) != std::string::npos);
    }
    renderFigure(*project, {"identity", folder / "identity.svg", "", ""});
    const std::string identity = readFile(folder / "identity.svg");
    // The best design on dev.
    for (const char* text :
         {"sigma=0.01,skip=on \u00b7 houlsby:m=16, sentiment on builtin", "at attention", "at feed-forward",
          "Thick: mean of 3 seeds; thin: single seeds", "Dotted: before training", "Layer, at step 300"}) {
        CAPTURE(text);
        CHECK(identity.find(text) != std::string::npos);
    }
}

TEST_CASE("The budget figure scores on dev until test is asked for") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    renderFigure(*project, {"budget", folder / "window.svg", "", ""});
    CHECK(readFile(folder / "window.svg").find("Accuracy on dev") != std::string::npos);
    renderFigure(*project, {"budget", folder / "test.svg", "test", ""});
    CHECK(readFile(folder / "test.svg").find("Accuracy on test") != std::string::npos);
    CHECK_THROWS_MATCHES(renderFigure(*project, {"budget", folder / "x.svg", "train", ""}), Error, says("train"));
    CHECK_THROWS_MATCHES(renderFigure(*project, {"curves", folder / "x.svg", "test", ""}), Error, says("--on"));
}

TEST_CASE("The budget figure shows the runs that match a filter") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    FigureRequest request{"budget", folder / "filtered.svg", "", ""};
    request.filter = "method=houlsby seed=1";
    renderFigure(*project, request);
    CHECK(readFile(folder / "filtered.svg").find("layernorm") == std::string::npos);
    request.filter = "seed=9";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error,
                         says("matches the filter seed=9. No run has seed=9; there are 0, 1 and 2."));
    request.kind = "curves";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("matches the filter seed=9"));
    request.filter = "seed=1";
    request.kind = "sigma";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("A filter belongs to the figures budget and"));
}

TEST_CASE("The figure of curves shows the runs that match a filter, and what became of those without a curve") {
    TempFolder folder;
    std::vector<RunRecord> runs;
    for (const char* design : {"houlsby:m=16", "bitfit"}) {
        runs.push_back(fabricatedRun(design, 0, 0.6, 37000));
        runs.back().result.curve = {{0, 0.7, 0.7, 0.5, {}, {}}, {100, 0.6, 0.65, 0.55, {}, {}}};
        runs.push_back(fabricatedRun(design, 1, 0, 37000, Status::Diverged));
    }
    const auto project = filledProject(folder / "p.adapterscope", runs);
    FigureRequest request{"curves", folder / "figure.svg", "", ""};
    renderFigure(*project, request);
    std::string svg = readFile(request.out);
    CHECK(svg.find("Not finished: 2 diverged. One of them: The loss became NaN at step 17.") != std::string::npos);
    CHECK(svg.find("bitfit") != std::string::npos);
    request.filter = "method=houlsby";
    renderFigure(*project, request);
    svg = readFile(request.out);
    CHECK(svg.find("Not finished: 1 diverged. The loss became NaN at step 17.") != std::string::npos);
    CHECK(svg.find("bitfit") == std::string::npos);
    request.filter = "diverged";
    renderFigure(*project, request);
    CHECK(readFile(request.out).find("No run has finished: 2 diverged. One of them: ") != std::string::npos);
}

TEST_CASE("A figure has the colours that are asked for") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    FigureRequest request{"budget", folder / "figure.svg", "", ""};
    for (const bool dark : {false, true}) {
        request.dark = dark;
        renderFigure(*project, request);
        const std::string ground = exportColours(true).background.name().toStdString();
        CHECK((readFile(request.out).find("fill=\"" + ground + "\"") != std::string::npos) == dark);
    }
}

TEST_CASE("The budget figure is drawn against the factor that is asked for") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    FigureRequest request{"budget", folder / "m.svg", "", ""};
    request.by = "m";
    renderFigure(*project, request);
    CHECK(readFile(folder / "m.svg").find("4 designs without a number for m (not drawn)") != std::string::npos);
    request.by = "trained";
    renderFigure(*project, request);
    CHECK(readFile(folder / "m.svg").find("Trained parameters") != std::string::npos);
    request.by = "method";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("\"method\" is not a number"));
    request.kind = "curves";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("--by belongs to the figure budget"));
}

TEST_CASE("Tasks side by side are one figure, else one below the other") {
    TempFolder folder;
    auto runs = fabricatedSweep();
    for (const RunRecord& run : fabricatedSweep()) {
        RunRecord other = run;
        other.spec.taskName = "topic";
        other.spec.taskHash = "other";
        other.id = runId(other.spec);
        runs.push_back(other);
    }
    const auto project = filledProject(folder / "p.adapterscope", runs);
    FigureRequest request{"budget", folder / "tasks.svg", "", ""};
    renderFigure(*project, request);
    CHECK(readFile(request.out).find("topic on builtin") != std::string::npos);
    CHECK(readFile(request.out).find("viewBox=\"0 0 860 920\"") != std::string::npos);
    request.facet = "task";
    renderFigure(*project, request);
    CHECK(readFile(request.out).find("topic on builtin") == std::string::npos);
    CHECK(readFile(request.out).find("Tasks on builtin") != std::string::npos);
    CHECK(readFile(request.out).find("viewBox=\"0 0 1080 360\"") != std::string::npos);
    request.colour = "hue";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("\"hue\" is not a factor of these runs"));
    request.kind = "curves";
    CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("--colour belongs to the figure budget"));
}

TEST_CASE("A figure has the size that is asked for") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    FigureRequest request{"budget", folder / "a.png", "", ""};
    request.size = {800, 640};
    renderFigure(*project, request);
    CHECK(QImage(QString::fromStdString(request.out.string())).size() == QSize(2500, 2000));  // 300 dots an inch
    for (const QSize size : {QSize(399, 640), QSize(800, 239), QSize(4001, 640), QSize(800, 4001)}) {
        request.size = size;
        CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("from 400x240 to 4000x4000 pixels"));
    }
}

TEST_CASE("A legend that a figure has no room for is counted, and a larger one holds it") {
    TempFolder folder;
    std::vector<RunRecord> runs;
    for (int i = 1; i <= 40; ++i) {
        runs.push_back(fabricatedRun("houlsby:m=8", 0, 0.8, 20050));
        runs.back().spec.hyperparameters.learningRate = 1e-4 * i;
        runs.back().id = runId(runs.back().spec);
    }
    const auto project = filledProject(folder / "p.adapterscope", runs);
    FigureRequest request{"budget", folder / "small.svg", "", ""};
    request.size = {500, 300};
    const Unnamed unnamed = renderFigure(*project, request);
    CHECK(unnamed.entries > 20);
    CHECK(unnamed.filter == "lr=1e-4");
    CHECK(readFile(request.out).find("and " + std::to_string(unnamed.entries) + " more") != std::string::npos);
    request.size = {900, 2000};
    CHECK(renderFigure(*project, request).entries == 0);
}

TEST_CASE("Curves of many runs are drawn in groups, opaque, which the figure and the caller are told") {
    TempFolder folder;
    std::vector<RunRecord> runs;
    for (const int m : {2, 8, 32})
        for (const double rate : {1e-3, 3e-3, 1e-2})
            for (std::uint64_t seed = 0; seed < 12; ++seed) {
                runs.push_back(fabricatedRun("houlsby:m=" + std::to_string(m), seed, 0.8, std::int64_t{1000} * m));
                runs.back().spec.hyperparameters.learningRate = rate;
                runs.back().id = runId(runs.back().spec);
            }
    const auto project = filledProject(folder / "p.adapterscope", runs);
    FigureRequest request{"curves", folder / "curves.svg", "", ""};
    const Unnamed unnamed = renderFigure(*project, request);
    CHECK(unnamed.runs == 108);
    CHECK(unnamed.entries == 0);
    CHECK(unnamed.filter == "m=2");
    std::string svg = readFile(request.out);
    for (const char* text : {"m=2, lr 1e-3 (12 runs)", "m=32, lr 1e-2 (12 runs)", "one line a run"}) {
        CAPTURE(text);
        CHECK(svg.find(text) != std::string::npos);
    }
    CHECK(svg.find("stroke-opacity=\"0.35") == std::string::npos);
    request.filter = "m=8 lr=1e-3";
    CHECK(renderFigure(*project, request).runs == 0);
    svg = readFile(request.out);
    CHECK(svg.find("one line a run") == std::string::npos);
}

TEST_CASE("Figures leave archived runs out") {
    TempFolder folder;
    auto runs = fabricatedSweep();
    for (RunRecord& run : runs)
        run.marks.archived = run.spec.design.name() == "full";
    const auto project = filledProject(folder / "p.adapterscope", runs);
    renderFigure(*project, {"budget", folder / "budget.svg", "", ""});
    CHECK(readFile(folder / "budget.svg").find("full fine-tuning") == std::string::npos);
    std::vector<std::string> ids;
    for (const RunRecord& run : runs)
        ids.push_back(run.id);
    CHECK_THROWS_MATCHES(renderFigure(*project, {"identity", folder / "x.svg", "", ids.back()}), Error,
                         says("Run " + ids.back() + " is archived"));
    MarkChange change;
    change.archived = true;
    project->mark(ids, change);
    CHECK_THROWS_MATCHES(renderFigure(*project, {"budget", folder / "x.svg", "", ""}), Error,
                         says("All runs of " + (folder / "p.adapterscope").string() + " are archived"));
    change.archived = false;
    project->mark(ids, change);
    renderFigure(*project, {"budget", folder / "budget.svg", "", ""});
    CHECK(readFile(folder / "budget.svg").find("full fine-tuning") != std::string::npos);
}

TEST_CASE("The identity figure draws the run that is asked for") {
    TempFolder folder;
    const auto runs = fabricatedSigmaSweep();
    const auto project = filledProject(folder / "p.adapterscope", runs);
    std::string run;
    for (const RunRecord& record : project->runs())
        if (record.spec.seed == 1 && record.result.status == Status::Done && hasAdapters(record.spec.design))
            run = record.id;
    REQUIRE_FALSE(run.empty());
    renderFigure(*project, {"identity", folder / "identity.svg", "", run});
    CHECK(readFile(folder / "identity.svg").find("Thick: seed 1") != std::string::npos);
    CHECK_THROWS_MATCHES(renderFigure(*project, {"identity", folder / "x.svg", "", "nobody"}), Error, says("nobody"));
    CHECK_THROWS_MATCHES(renderFigure(*project, {"sigma", folder / "x.svg", "", run}), Error, says("--run"));
}

TEST_CASE("A figure without a finished run states what became of them") {
    for (const auto& [statuses, sentence] :
         {std::pair(std::vector{Status::Diverged, Status::Failed, Status::Diverged},
                    "No run has finished: 2 diverged, 1 failed."),
          std::pair(std::vector{Status::Waiting, Status::Waiting, Status::Diverged},
                    "No run has finished: 1 diverged, 2 wait."),
          std::pair(std::vector{Status::Waiting, Status::Waiting, Status::Waiting}, "No run has finished: 3 wait."),
          std::pair(std::vector{Status::Cancelled, Status::Cancelled, Status::Failed},
                    "No run has finished: 1 failed, 2 were cancelled.")}) {
        TempFolder folder;
        std::vector<RunRecord> runs;
        for (std::size_t i = 0; i < statuses.size(); ++i)
            runs.push_back(fabricatedRun(i == 0 ? "houlsby:m=16" : "houlsby:m=16,sigma=1", i, 0, 37000, statuses[i]));
        const auto project = filledProject(folder / "p.adapterscope", runs);
        for (const char* kind : {"budget", "curves", "sigma"}) {
            CAPTURE(kind, sentence);
            renderFigure(*project, {kind, folder / "figure.svg", "", ""});
            CHECK(readFile(folder / "figure.svg").find(sentence) != std::string::npos);
        }
        // The distance is a design's: the one nearest the paper's start.
        renderFigure(*project, {"identity", folder / "figure.svg", "", ""});
        CHECK(readFile(folder / "figure.svg").find("No run has finished: 1 ") != std::string::npos);
    }
}

TEST_CASE("A curve of runs that all diverged is drawn and reported as such") {
    TempFolder folder;
    RunRecord run = fabricatedRun("houlsby:m=16", 0, 0, 37000, Status::Diverged);
    run.result.curve = {{0, 0.7, 0.7, 0.5, {}, {}}, {100, 0.6, 0.65, 0.55, {}, {}}};
    const auto project = filledProject(folder / "p.adapterscope", {run});
    renderFigure(*project, {"curves", folder / "figure.svg", "", ""});
    const std::string svg = readFile(folder / "figure.svg");
    CHECK(svg.find("No run has finished: 1 diverged.") != std::string::npos);
    CHECK(svg.find("houlsby:m=16 (diverged)") != std::string::npos);
}

TEST_CASE("A loss that explodes is cut off, and the others stay readable") {
    RunRecord calm = fabricatedRun("bitfit", 0, 0.6, 37000), wild = fabricatedRun("full", 0, 0.5, 37000);
    calm.result.curve = {{0, 0.7, 0.7, 0.5, {}, {}}, {100, 0.6, 0.65, 0.55, {}, {}}};
    wild.result.curve = {{0, 0.7, 0.7, 0.5, {}, {}}, {100, 3e12, 2e12, 0.5, {}, {}}};
    const auto svgOf = [&](const std::vector<RunRecord>& runs) {
        const TempFolder folder;
        const auto project = filledProject(folder / "p.adapterscope", runs);
        renderFigure(*project, {"curves", folder / "figure.svg", "", ""});
        return readFile(folder / "figure.svg");
    };
    CHECK(svgOf({calm, wild}).find("losses above 2.80 are cut off") != std::string::npos);
    CHECK(svgOf({calm}).find("cut off") == std::string::npos);
}

TEST_CASE("A project without fitting runs names the command that makes them") {
    TempFolder folder;
    const auto project = filledProject(folder / "p.adapterscope", fabricatedSweep());
    for (const char* kind : {"sigma", "identity"}) {
        CAPTURE(kind);
        const FigureRequest request{kind, folder / "figure.pdf", "", ""};
        CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("adapterscope-cli sweep 'houlsby:m=16"));
        CHECK_THROWS_MATCHES(renderFigure(*project, request), Error, says("p.adapterscope"));
    }
    CHECK_FALSE(std::filesystem::exists(folder / "figure.pdf"));
}
