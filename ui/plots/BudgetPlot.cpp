// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetPlot.h"

#include <QKeyEvent>

#include <algorithm>

#include "ui/look/At.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/plots/ShiftedGraph.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

/// The value of a cost; a design's trained parameters are given in any case.
QString costText(const std::string& cost, double value) {
    const QString whole = withSeparators(static_cast<std::int64_t>(value));
    if (cost == "stored")
        return BudgetPlot::tr("stored parameters: %1").arg(whole);
    if (cost == "bytes")
        return BudgetPlot::tr("bytes stored: %1").arg(whole);
    if (cost == "multiply_adds")
        return BudgetPlot::tr("multiply-adds a token, beyond the base's: %1").arg(whole);
    return cost == "seconds" ? BudgetPlot::tr("seconds a run: %1").arg(fraction(value, 1))
                             : BudgetPlot::tr("percent of the base: %1").arg(value, 0, 'g', 3);
}

}  // namespace

BudgetPlot::BudgetPlot(QWidget* parent) : MarkPlot(parent), m_chart(*this) {
    setObjectName(QStringLiteral("budgetPlot"));
    setMinimumSize(420, 220);
    m_chart.makeLegendScroll();
    setAccessibleName(tr("Accuracy against trained parameters"));
    setWhatsThis(tr(
        "Each small mark is one run, each large one a design's mean over its seeds. Designs further left train "
        "fewer parameters; the "
        "stepped line joins those that no cheaper design beats. Click a mark to select its runs, with Ctrl or Shift to "
        "add them to the selected ones, right-click it for what can be done with them, drag to move, turn the wheel to "
        "zoom, double-click to see everything."));
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    for (QCPAxisRect* rect : axisRects()) {
        rect->setRangeDragAxes(xAxis, yAxis);
        rect->setRangeZoomAxes(xAxis, yAxis);
    }
    connect(this, &QCustomPlot::mouseWheel, this, [this] { m_zoomed = true; });
    redraw();
}

void BudgetPlot::setFigure(const BudgetFigure& figure) {
    const bool same = figure.base == m_figure.base && figure.task == m_figure.task && figure.split == m_figure.split &&
                      figure.by == m_figure.by && figure.look.facet == m_figure.look.facet;
    const std::string currentKey =
        current() >= 0 ? at(m_figure.designs, at(marks(), current()).group).key : std::string();
    m_figure = figure;
    setAccessibleName(figure.by.empty() ? tr("Accuracy against trained parameters")
                                        : tr("Accuracy against %1").arg(QString::fromStdString(figure.by)));
    m_zoomed = m_zoomed && same;
    redraw();
    int found = -1;
    for (int i = 0; i < static_cast<int>(marks().size()) && !currentKey.empty(); ++i)
        if (at(marks(), i).member < 0 && at(m_figure.designs, at(marks(), i).group).key == currentKey)
            found = i;
    restoreCurrent(found);
}

void BudgetPlot::redraw() {
    m_chart.draw(m_figure, plotColours(palette()));
    if (!m_zoomed)
        m_chart.resetZoom();
    m_rings.clear();
    setAccessibleDescription(summary());
    replot(QCustomPlot::rpQueuedReplot);
    drawRings();
}

BudgetPlot::Rings& BudgetPlot::ringsAt(QCPAxisRect* panel, const Aside& aside) {
    const auto [place, isNew] = m_rings.try_emplace({panel, aside.steps()});
    if (!isNew)
        return place->second;
    const QColor colour = plotColours(palette()).selection;
    const auto addRings = [&](double width, double size) {
        auto* graph = new ShiftedGraph(panel->axis(QCPAxis::atBottom), panel->axis(QCPAxis::atLeft), aside);
        graph->setLayer("overlay");
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setSelectable(QCP::stNone);
        graph->setAdaptiveSampling(false);
        graph->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colour, width), Qt::NoBrush, size});
        return graph;
    };
    place->second = {addRings(2.2, 17), addRings(1.6, 8)};
    return place->second;
}

void BudgetPlot::drawRings() {
    for (const auto& [place, rings] : m_rings) {
        rings.means->data()->clear();
        rings.seeds->data()->clear();
    }
    const QSet<QString> selected(m_selected.begin(), m_selected.end());
    for (const auto& mark : marks()) {
        const auto& design = at(m_figure.designs, mark.group);
        const auto isSelected = [&](const BudgetFigure::Seed& seed) {
            return selected.contains(QString::fromStdString(seed.run));
        };
        if (!selected.isEmpty() && (mark.member < 0 ? std::any_of(design.seeds.begin(), design.seeds.end(), isSelected)
                                                    : isSelected(at(design.seeds, mark.member))))
            (mark.member < 0 ? ringsAt(mark.rect, mark.aside).means : ringsAt(mark.rect, mark.aside).seeds)
                ->addData(mark.x, mark.y);
    }
    layer("overlay")->replot();
}

void BudgetPlot::selectRuns(const QStringList& runs) {
    if (runs == m_selected)
        return;
    m_selected = runs;
    drawRings();
}

