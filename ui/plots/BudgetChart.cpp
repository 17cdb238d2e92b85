// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/BudgetChart.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/design/Methods.h"
#include "ui/look/At.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/plots/IntervalBars.h"
#include "ui/plots/ScoreRange.h"

namespace adapterscope {

namespace {

/// Reference lines extend this far, for panning.
constexpr double farAway = 1e15;

/// Free space on either side of the designs: as a factor on a logarithmic axis, else as a share of their span.
constexpr double aside = 1.8, asideOfSpan = 0.1;

/// More of them would overlap.
constexpr std::size_t mostTicks = 14;

QCPRange withFreeSpace(const QCPRange& places, bool isLogarithmic) {
    if (isLogarithmic)
        return {places.lower / aside, places.upper * aside};
    const double space = places.size() > 0   ? asideOfSpan * places.size()
                         : places.lower != 0 ? std::abs(places.lower) / 2
                                             : 1;
    return {places.lower - space, places.upper + space};
}

/// Ticks at the values that occur, of many every second, third, ...
QSharedPointer<QCPAxisTicker> valueTicker(const std::map<double, std::string>& ticks) {
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const std::size_t step = (ticks.size() + mostTicks - 1) / mostTicks;
    std::size_t number = 0;
    for (const auto& [place, text] : ticks)
        if (number++ % step == 0)
            ticker->addTick(place, QString::fromStdString(text));
    return ticker;
}

QSharedPointer<QCPAxisTicker> tickerOf(const BudgetFigure& figure) {
    if (!figure.isAgainstCost())
        return valueTicker(figure.ticks);
    return figure.isLogarithmic ? QSharedPointer<DecadeTicker>::create(DecadeTicker::Unit::Count)
                                : QSharedPointer<QCPAxisTicker>::create();
}

/// "Learning rate"; keys of designs as the command line writes them.
QString axisTitle(const BudgetFigure& figure) {
    if (figure.by.empty())
        return QStringLiteral("Trained parameters (head included)");
    if (figure.by == "seconds")
        return QStringLiteral("Seconds a run (evaluations included)");
    QString title = QString::fromStdString(figure.by);
    if (title.size() > 1 && !title.contains(QLatin1Char('.')))
        title = title.left(1).toUpper() + title.mid(1).replace(QLatin1Char('_'), QLatin1Char(' '));
    return title;
}

QString methodName(const std::string& name) {
    const MethodInfo* method = findMethod(name);
    return QString::fromStdString(method ? method->look.shortTitle : name);
}

}  // namespace

BudgetChart::BudgetChart(QCustomPlot& plot) : m_plot(plot), m_side(plot, 1), m_empty(addInsetText(plot.axisRect())) {
    plot.xAxis2->setTicker(QSharedPointer<DecadeTicker>::create(DecadeTicker::Unit::Percent));
    plot.xAxis->grid()->setSubGridVisible(false);
    plot.yAxis->setTicker(QSharedPointer<FractionTicker>::create(6));
    plot.axisRect()->setupFullAxesBox();
    plot.yAxis2->setTicks(false);
    // Single seeds lie above the means: at the same place they would not be seen below them.
    plot.addLayer("means", plot.layer("main"), QCustomPlot::limAbove);
    plot.addLayer("seeds", plot.layer("means"), QCustomPlot::limAbove);
}

QCPGraph* BudgetChart::addGraph(const QString& name, const QString& layer) {
    QCPGraph* graph = m_plot.addGraph(m_plot.xAxis, m_plot.yAxis);
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
    std::map<std::string, std::vector<int>> curves;  // in the order of their texts, so a plot looks the same each time
    std::vector<std::string> order;
    for (int i = 0; i < static_cast<int>(figure.designs.size()); ++i)
        curves[at(figure.designs, i).curve].push_back(i);
    for (const auto& [curve, designs] : curves)
        order.push_back(curve);
    std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
        return at(figure.designs, curves[a].front()).trained > at(figure.designs, curves[b].front()).trained;
    });
    std::vector<std::string> named;
    for (const std::string& curve : order) {
        const auto& front = at(figure.designs, curves[curve].front());
        const std::string& name = figure.isAgainstCost() ? front.method : curve;
        const bool first = std::find(named.begin(), named.end(), name) == named.end();
        if (first)
            named.push_back(name);
        const SeriesStyle style = figure.isAgainstCost() ? methodStyle(front.method, colours.dark)
                                                         : lineStyle(static_cast<int>(named.size()) - 1, colours.dark);
        const QString title = figure.isAgainstCost() ? methodName(name) : QString::fromStdString(name);
        drawSeries(figure, curves[curve], first ? title : QString(), style, colours);
    }
    if (figure.by.empty())
        drawFront(figure, colours);
    drawReferences(figure, colours);
    fitRanges(figure);
    labelAxes(figure);
    writeLegendTexts(figure);
    applyColours(m_plot, colours);
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
    if (places && figure.majority && figure.showMajority)
        scores.add(*figure.majority);
    m_yRange = scores.range(figure.metric);
}

void BudgetChart::drawSeries(const BudgetFigure& figure, const std::vector<int>& designs, const QString& name,
                             const SeriesStyle& style, const PlotColours& colours) {
    QCPGraph* means = addGraph(name, "means");
    means->setPen(designs.size() > 1 ? style.pen(1.6) : QPen(Qt::NoPen));
    means->setLineStyle(designs.size() > 1 ? QCPGraph::lsLine : QCPGraph::lsNone);
    means->setScatterStyle(style.scatter(10));
    auto* bars = new IntervalBars(means, QPen(style.outline, 1.3), 8);
    for (const int index : designs) {
        const auto& design = at(figure.designs, index);
        if (design.estimate.n == 0)
            continue;
        const auto [low, high] = figure.bounds(design.estimate);
        means->addData(design.place, design.estimate.mean);
        bars->addData(design.estimate.mean - low, high - design.estimate.mean);
        m_marks.push_back({design.place, design.estimate.mean, index, -1});
    }
    drawSeeds(figure, designs, style, colours.background);
}

