// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetChart.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/design/Methods.h"
#include "ui/look/At.h"
#include "ui/look/NumberText.h"
#include "ui/plots/AxisText.h"
#include "ui/plots/BudgetAxis.h"
#include "ui/plots/BudgetLines.h"
#include "ui/plots/BudgetStyles.h"
#include "ui/plots/BudgetTexts.h"
#include "ui/plots/Export.h"
#include "ui/plots/IntervalBars.h"
#include "ui/plots/ScoreRange.h"
#include "ui/plots/ShiftedGraph.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

/// Pixels of a figure of several panels, up to three of them in a row.
constexpr int panelsWidth = 1080, heightOfRow = 360;

}  // namespace

QSize budgetFigureSize(const BudgetFigure& figure) {
    const ExportOptions usual;
    if (figure.panels.size() < 2)
        return {usual.width, usual.height};
    return {panelsWidth, heightOfRow * static_cast<int>((figure.panels.size() + 2) / 3)};
}

BudgetChart::BudgetChart(QCustomPlot& plot)
    : m_plot(plot), m_panels(plot), m_side(plot, 1), m_empty(addInsetText(m_panels.rect(0))) {
    plot.xAxis2->setTicker(QSharedPointer<DecadeTicker>::create(DecadeTicker::Unit::Percent));
    plot.xAxis->grid()->setSubGridVisible(false);
    plot.yAxis->setTicker(QSharedPointer<FractionTicker>::create(6));
    plot.axisRect()->setupFullAxesBox();
    plot.yAxis2->setTicks(false);
    // Single seeds lie above the means: at the same place they would be hidden below them.
    plot.addLayer("means", plot.layer("main"), QCustomPlot::limAbove);
    plot.addLayer("seeds", plot.layer("means"), QCustomPlot::limAbove);
}

template <class Graph, class... Place>
Graph* BudgetChart::addGraph(const QString& name, const QString& layer, int panel, const Place&... place) {
    const QCPAxisRect* rect = m_panels.rect(panel);
    auto* graph = new Graph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft), place...);
    graph->setLayer(layer);
    graph->setSelectable(QCP::stNone);
    graph->setAdaptiveSampling(false);  // every seed is drawn, however many there are
    if (!name.isEmpty())
        m_side.addToLegend(graph, name);
    return graph;
}

void BudgetChart::draw(const BudgetFigure& figure, const PlotColours& colours) {
    m_plot.clearPlottables();
    m_marks.clear();
    m_panels.setCount(static_cast<int>(figure.panels.size()));
    CurveDesigns curves;  // in the order of their texts, so a plot looks the same each time
    std::vector<std::string> order;
    for (int i = 0; i < static_cast<int>(figure.designs.size()); ++i)
        curves[at(figure.designs, i).curve].push_back(i);
    for (const auto& [curve, designs] : curves)
        order.push_back(curve);
    // From the most expensive down, and variants of a method in their order.
    std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
        const auto &first = at(figure.designs, curves[a].front()), &second = at(figure.designs, curves[b].front());
        return std::tuple(-first.trained, first.method, variantNumber(figure, first)) <
               std::tuple(-second.trained, second.method, variantNumber(figure, second));
    });
    std::vector<const BudgetFigure::Design*> examples;
    std::set<LegendKey> entries;
    for (const std::string& curve : order)
        if (const auto& example = at(figure.designs, curves[curve].front());
            entries.insert(legendKey(figure, example)).second)
            examples.push_back(&example);
    const auto styles = entryStyles(figure, examples, colours);
    const SideBySide places(figure, curves, order);
    followLayout(places);
    // The first entries of the legend are never left out.
    if (figure.hasFront())
        drawFronts(figure, places, colours);
    drawReferences(figure, colours);
    for (const std::string& curve : order) {
        const BudgetFigure::Design& example = at(figure.designs, curves[curve].front());
        const bool first = entries.erase(legendKey(figure, example)) > 0;
        drawCurve(figure, curves[curve], first ? legendName(figure, example) : QString(),
                  styles.at(legendKey(figure, example)), places.of(curve), colours);
    }
    fitRanges(figure);
    labelAxes(figure);
    writeLegendTexts(figure, places.isNeeded());
    applyColours(m_plot, colours);
}

