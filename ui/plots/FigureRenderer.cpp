// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureRenderer.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "core/common/Error.h"
#include "core/experiment/comparison/RatesGiven.h"
#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/figures/ProjectFigures.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/runs/FactorNumbers.h"
#include "core/experiment/runs/RunCounts.h"
#include "ui/look/NumberText.h"
#include "ui/plots/BudgetChart.h"
#include "ui/plots/ChartText.h"
#include "ui/plots/CurvesChart.h"
#include "ui/plots/Export.h"
#include "ui/plots/IdentityChart.h"
#include "ui/plots/SigmaChart.h"

namespace adapterscope {

namespace {

/// Plots that are drawn one below the other, in these colours.
struct Panels {
    PlotColours colours;
    std::vector<std::unique_ptr<QCustomPlot>> plots = {};

    QCustomPlot& add() { return *plots.emplace_back(std::make_unique<QCustomPlot>()); }
};

/// Below it texts leave no room for the data; above it a PNG takes gigabytes of memory.
constexpr QSize leastSize(400, 240), mostSize(4000, 4000);

/// What a scope has in common with those that share its figure.
std::string togetherWith(const FigureScope& scope, const std::string& facet) {
    return facet == "task" ? scope.baseHash : facet == "base" ? scope.taskHash : scope.key();
}

/// Returns the size of the largest panel.
QSize drawBudget(const std::vector<RunRecord>& runs, const RatesGiven& rates, const FigureRequest& request,
                 Panels& panels) {
    QSize size;
    const std::string by = request.by == "trained" ? std::string() : request.by;
    const Factors factors = Factors::of(runs);
    if (!by.empty() && !isCost(by))
        requireNumeric(factors, runs.size(), by);
    for (const std::string& factor : {request.colour, request.facet})
        if (!factor.empty())
            factors.requireFactor(factor);
    const FigureLook look{request.colour, request.facet};
    ProjectFigures figures = ProjectFigures::of(runs, request.bestOver, by, look, &rates);
    if (figures.readFacts())
        figures = ProjectFigures::of(runs, request.bestOver, by, look, &rates);
    std::set<std::string> drawn;
    for (const auto& scope : figures.scopes) {
        if (!drawn.insert(togetherWith(scope.scope, look.facet)).second)
            continue;
        const BudgetFigure& figure = request.on == "test" ? scope.test : scope.dev;
        size = size.expandedTo(budgetFigureSize(figure));
        BudgetChart chart(panels.add());
        chart.draw(figure, panels.colours);
        chart.resetZoom();
    }
    return size;
}

/// Returns how many runs are drawn in groups.
int drawCurves(const Project& project, const std::vector<RunRecord>& runs, Panels& panels) {
    int grouped = 0;
    for (const FigureScope& scope : scopesOf(runs)) {
        std::vector<const RunRecord*> members;
        for (const RunRecord& run : runs)
            if (run.spec.baseHash == scope.baseHash && run.spec.taskHash == scope.taskHash)
                members.push_back(&run);
        const Factors factors = Factors::of(members);
        CurvesFigure figure;
        figure.title = taskOnBase(scope.task, scope.base).toStdString();
        RunCounts counts;
        Sentence reason;
        std::vector<const RunRecord*> drawn;
        for (std::size_t i = 0; i < members.size(); ++i) {
            const RunRecord* run = members[i];
            counts.add(run->result.status);
            if (reason.empty())
                reason = run->result.message;
            const Status status = run->result.status;
            const bool isFinished = status == Status::Done || status == Status::Running || status == Status::Waiting;
            const std::string name = factors.label(i) + (isFinished ? "" : " (" + toText(status) + ')');
            CurvesFigure::Line line = curveLine(*run, project.curve(run->id), name);
            if (line.dev.empty())
                continue;
            if (!run->result.metric.empty())
                figure.metric = run->result.metric;
            figure.lines.push_back(std::move(line));
            drawn.push_back(run);
        }
        groupIfCrowded(figure, drawn);
        grouped += figure.isCrowded() ? static_cast<int>(drawn.size()) : 0;
        const bool lacksCurves = figure.lines.empty() && counts.of(Status::Done) > 0;
        figure.whyUnfinished = lacksCurves ? counts.whyNothing("a curve on dev") : counts.whyUnfinished(reason);
        CurvesChart(panels.add()).draw(figure, panels.colours);
    }
    return grouped;
}

/// Only those over several sigmas: one sigma shows nothing about the others.
void drawSigma(const Project& project, const std::vector<RunRecord>& runs, Panels& panels) {
    std::vector<SigmaSweep> sweeps = sigmaSweeps(runs, project.starts());
    std::erase_if(sweeps, [](const SigmaSweep& sweep) { return sweep.sigmas().size() < 2; });
    for (const FigureScope& scope : scopesOf(runs))
        scopeFacts(scope);
    for (const SigmaFigure& figure : sigmaFigures(sweeps))
        SigmaChart(panels.add()).draw(figure, panels.colours);
}

void addIdentity(const IdentityFigure& figure, Panels& panels) {
    IdentityChart(panels.add()).draw(figure, panels.colours);
}

/// The best design of each base and task.
void drawIdentity(const Project& project, const std::vector<RunRecord>& runs, Panels& panels) {
    for (const FigureScope& scope : scopesOf(runs)) {
        std::vector<AdapterDesign> designs = adapterDesigns(runs);
        std::erase_if(designs, [&](const AdapterDesign& design) {
            return design.spec.baseHash != scope.baseHash || design.spec.taskHash != scope.taskHash;
        });
        const IdentityFigure figure = bestIdentityFigure(project, std::move(designs));
        if (!figure.empty() || !figure.whyUnfinished.empty())
            addIdentity(figure, panels);
    }
}

/// The design of that run, with the run drawn thick.
void drawIdentityOf(const Project& project, const std::vector<RunRecord>& runs, const std::string& run,
                    Panels& panels) {
    const std::string id = project.find(run).id;
    const std::vector<AdapterDesign> designs = adapterDesigns(runs);
    const std::vector<std::string> texts = designTexts(designs);
    for (std::size_t i = 0; i < designs.size(); ++i) {
        if (std::find(designs[i].runs.begin(), designs[i].runs.end(), id) == designs[i].runs.end())
            continue;
        IdentityFigure figure = identityFigure(project, designs[i], texts[i]);
        for (std::size_t seed = 0; seed < figure.course.seeds.size(); ++seed)
            if (figure.course.seeds[seed].run == id)
                figure.chosen = static_cast<int>(seed);
        if (figure.chosen >= 0)
            return addIdentity(figure, panels);
    }
    throw Error(
        "The run {} has no measured distance from the base: it trains only the head, or was trained before its "
        "method's distance was measured. Choose another run.",
        run);
}

void requireFitting(const FigureRequest& request) {
    const std::vector<std::string> kinds = {"budget", "curves", "identity", "sigma"};
    if (std::find(kinds.begin(), kinds.end(), request.kind) == kinds.end())
        throw Error(Sentence("There is no figure \"{}\"; choose budget, curves, identity or sigma.", request.kind),
                    ErrorKind::Usage);
    if (!request.on.empty() && request.on != "dev" && request.on != "test")
        throw Error(Sentence("--on is dev or test, not \"{}\".", request.on), ErrorKind::Usage);
    if (!request.on.empty() && request.kind != "budget")
        throw Error(Sentence("--on belongs to the figure budget; {} has the scores on dev.", request.kind),
                    ErrorKind::Usage);
    if (!request.bestOver.empty() && request.kind != "budget")
        throw Error(Sentence("--best-over belongs to the figure budget; {} shows all runs.", request.kind),
                    ErrorKind::Usage);
    for (const auto& [option, value] : {std::pair("--colour", request.colour), std::pair("--facet", request.facet)})
        if (!value.empty() && request.kind != "budget")
            throw Error(Sentence("{} belongs to the figure budget; {} has colours and panels of its own.", option,
                                 request.kind),
                        ErrorKind::Usage);
    if (!request.by.empty() && request.kind != "budget")
        throw Error(Sentence("--by belongs to the figure budget; {} has an axis of its own.", request.kind),
                    ErrorKind::Usage);
    const QSize& size = request.size;
    if (size.isValid() && (size.boundedTo(mostSize) != size || size.expandedTo(leastSize) != size))
        throw Error(Sentence("--size {}x{}: a figure is from {}x{} to {}x{} pixels, 96 to an inch.", size.width(),
                             size.height(), leastSize.width(), leastSize.height(), mostSize.width(), mostSize.height()),
                    ErrorKind::Usage);
    if (!request.filter.empty() && request.kind != "budget" && request.kind != "curves")
        throw Error(Sentence("A filter belongs to the figures budget and curves; {} shows all runs.", request.kind),
                    ErrorKind::Usage);
    if (!request.run.empty() && request.kind != "identity")
        throw Error(Sentence("--run belongs to the figure identity; {} shows all runs.", request.kind),
                    ErrorKind::Usage);
}

/// What the project lacks for such a figure, and how to add it.
Sentence nothingToDraw(const std::string& kind, const std::string& project) {
    const auto sweep = [&](const std::string& design) {
        return "`adapterscope-cli sweep '" + design + "' --base builtin --task sentiment --seeds 3 --project " +
               project + "`";
    };
    if (kind == "sigma")
        return {"The project {} has no design that was trained from several sigmas; train one with {}.", project,
                sweep(sigmaSweepDesign)};
    if (kind == "identity")
        return {"The project {} has no run whose distance from identity was measured; train one with {}.", project,
                sweep("houlsby:m=16")};
    return {"The project {} has no run to draw; train some with {}.", project, sweep("houlsby:m=2|8|32")};
}

/// Those that match the filter; without one, those that are neither archived nor pilots.
std::vector<RunRecord> shownRuns(const Project& project, const FigureRequest& request) {
    const std::vector<RunRecord> all = project.runs();
    if (!request.filter.empty()) {
        std::vector<Sentence> unmet;
        std::vector<RunRecord> matching = RunFilter(request.filter, RunFilter::Pilots::LeftOut).of(all, &unmet);
        if (matching.empty()) {
            unmet.insert(unmet.begin(),
                         Sentence("No run of {} matches the filter {}.", project.file().string(), request.filter));
            throw Error(joined(unmet, " "));
        }
        return matching;
    }
    std::vector<RunRecord> shown = unarchived(all);
    if (shown.empty() && !all.empty())
        throw Error("All runs of {} are archived, and figures do not show such runs: take some out of the archive.",
                    project.file().string());
    if (!request.run.empty() && project.find(request.run).marks.archived)
        throw Error("Run {} is archived, and figures do not show such runs: take it out of the archive.", request.run);
    return withoutPilots(std::move(shown));
}

/// One that leaves about as many runs out as a single condition can.
std::string narrowingFilter(const std::vector<RunRecord>& runs) {
    const Factors factors = Factors::of(runs);
    const Factor* most = nullptr;
    for (const Factor& factor : factors.varying())
        if (factor.values.front().find_first_of(" \"|,") == std::string::npos &&
            (!most || factor.values.size() > most->values.size()))
            most = &factor;
    if (!most)
        return {};
    return (most->name == "learning_rate" ? "lr" : most->name) + '=' + most->values.front();
}

}  // namespace

Unnamed renderFigure(const Project& project, const FigureRequest& request) {
    Unnamed unnamed;
    requireFitting(request);
    const std::string& kind = request.kind;
    const std::vector<RunRecord> runs = shownRuns(project, request);
    Panels panels{exportColours(request.dark)};
    ExportOptions options;
    options.dark = request.dark;
    if (kind == "budget") {
        const QSize size = drawBudget(runs, RatesGiven(project.runs()), request, panels);
        options.width = size.width();
        options.height = size.height();
    } else if (kind == "curves")
        unnamed.runs = drawCurves(project, runs, panels);
    else if (kind == "sigma")
        drawSigma(project, runs, panels);
    else if (request.run.empty())
        drawIdentity(project, runs, panels);
    else
        drawIdentityOf(project, project.runs(), request.run, panels);
    if (panels.plots.empty())
        throw Error(nothingToDraw(kind, project.file().string()));
    std::vector<QCustomPlot*> plots;
    for (const auto& panel : panels.plots)
        plots.push_back(panel.get());
    if (kind == "sigma" || kind == "identity")
        options.height = kind == "sigma" ? sigmaFigureHeight : identityFigureHeight;
    if (request.size.isValid()) {
        options.width = request.size.width();
        options.height = request.size.height();
    }
    options.title = QCoreApplication::translate("FigureRenderer", "%1 of %2")
                        .arg(QString::fromStdString(kind), QString::fromStdString(project.file().filename().string()));
    exportFigure(plots, request.out, options);
    for (const QCustomPlot* plot : plots)
        unnamed.entries += leftOutEntries(*plot);
    if (kind == "budget" || kind == "curves")
        unnamed.filter = narrowingFilter(runs);
    return unnamed;
}

}  // namespace adapterscope
