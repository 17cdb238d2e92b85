// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/CurvesChart.h"

#include <algorithm>
#include <cmath>

#include "ui/look/NumberText.h"
#include "ui/plots/AxisText.h"
#include "ui/plots/ChartHeader.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr int linesForBoth = 32;  ///< of text that are as high as a plot for two and a legend is wide
constexpr QSize smallest(40, 60);
constexpr std::size_t crowded = 25;  ///< from this many lines on they are drawn thin and pale

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

/// The whole range of a rectangle's graphs, with a margin.
void fit(QCPAxisRect* rect) {
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

void CurvesChart::drawLine(const CurvesFigure::Line& line, int index, bool inLegend, const PlotColours& colours,
                           bool many) {
    SeriesStyle style = lineStyle(index, colours.dark);
    if (many)
        style.colour.setAlpha(90);
    QColor pale = style.colour;
    pale.setAlpha(many ? 50 : 180);
    addGraph(m_loss, QPen(pale, many ? 1 : 1.4, style.line), line.trainLoss);
    const double width = many ? 1 : 2;
    addGraph(m_loss, style.pen(width), line.devLoss)->setScatterStyle(many ? QCPScatterStyle() : style.scatter(6));
    QCPGraph* dev = addGraph(m_metric, style.pen(width), line.dev);
    dev->setScatterStyle(many ? QCPScatterStyle() : style.scatter(6));
    if (inLegend)
        m_side.addToLegend(dev, QString::fromStdString(line.legend));
    const auto best =
        std::find_if(line.dev.begin(), line.dev.end(), [&](const auto& point) { return point.first == line.bestStep; });
    if (best != line.dev.end() && !many) {
        QCPGraph* ring = addGraph(m_metric, QPen(Qt::NoPen), {*best});
        ring->setLineStyle(QCPGraph::lsNone);
        ring->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colours.text, 1.2), Qt::NoBrush, 11});
    }
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
        drawLine(line, line.style < 0 ? place : line.style, first && place < figure.mostNamed, colours,
                 line.isPale || figure.lines.size() >= crowded);
    }
    setAxisLabel(m_metric->axis(QCPAxis::atLeft), scoreName(figure.metric, "dev"), capitalised(spaced(figure.metric)));
    m_side.setTitle(QString::fromStdString(figure.title));
    m_side.setOthers(std::max(0, static_cast<int>(entries.size()) - figure.mostNamed));
    const QString whyUnfinished = inWindowWords(figure.whyUnfinished);
    const auto any = [&](auto has) { return std::any_of(figure.lines.begin(), figure.lines.end(), has); };
    const bool hasLoss = any([](const auto& line) { return isCurve(line.trainLoss) || isCurve(line.devLoss); });
    const bool hasScore = any([](const auto& line) { return isCurve(line.dev); });
    m_lossEmpty->setText(hasLoss ? QString() : whyUnfinished);
    m_metricEmpty->setText(hasScore ? QString() : whyUnfinished);
    QStringList notes;
    if (hasLoss && hasScore && !whyUnfinished.isEmpty())
        notes << whyUnfinished;
    if (!figure.lines.empty() && figure.lines.size() < crowded)
        notes << tr("ring: best on dev after step 0");
    m_side.setRemarks(notes);
    applyColours(m_plot, colours);
    fit(m_loss);
    fit(m_metric);
}

}  // namespace adapterscope
