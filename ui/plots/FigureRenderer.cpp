// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureRenderer.h"

#include <algorithm>
#include <memory>

#include "core/Error.h"
#include "ui/plots/BudgetChart.h"
#include "ui/plots/CurvesChart.h"
#include "ui/plots/Export.h"
#include "ui/plots/ProjectFigures.h"
#include "ui/plots/RunLabels.h"

namespace adapterscope {

namespace {

using Panels = std::vector<std::unique_ptr<QCustomPlot>>;

void drawBudget(const std::vector<RunRecord>& runs, Panels& panels) {
    ProjectFigures figures = ProjectFigures::of(runs);
    if (figures.readFacts())
        figures = ProjectFigures::of(runs);
    for (const auto& scope : figures.scopes) {
        // Test where there is one: a figure for others is the last look.
        const BudgetFigure& figure = scope.test.designs.empty() ? scope.dev : scope.test;
        if (figure.designs.empty())
            continue;
        panels.push_back(std::make_unique<QCustomPlot>());
        BudgetChart chart(*panels.back());
        chart.draw(figure, exportColours());
        chart.resetZoom();
    }
}

void drawCurves(const Project& project, const std::vector<RunRecord>& runs, Panels& panels) {
    for (const FigureScope& scope : scopesOf(runs)) {
        std::vector<const RunRecord*> members;
        std::vector<const RunSpec*> specs;
        for (const RunRecord& run : runs)
            if (run.spec.baseHash == scope.baseHash && run.spec.taskHash == scope.taskHash) {
                members.push_back(&run);
                specs.push_back(&run.spec);
            }
        const RunLabels labels(specs);
        CurvesFigure figure;
        figure.title = scope.task + " on " + scope.base;
        for (const RunRecord* run : members) {
            CurvesFigure::Line line = curveLine(*run, project.curve(run->id), labels.design(run->spec));
            if (line.dev.empty())
                continue;
            if (!run->result.metric.empty())
                figure.metric = run->result.metric;
            figure.lines.push_back(std::move(line));
        }
        if (figure.lines.empty())
            continue;
        panels.push_back(std::make_unique<QCustomPlot>());
        CurvesChart chart(*panels.back());
        chart.draw(figure, exportColours());
    }
}

}  // namespace

std::vector<std::string> figureKinds() {
    return {"budget", "curves"};
}

int renderFigure(Project& project, const std::string& kind, const std::filesystem::path& out) {
    const std::vector<RunRecord> runs = project.runs();
    Panels panels;
    if (kind == "budget")
        drawBudget(runs, panels);
    else if (kind == "curves")
        drawCurves(project, runs, panels);
    else
        throw Error("There is no figure \"" + kind + "\"; choose budget or curves.", ErrorKind::Usage);
    if (panels.empty())
        throw Error("The project " + project.file().string() +
                    " has no finished run to draw; train some with `adapterscope-cli sweep`.");
    std::vector<QCustomPlot*> plots;
    for (const auto& panel : panels)
        plots.push_back(panel.get());
    ExportOptions options;
    options.title = QString::fromStdString(kind + " of " + project.file().filename().string());
    exportFigure(plots, out, options);
    return 0;
}

}  // namespace adapterscope