/// Of whichever layout or range the plot gets; the plot may outlive the chart.
void BudgetChart::followLayout(const SideBySide& places) {
    QObject::disconnect(m_layoutFollower);
    const std::vector<QCPAxisRect*> panels = m_panels.rects();
    m_layoutFollower =
        QObject::connect(&m_plot, &QCustomPlot::afterLayout, &m_plot, [places, panels] { places.fit(panels); });
}

void BudgetChart::fitRanges(const BudgetFigure& figure) {
    ScoreRange scores;
    std::optional<QCPRange> places;
    for (const auto& design : figure.designs) {
        if (design.estimate.n == 0)
            continue;
        const QCPRange place(design.place, design.place);
        places ? places->expand(place) : void(places = place);
        for (const auto& seed : design.seeds)
            scores.add(seed.value);
        const auto [low, high] = figure.bounds(design.estimate);
        scores.addInterval(design.estimate.mean, low, high);
    }
    m_xRange = places ? withFreeSpace(*places, figure.isLogarithmic) : QCPRange(100, 1e6);
    for (const auto& panel : figure.shownPanels())
        if (places && panel.majority && figure.showMajority)
            scores.add(*panel.majority);
    m_yRange = scores.range(hasOneMetric(figure) ? figure.metric : std::string());
}

/// Panel by panel: no line leads from one to another.
void BudgetChart::drawCurve(const BudgetFigure& figure, const std::vector<int>& designs, const QString& name,
                            const SeriesStyle& style, const Aside& aside, const PlotColours& colours) {
    std::map<int, std::vector<int>> byPanel;
    for (const int design : designs)
        byPanel[at(figure.designs, design).panel].push_back(design);
    QString unused = name;
    for (const auto& [panel, members] : byPanel)
        drawSeries(figure, members, std::exchange(unused, QString()), style, aside, colours);
}

void BudgetChart::drawSeries(const BudgetFigure& figure, const std::vector<int>& designs, const QString& name,
                             const SeriesStyle& style, const Aside& aside, const PlotColours& colours) {
    const int panel = at(figure.designs, designs.front()).panel;
    QCPGraph* means = addGraph<ShiftedGraph>(name, "means", panel, aside);
    means->setPen(designs.size() > 1 ? style.pen(1.6) : QPen(Qt::NoPen));
    means->setLineStyle(designs.size() > 1 ? QCPGraph::lsLine : QCPGraph::lsNone);
    means->setScatterStyle(style.scatter(10));
    auto* bars = new IntervalBars(means, QPen(style.outline, 1.3), 8, aside);
    for (const int index : designs) {
        const auto& design = at(figure.designs, index);
        if (design.estimate.n == 0)
            continue;
        const auto [low, high] = figure.bounds(design.estimate);
        means->addData(design.place, design.estimate.mean);
        bars->addData(design.estimate.mean - low, high - design.estimate.mean);
        m_marks.push_back({design.place, design.estimate.mean, index, -1, m_panels.rect(panel), aside});
    }
    drawSeeds(figure, designs, style, aside, colours.background);
}

void BudgetChart::drawSeeds(const BudgetFigure& figure, const std::vector<int>& designs, const SeriesStyle& style,
                            const Aside& aside, const QColor& ground) {
    const int panel = at(figure.designs, designs.front()).panel;
    QCPGraph* points = addGraph<ShiftedGraph>({}, "seeds", panel, aside);
    points->setLineStyle(QCPGraph::lsNone);
    points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(style.outline, 1), QBrush(ground), 4));
    for (const int index : designs) {
        const auto& design = at(figure.designs, index);
        for (int seed = 0; seed < static_cast<int>(design.seeds.size()); ++seed) {
            points->addData(design.place, at(design.seeds, seed).value);
            m_marks.push_back({design.place, at(design.seeds, seed).value, index, seed, m_panels.rect(panel), aside});
        }
    }
}

/// Of the means, from the cheapest up: the front rises wherever a more expensive design is better.
void BudgetChart::drawFronts(const BudgetFigure& figure, const SideBySide& places, const PlotColours& colours) {
    std::map<int, FrontLine*> fronts;
    for (const auto& design : figure.designs) {
        if (design.front != FrontState::On)
            continue;
        FrontLine*& front = fronts[design.panel];
        if (!front) {
            const QString name = fronts.size() > 1 ? QString() : tr("Pareto front (of the means)");
            front = addGraph<FrontLine>(name, "main", design.panel);
            front->setPen(QPen(colours.axis, 1.4));
        }
        front->add(design.place, design.estimate.mean, places.of(design.curve));
    }
}

