// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/CurvesChart.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "core/experiment/figures/CurveGroups.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/plots/AxisText.h"
#include "ui/plots/ChartHeader.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr int linesForBoth = 32;  ///< of text that are as high as a plot for two and a legend is wide
constexpr QSize smallest(40, 60);

/// How a line is drawn: pixels of the curves on dev, which markers go with, and of the training loss, and how much of
/// the ground shows through, from 0 to 255 for none.
struct Strength {
    double dev, train;
    int alpha, trainAlpha;
    bool hasMarkers;
};
constexpr Strength usualStrength{2, 1.4, 255, 180, true}, paleStrength{1, 1, 90, 50, false};
/// Without markers the lines can be nearly as thick as usual; paler, the lighter hues would vanish on white.
constexpr Strength crowdStrength{1.4, 0.8, 255, 150, false};

void prepare(QCPAxisRect* rect) {
    prepareRect(rect);
    setAxisLabel(rect->axis(QCPAxis::atBottom), CurvesChart::tr("Step"));
    rect->axis(QCPAxis::atBottom)->setTicker(QSharedPointer<WholeTicker>::create(5));
    rect->axis(QCPAxis::atBottom)->setNumberFormat("f");
    rect->axis(QCPAxis::atBottom)->setNumberPrecision(0);
    rect->axis(QCPAxis::atLeft)->setTicker(QSharedPointer<FractionTicker>::create(4));
    rect->setMinimumSize(smallest);
}

/// A rectangle that is not shown takes no room either.
void showIf(bool isShown, QCPAxisRect* rect) {
    if (rect->visible() == isShown)
        return;
    rect->setVisible(isShown);
    rect->setSizeConstraintRect(isShown ? QCPLayoutElement::scrInnerRect : QCPLayoutElement::scrOuterRect);
    rect->setMinimumSize(isShown ? smallest : QSize(0, 0));
    rect->setMaximumSize(isShown ? QWIDGETSIZE_MAX : 0, QWIDGETSIZE_MAX);
    rect->setAutoMargins(isShown ? QCP::msAll : QCP::msNone);
    if (!isShown)
        rect->setMargins({});
}

using CurvePoints = std::vector<std::pair<double, double>>;

/// Whether there is more than the value before training.
bool isCurve(const CurvePoints& points) {
    return std::any_of(points.begin(), points.end(),
                       [](const auto& point) { return point.first > 0 && std::isfinite(point.second); });
}

/// The largest loss on dev that is drawn: a run that explodes would squash all others to a line. None without losses.
std::optional<double> largestLoss(const CurvesFigure& figure) {
    constexpr double times = 4;  // of the loss before training
    std::optional<double> start;
    for (const auto& line : figure.lines)
        if (!line.devLoss.empty() && std::isfinite(line.devLoss.front().second))
            start = std::max(start.value_or(0), line.devLoss.front().second);
    return start ? std::optional(times * *start) : std::nullopt;
}

bool isAbove(const CurvesFigure& figure, double limit) {
    const auto reaches = [&](const CurvePoints& points) {
        return std::any_of(points.begin(), points.end(), [&](const auto& point) { return point.second > limit; });
    };
    return std::any_of(figure.lines.begin(), figure.lines.end(),
                       [&](const auto& line) { return reaches(line.trainLoss) || reaches(line.devLoss); });
}

/// The whole range of a rectangle's graphs up to a limit, with a margin.
void fit(QCPAxisRect* rect, std::optional<double> most = {}) {
    QCPRange x, y;
    bool any = false;
    for (QCPGraph* graph : rect->graphs()) {
        bool foundX = false, foundY = false;
        const QCPRange gx = graph->getKeyRange(foundX), gy = graph->getValueRange(foundY);
        if (!foundX || !foundY)
            continue;
        any ? x.expand(gx) : void(x = gx);
        any ? y.expand(gy) : void(y = gy);
        any = true;
    }
    if (!any) {
        x = {0, 100};
        y = {0, 1};
    }
    if (most && y.upper > *most)
        y.upper = *most;
    const double margin = std::max(0.01, y.size() * 0.08);
    rect->axis(QCPAxis::atBottom)->setRange(0, std::max(1.0, x.upper * 1.03));
    rect->axis(QCPAxis::atLeft)->setRange(y.lower - margin, y.upper + margin);
}

}  // namespace

CurvesFigure::Line curveLine(const RunRecord& run, const std::vector<CurvePoint>& curve, const std::string& legend) {
    CurvesFigure::Line line{run.id, legend, {}, {}, {}, -1};
    line.status = run.result.status;
    line.message = run.result.message;
    for (const CurvePoint& point : curve) {
        const auto step = static_cast<double>(point.step);
        line.trainLoss.emplace_back(step, point.trainLoss);
        line.devLoss.emplace_back(step, point.devLoss);
        line.dev.emplace_back(step, point.dev);
    }
    if (run.result.status == Status::Done)
        line.bestStep = static_cast<double>(run.result.bestStep);
    return line;
}

void groupIfCrowded(CurvesFigure& figure, const std::vector<const RunRecord*>& runs) {
    if (!figure.isCrowded())
        return;
    const std::vector<CurveGroup> groups = curveGroups(Factors::of(runs), runs.size());
    std::map<std::string, int> sizes;
    for (const CurveGroup& group : groups)
        ++sizes[group.name];
    for (std::size_t i = 0; i < figure.lines.size(); ++i) {
        const CurveGroup& group = groups[i];
        const QString size = counts::runs(sizes[group.name]);
        figure.lines[i].legend = group.name + " (" + size.toStdString() + ")";
        figure.lines[i].style = group.colour;
        figure.lines[i].dash = group.dash;
    }
    figure.grouping = CurvesChart::tr("one line a run, in the look of its group");
}