void BudgetChart::drawSeeds(const BudgetFigure& figure, const std::vector<int>& designs, const SeriesStyle& style,
                            const QColor& ground) {
    QCPGraph* points = addGraph({}, "seeds");
    points->setLineStyle(QCPGraph::lsNone);
    points->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(style.outline, 1), QBrush(ground), 4));
    for (const int index : designs) {
        const auto& design = at(figure.designs, index);
        for (int seed = 0; seed < static_cast<int>(design.seeds.size()); ++seed) {
            points->addData(design.place, at(design.seeds, seed).value);
            m_marks.push_back({design.place, at(design.seeds, seed).value, index, seed});
        }
    }
}

void BudgetChart::drawFront(const BudgetFigure& figure, const PlotColours& colours) {
    // Means, from the cheapest on: the front rises wherever a more expensive design is better.
    QCPGraph* front = addGraph(QStringLiteral("Pareto front (of the means)"), "main");
    front->setPen(QPen(colours.axis, 1.4));
    front->setLineStyle(QCPGraph::lsStepLeft);
    std::optional<double> best;
    for (const auto& design : figure.designs) {
        if (design.front != FrontState::On)
            continue;
        front->addData(design.place, design.estimate.mean);
        best = std::max(best.value_or(design.estimate.mean), design.estimate.mean);
    }
    if (!best) {
        m_plot.removePlottable(front);
        return;
    }
    front->addData(farAway, *best);
}

void BudgetChart::drawReferences(const BudgetFigure& figure, const PlotColours& colours) {
    const auto line = [&](const QString& name, double value, const QPen& pen) {
        QCPGraph* graph = addGraph(name, "main");
        graph->setPen(pen);
        graph->addData(figure.isLogarithmic ? 1 / farAway : -farAway, value);
        graph->addData(farAway, value);
    };
    if (figure.full)
        line(QStringLiteral("full fine-tuning, mean %1").arg(fraction(figure.full->mean)), figure.full->mean,
             QPen(methodStyle("full", colours.dark).colour, 1.4, Qt::DashLine));
    if (figure.majority && figure.showMajority && figure.whyEmpty.empty())  // it would cross out the sentence
        line(QStringLiteral("majority class %1").arg(fraction(*figure.majority)), *figure.majority,
             QPen(colours.axis, 1.2, Qt::DotLine));
}

void BudgetChart::labelAxes(const BudgetFigure& figure) {
    for (QCPAxis* axis : {m_plot.xAxis, m_plot.xAxis2})
        axis->setScaleType(figure.isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot.xAxis->setTicker(tickerOf(figure));
    setAxisLabel(m_plot.xAxis, axisTitle(figure));
    setAxisLabel(m_plot.yAxis, scoreName(figure.metric, figure.split));
    const bool percent = figure.by.empty() && figure.baseParameters > 0;
    m_plot.xAxis2->setTickLabels(percent);
    m_plot.xAxis2->setTicks(percent);
    setAxisLabel(m_plot.xAxis2,
                 percent
                     ? QStringLiteral("Percent of the base (%1 parameters)").arg(withSeparators(figure.baseParameters))
                     : QString());
    QObject::disconnect(m_plot.xAxis, nullptr, m_plot.xAxis2, nullptr);
    const double scale = percent ? 100.0 / static_cast<double>(figure.baseParameters) : 1;
    QCPAxis* second = m_plot.xAxis2;
    QObject::connect(
        m_plot.xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), second,
        [second, scale](const QCPRange& range) { second->setRange(range.lower * scale, range.upper * scale); });
    second->setRange(m_plot.xAxis->range().lower * scale, m_plot.xAxis->range().upper * scale);
}

void BudgetChart::writeLegendTexts(const BudgetFigure& figure) {
    QString title = QString::fromStdString(figure.task);
    if (!figure.base.empty())
        title += QStringLiteral(" on ") + QString::fromStdString(figure.base);
    m_side.setTitle(title);
    m_empty->setText(QString::fromStdString(figure.whyEmpty));
    const bool isCut = std::any_of(figure.designs.begin(), figure.designs.end(), [&](const auto& design) {
        const auto [low, high] = figure.bounds(design.estimate);
        return design.estimate.n > 0 && (low < m_yRange.lower || high > m_yRange.upper);
    });
    QStringList notes;
    if (!figure.designs.empty()) {
        notes << QString::fromStdString(figure.intervalName());
        if (const std::string choice = figure.choiceName(); !choice.empty())
            notes << QString::fromStdString(choice);
        if (const std::string rates = figure.ratesName(); !rates.empty())
            notes << QString::fromStdString(rates);
        if (isCut)
            notes << QStringLiteral("arrows: it continues beyond the axis");
        notes << QStringLiteral("small marks: single seeds");
    }
    m_side.setNotes(notes);
    const int diverged = figure.diverged;
    QStringList remarks;
    if (diverged > 0 && !figure.designs.empty())
        remarks << QStringLiteral("%1 (not drawn)").arg(counts::divergedRuns(diverged));
    if (figure.withoutPlace > 0 && !figure.designs.empty())
        remarks << QStringLiteral("%1 without a number for %2 (not drawn)")
                       .arg(counts::designs(figure.withoutPlace), QString::fromStdString(figure.by));
    m_side.setRemarks(remarks);
}

void BudgetChart::resetZoom() {
    m_plot.xAxis->setRange(m_xRange);
    m_plot.yAxis->setRange(m_yRange);
}

}  // namespace adapterscope