void BudgetChart::drawReferences(const BudgetFigure& figure, const PlotColours& colours) {
    const std::vector<BudgetFigure::Panel> panels = figure.shownPanels();
    std::set<QString> named;
    // The legend names a line once, and its value only if there is one panel.
    const auto line = [&](const QString& name, double value, const QPen& pen, int panel) {
        const QString withValue = panels.size() > 1 ? name : QStringLiteral("%1 %2").arg(name, fraction(value));
        addGraph<LevelLine>(named.insert(name).second ? withValue : QString(), "main", panel, value)->setPen(pen);
    };
    const QPen full(methodStyle(yardstick().name, colours.dark).colour, 1.4, Qt::DashLine);
    const QPen majority(colours.axis, 1.2, Qt::DotLine);
    for (int i = 0; i < static_cast<int>(panels.size()); ++i) {
        const auto& panel = at(panels, i);
        if (panel.full)
            line(tr("full fine-tuning, mean"), panel.full->mean, full, i);
        if (panel.majority && figure.showMajority && figure.whyEmpty.empty())  // it would cross out the sentence
            line(tr("majority class"), *panel.majority, majority, i);
    }
}

void BudgetChart::labelAxes(const BudgetFigure& figure) {
    for (const QCPAxisRect* rect : m_panels.rects()) {
        for (const auto side : {QCPAxis::atBottom, QCPAxis::atTop})
            rect->axis(side)->setScaleType(figure.isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        rect->axis(QCPAxis::atBottom)->setTicker(tickerOf(figure));
    }
    const std::string metric = hasOneMetric(figure) ? figure.metric : "score";
    m_panels.setAxisTitles(costTitle(figure), scoreName(metric, figure.split), capitalised(spaced(metric)));
    labelSecondAxis(figure);
    for (int i = 0; i < static_cast<int>(figure.panels.size()); ++i) {
        const auto& panel = at(figure.panels, i);
        QString title = QString::fromStdString(panel.title);
        if (metric != panel.metric)
            title += QStringLiteral(" (%1)").arg(QString::fromStdString(panel.metric));
        setAxisLabel(m_panels.rect(i)->axis(QCPAxis::atTop), title);
    }
}

/// The percentages of one base; several panels have their titles there.
void BudgetChart::labelSecondAxis(const BudgetFigure& figure) {
    const bool percent = figure.by.empty() && figure.baseParameters > 0 && figure.panels.empty();
    m_plot.xAxis2->setTickLabels(percent);
    m_plot.xAxis2->setTicks(percent);
    setAxisLabel(
        m_plot.xAxis2,
        percent ? tr("Percent of the base (%1 parameters)").arg(withSeparators(figure.baseParameters)) : QString(),
        percent ? tr("Percent of the base") : QString());
    QCPAxis* second = m_plot.xAxis2;
    QObject::disconnect(m_plot.xAxis, nullptr, second, nullptr);
    const double scale = percent ? 100.0 / static_cast<double>(figure.baseParameters) : 1;
    QObject::connect(
        m_plot.xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), second,
        [second, scale](const QCPRange& range) { second->setRange(range.lower * scale, range.upper * scale); });
    second->setRange(m_plot.xAxis->range().lower * scale, m_plot.xAxis->range().upper * scale);
}

void BudgetChart::writeLegendTexts(const BudgetFigure& figure, bool hasAsides) {
    m_side.setTitle(figureTitle(figure));
    m_empty->setText(inWindowWords(figure.whyEmpty));
    QStringList notes = notesOn(figure, m_yRange);
    if (hasAsides)
        notes << tr("designs with the same x are drawn side by side");
    m_side.setNotes(notes);
    m_side.setRemarks(remarksOn(figure));
}

void BudgetChart::resetZoom() {
    m_plot.xAxis->setRange(m_xRange);
    m_plot.yAxis->setRange(m_yRange);
}

}  // namespace adapterscope