QString BudgetPlot::describe(const PlotMark& mark) const {
    const auto& design = at(m_figure.designs, mark.group);
    const std::vector<BudgetFigure::Panel> panels = m_figure.shownPanels();
    const BudgetFigure::Panel& panel = at(panels, design.panel);
    QStringList lines{QString::fromStdString(design.text)};
    const QString metric =
        QString::fromStdString(panel.metric) + (m_figure.split == "test" ? tr(" on test") : tr(" on dev"));
    if (mark.member >= 0) {
        const auto& seed = at(design.seeds, mark.member);
        lines << tr("seed %1: %2 %3").arg(seed.seed).arg(metric, fraction(seed.value, 4));
    } else {
        lines
            << tr("%1 %2, mean of %3").arg(metric, fraction(design.estimate.mean, 4), counts::runs(design.estimate.n));
        if (design.estimate.hasInterval()) {
            const auto [low, high] = m_figure.bounds(design.estimate);
            const bool ofRows = design.estimate.rowError != RowError::Unknown;
            lines << (m_figure.interval == Interval::StandardError
                          ? (ofRows ? tr("\u00b1 1 standard error %1 to %2") : tr("\u00b1 1 s.e.m. %1 to %2"))
                          : (ofRows ? tr("95 % interval %1 to %2") : tr("95 % t interval %1 to %2")))
                         .arg(fraction(low, 4), fraction(high, 4));
        }
        lines << tr("Pareto front: %1").arg(QString::fromStdString(toText(design.front)));
    }
    QString trained = counts::trainedParameters(design.trained);
    if (panel.baseParameters > 0)
        trained += tr(" (%1 % of the base)")
                       .arg(100.0 * static_cast<double>(design.trained) / static_cast<double>(panel.baseParameters), 0,
                            'g', 3);
    lines << trained;
    if (isCost(m_figure.by))
        lines << costText(m_figure.by, m_figure.ticks.contains(design.place) ? 0 : design.place);
    if (design.diverged > 0)
        lines << counts::divergedRuns(design.diverged);
    return lines.join(QLatin1Char('\n'));
}

QString BudgetPlot::summary() const {
    if (m_figure.designs.empty())
        return m_figure.whyEmpty.empty() ? tr("No finished run yet.") : inWindowWords(m_figure.whyEmpty);
    const auto best =
        std::max_element(m_figure.designs.begin(), m_figure.designs.end(), [](const auto& a, const auto& b) {
            return (a.estimate.n > 0 ? a.estimate.mean : -1) < (b.estimate.n > 0 ? b.estimate.mean : -1);
        });
    return tr("%1; best mean %2 by %3. Arrow keys move between points, Enter selects.")
        .arg(counts::designs(std::ssize(m_figure.designs)), fraction(best->estimate.mean),
             QString::fromStdString(best->text));
}

/// One run for a seed's mark, all seeds for a mean's.
QStringList BudgetPlot::runsOf(const PlotMark& mark) const {
    const auto& design = at(m_figure.designs, mark.group);
    QStringList runs;
    for (int seed = 0; seed < static_cast<int>(design.seeds.size()); ++seed)
        if (mark.member < 0 || mark.member == seed)
            runs << QString::fromStdString(at(design.seeds, seed).run);
    return runs;
}

void BudgetPlot::choose(const PlotMark& mark) {
    const QStringList runs = runsOf(mark);
    selectRuns(runs);
    emit runsSelected(runs, QString::fromStdString(at(m_figure.designs, mark.group).key));
}

void BudgetPlot::chooseAlso(const PlotMark& mark, bool takesAway) {
    const QStringList own = runsOf(mark);
    const bool areAllSelected =
        std::all_of(own.begin(), own.end(), [this](const QString& run) { return m_selected.contains(run); });
    QStringList runs = m_selected;
    for (const QString& run : own) {
        if (takesAway && areAllSelected)
            runs.removeAll(run);
        else if (!runs.contains(run))
            runs << run;
    }
    selectRuns(runs);
    emit runsSelected(runs, QString::fromStdString(at(m_figure.designs, mark.group).key));
}

void BudgetPlot::contextMenuEvent(QContextMenuEvent* event) {
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int found = isByKey ? current() : markAt(event->pos());
    if (found < 0 || found >= static_cast<int>(marks().size()))
        return;
    const PlotMark mark = at(marks(), found);
    const QStringList runs = runsOf(mark);
    if (!std::all_of(runs.begin(), runs.end(), [this](const QString& run) { return m_selected.contains(run); }))
        choose(mark);
    emit menuWanted(isByKey ? mapToGlobal(pixelOf(mark).toPoint()) : event->globalPos());
}

void BudgetPlot::resetZoom() {
    m_zoomed = false;
    m_chart.resetZoom();
    replot(QCustomPlot::rpQueuedReplot);
}

void BudgetPlot::mouseReleaseEvent(QMouseEvent* event) {
    MarkPlot::mouseReleaseEvent(event);
    m_zoomed = m_zoomed || wasDragged(*event);
}

void BudgetPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (markAt(event->position()) < 0)
        resetZoom();
    else
        MarkPlot::mouseDoubleClickEvent(event);
}

void BudgetPlot::zoom(double factor) {
    m_zoomed = true;
    xAxis->scaleRange(factor);
    yAxis->scaleRange(factor);
    replot(QCustomPlot::rpQueuedReplot);
}

void BudgetPlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoom(0.8);
            break;
        case Qt::Key_Minus:
            zoom(1.25);
            break;
        case Qt::Key_0:
            resetZoom();
            break;
        default:
            MarkPlot::keyPressEvent(event);
    }
}

}  // namespace adapterscope