CurvesChart::CurvesChart(QCustomPlot& plot)
    : m_plot(plot),
      m_loss(plot.axisRect()),
      m_metric(new QCPAxisRect(&plot)),
      m_side(plot, 2),
      m_lossEmpty(addInsetText(m_loss)),
      m_metricEmpty(addInsetText(m_metric)) {
    plot.plotLayout()->addElement(0, 1, m_metric);
    prepare(m_loss);
    prepare(m_metric);
    setAxisLabel(m_loss->axis(QCPAxis::atLeft), tr("Loss (thin: training, thick: dev)"), tr("Loss"));
}

void CurvesChart::adaptToWindow() {
    m_side.addScrollBar();
    QObject::connect(&m_plot, &QCustomPlot::beforeReplot, m_loss, [loss = m_loss] {
        const QCustomPlot& plot = *loss->parentPlot();
        showIf(plot.viewport().width() >= linesForBoth * QFontMetrics(plot.font()).lineSpacing(), loss);
    });
}

QCPGraph* CurvesChart::addGraph(QCPAxisRect* rect, const QPen& pen, const CurvePoints& points) {
    QCPGraph* graph = m_plot.addGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
    graph->setPen(pen);
    graph->setSelectable(QCP::stNone);
    graph->setAdaptiveSampling(true);
    for (const auto& [step, value] : points)
        graph->addData(step, value);
    return graph;
}

void CurvesChart::drawLine(const CurvesFigure::Line& line, int index, const QString& name, const PlotColours& colours,
                           bool isCrowded) {
    const Strength& strength = line.isPale ? paleStrength : isCrowded ? crowdStrength : usualStrength;
    SeriesStyle style = lineStyle(index, colours.dark, line.dash);
    if (isCrowded)
        style.colour = style.outline;  // no marker has an edge that would stand out
    QColor train = style.colour;
    train.setAlpha(strength.trainAlpha);
    style.colour.setAlpha(strength.alpha);
    const QCPScatterStyle marker = strength.hasMarkers ? style.scatter(6) : QCPScatterStyle();
    addGraph(m_loss, QPen(train, strength.train, style.line), line.trainLoss);
    addGraph(m_loss, style.pen(strength.dev), line.devLoss)->setScatterStyle(marker);
    QCPGraph* dev = addGraph(m_metric, style.pen(strength.dev), line.dev);
    dev->setScatterStyle(marker);
    if (!name.isEmpty())
        m_side.addToLegend(dev, name);
    if (strength.hasMarkers)
        markBest(line, colours);
}

void CurvesChart::markBest(const CurvesFigure::Line& line, const PlotColours& colours) {
    const auto best =
        std::find_if(line.dev.begin(), line.dev.end(), [&](const auto& point) { return point.first == line.bestStep; });
    if (best == line.dev.end())
        return;
    QCPGraph* ring = addGraph(m_metric, QPen(Qt::NoPen), {*best});
    ring->setLineStyle(QCPGraph::lsNone);
    ring->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.text, 1.2), Qt::NoBrush, 11});
}

void CurvesChart::draw(const CurvesFigure& figure, const PlotColours& colours) {
    m_plot.clearPlottables();
    std::vector<std::string> entries;
    for (const auto& line : figure.lines) {
        auto entry = std::find(entries.begin(), entries.end(), line.legend);
        const bool first = entry == entries.end();
        if (first)
            entry = entries.insert(entry, line.legend);
        const int place = static_cast<int>(entry - entries.begin());
        drawLine(line, line.style < 0 ? place : line.style, first ? QString::fromStdString(line.legend) : QString(),
                 colours, figure.isCrowded());
    }
    setAxisLabel(m_metric->axis(QCPAxis::atLeft), scoreName(figure.metric, "dev"), capitalised(spaced(figure.metric)));
    m_side.setTitle(QString::fromStdString(figure.title));
    const QString whyUnfinished = inWindowWords(figure.whyUnfinished);
    const auto any = [&](auto has) { return std::any_of(figure.lines.begin(), figure.lines.end(), has); };
    const bool hasLoss = any([](const auto& line) { return isCurve(line.trainLoss) || isCurve(line.devLoss); });
    const bool hasScore = any([](const auto& line) { return isCurve(line.dev); });
    m_lossEmpty->setText(hasLoss ? QString() : whyUnfinished);
    m_metricEmpty->setText(hasScore ? QString() : whyUnfinished);
    QStringList notes;
    if (hasLoss && hasScore && !whyUnfinished.isEmpty())
        notes << whyUnfinished;
    if (!figure.grouping.isEmpty())
        notes << figure.grouping;
    if (!figure.lines.empty() && !figure.isCrowded())
        notes << tr("ring: best on dev after step 0");
    const std::optional<double> most = largestLoss(figure);
    if (most && isAbove(figure, *most))
        notes << tr("losses above %1 are cut off").arg(fraction(*most, 2));
    m_side.setRemarks(notes);
    applyColours(m_plot, colours);
    fit(m_loss, most);
    fit(m_metric);
}

}  // namespace adapterscope
