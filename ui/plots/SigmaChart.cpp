// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/SigmaChart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/look/At.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/plots/AxisText.h"
#include "ui/plots/IntervalBars.h"
#include "ui/plots/ScoreRange.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

/// Distance between the two series, as a share of the axis.
constexpr double dodge = 0.007;

SeriesStyle styleOf(bool skip, bool dark) {
    return lineStyle(skip ? 0 : 1, dark);
}

/// The header comes first.
int rowOf(SigmaChart::Panel panel) {
    return 1 + static_cast<int>(panel);
}

QCPAxis* sigmaAxis(const QCPAxisRect* rect) {
    return rect->axis(QCPAxis::atBottom);
}

QCPItemText* addText(QCustomPlot& plot, QCPAxisRect* rect) {
    auto* text = new QCPItemText(&plot);
    text->setSelectable(false);
    text->setClipAxisRect(rect);
    text->position->setAxisRect(rect);
    text->position->setAxes(sigmaAxis(rect), rect->axis(QCPAxis::atLeft));
    text->setPadding({5, 0, 5, 0});
    // To the right of its place, or to the left if there is more room: at an axis' end it would be cut.
    QObject::connect(&plot, &QCustomPlot::afterLayout, text, [text, rect] {
        const int width = QFontMetrics(text->font()).horizontalAdvance(text->text()) + 10;
        const double toTheRight = rect->right() - text->position->pixelPosition().x();
        const bool isRight = toTheRight >= width || toTheRight >= rect->width() - toTheRight;
        text->setPositionAlignment((isRight ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignBottom);
    });
    return text;
}

}  // namespace

QString skipName(bool skip) {
    return skip ? SigmaChart::tr("with the skip connection") : SigmaChart::tr("without the skip");
}

SigmaChart::SigmaChart(QCustomPlot& plot)
    : m_plot(plot),
      m_score(plot.axisRect()),
      m_diverged(new QCPAxisRect(&plot)),
      m_distance(new QCPAxisRect(&plot)),
      m_scoreSigma(m_score, QCPAxis::atBottom),
      m_divergedSigma(m_diverged, QCPAxis::atBottom),
      m_distanceSigma(m_distance, QCPAxis::atBottom),
      m_distanceScale(m_distance, QCPAxis::atLeft),
      m_header(plot),
      m_paper(addText(plot, m_distance)),
      m_withoutScores(addInsetText(m_score)),
      m_withoutDistances(addInsetText(m_distance)) {
    QCPLayoutGrid* rows = plot.plotLayout();
    rows->addElement(rowOf(Panel::Diverged), 0, m_diverged);
    rows->addElement(rowOf(Panel::Distance), 0, m_distance);
    rows->setRowStretchFactor(rowOf(Panel::Score), 3);
    rows->setRowStretchFactor(rowOf(Panel::Diverged), 0.001);
    rows->setRowStretchFactor(rowOf(Panel::Distance), 2.6);  // more of it is taken up by the texts below
    rows->setRowSpacing(2);
    auto* margins = new QCPMarginGroup(&plot);
    for (const Panel panel : {Panel::Score, Panel::Diverged, Panel::Distance}) {
        prepareRect(rect(panel));
        rect(panel)->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
        // One axis for all panels, labelled at the bottom.
        sigmaAxis(rect(panel))->setTickLabels(panel == Panel::Distance);
    }
    m_score->axis(QCPAxis::atLeft)->setTicker(QSharedPointer<FractionTicker>::create(5));
    m_score->setMinimumSize(120, 60);
    m_distance->setMinimumSize(120, 50);
    m_diverged->setMinimumSize(120, 42);
    QCPAxis* share = m_diverged->axis(QCPAxis::atLeft);
    setAxisLabel(share, tr("Diverged"));
    share->setRange(0, 1.08);
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    ticker->addTicks({0, 1}, {QStringLiteral("0 %"), QStringLiteral("100 %")});
    share->setTicker(ticker);
    setAxisLabel(m_distance->axis(QCPAxis::atLeft), tr("Distance from identity before training"), tr("Distance"));
    setAxisLabel(sigmaAxis(m_distance), tr("Sigma of the initial projections"), tr("Sigma"));
    // Single seeds lie above the means: at the same place they would be hidden below them.
    plot.addLayer("means", plot.layer("main"), QCustomPlot::limAbove);
    plot.addLayer("seeds", plot.layer("means"), QCustomPlot::limAbove);
    m_paper->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
}

QCPAxisRect* SigmaChart::rect(Panel panel) const {
    return panel == Panel::Score ? m_score : panel == Panel::Diverged ? m_diverged : m_distance;
}

void SigmaChart::showDiverged(bool shown) {
    if (shown != m_diverged->visible()) {
        if (shown)
            m_plot.plotLayout()->addElement(rowOf(Panel::Diverged), 0, m_diverged);
        else
            m_plot.plotLayout()->take(m_diverged);
    }
    m_diverged->setVisible(shown);
}

void SigmaChart::draw(const SigmaFigure& figure, const PlotColours& colours) {
    m_plot.clearPlottables();
    m_marks.clear();
    m_groups.clear();
    showDiverged(figure.sweep.diverged() > 0);
    fitAxes(figure, colours);
    for (const Panel panel : {Panel::Score, Panel::Diverged, Panel::Distance})
        for (const bool skip : {true, false})
            panel == Panel::Diverged ? drawDiverged(figure, skip, colours) : drawSeries(figure, panel, skip, colours);
    drawReferences(figure, colours);
    writeTexts(figure, colours);
    applyColours(m_plot, colours);
}

void SigmaChart::fitAxes(const SigmaFigure& figure, const PlotColours& colours) {
    std::vector<double> sigmas = figure.sweep.sigmas(), distances;
    ScoreRange scores;
    sigmas.push_back(paperSigma);
    m_isPaired = false;
    for (const SigmaPoint& point : figure.sweep.points) {
        m_isPaired = m_isPaired || point.skip != figure.sweep.points.front().skip;
        for (const SigmaPoint::Seed& seed : point.seeds) {
            if (seed.distance)
                distances.push_back(*seed.distance);
            if (seed.score)
                scores.add(*seed.score);
        }
        if (point.score.n > 0)
            scores.addInterval(point.score.mean, point.score.low, point.score.high);
    }
    for (ZeroAxis* axis : {&m_scoreSigma, &m_divergedSigma, &m_distanceSigma})
        axis->fit(sigmas, 2.2, colours);
    m_distanceScale.fit(distances, 4, colours);  // fourteen decades in a low panel: room for a mark at the end
    if (figure.majority)
        scores.add(*figure.majority);
    m_score->axis(QCPAxis::atLeft)->setRange(scores.range(figure.sweep.metric));
}

double SigmaChart::xOf(const SigmaPoint& point) const {
    const double aside = m_isPaired ? std::pow(10.0, dodge * m_scoreSigma.decades()) : 1;
    const double x = m_scoreSigma.place(point.sigma);
    return point.skip ? x / aside : x * aside;
}

double SigmaChart::yOf(Panel panel, double value) const {
    return panel == Panel::Distance ? m_distanceScale.place(value) : value;
}

QCPGraph* SigmaChart::addGraph(Panel panel, const QString& layer) {
    QCPGraph* graph = m_plot.addGraph(sigmaAxis(rect(panel)), rect(panel)->axis(QCPAxis::atLeft));
    graph->setLayer(layer);
    graph->setSelectable(QCP::stNone);
    graph->setAdaptiveSampling(false);  // every seed is drawn, however many there are
    return graph;
}

void SigmaChart::drawSeries(const SigmaFigure& figure, Panel panel, bool skip, const PlotColours& colours) {
    const SeriesStyle style = styleOf(skip, colours.dark);
    QCPGraph* means = addGraph(panel, "means");
    means->setPen(style.pen(1.6));
    means->setScatterStyle(style.scatter(9));
    auto* bars = new IntervalBars(means, QPen(style.outline, 1.3), 7);
    QCPGraph* dots = addGraph(panel, "seeds");
    dots->setLineStyle(QCPGraph::lsNone);
    dots->setScatterStyle({QCPScatterStyle::ssCircle, QPen(style.outline, 1), QBrush(colours.background), 4});
    const auto& points = figure.sweep.points;
    for (int i = 0; i < static_cast<int>(points.size()); ++i) {
        const SigmaPoint& point = at(points, i);
        const Estimate& estimate = panel == Panel::Score ? point.score : point.distance;
        if (point.skip != skip || estimate.n == 0)
            continue;
        const int group = static_cast<int>(m_groups.size());
        m_groups.push_back({panel, i});
        const double x = xOf(point), y = yOf(panel, estimate.mean);
        means->addData(x, y);
        bars->addData(estimate.mean - estimate.low, estimate.high - estimate.mean);
        if (point.sigma == 0) {  // no line across the gap: nothing lies between 0 and the lowest decade
            means->addData(x * 1.01, noValue);
            bars->addData(0, 0);
        }
        m_marks.push_back({x, y, group, -1, rect(panel)});
        for (int seed = 0; seed < static_cast<int>(point.seeds.size()); ++seed) {
            const auto& value = panel == Panel::Score ? at(point.seeds, seed).score : at(point.seeds, seed).distance;
            if (!value)
                continue;
            dots->addData(x, yOf(panel, *value));
            m_marks.push_back({x, yOf(panel, *value), group, seed, rect(panel)});
        }
    }
    if (means->data()->isEmpty())
        return;
    if (panel == Panel::Score) {
        m_header.addToLegend(means, skipName(skip));
    }
}

void SigmaChart::drawDiverged(const SigmaFigure& figure, bool skip, const PlotColours& colours) {
    if (figure.sweep.diverged() == 0)
        return;
    const SeriesStyle style = styleOf(skip, colours.dark);
    auto* bars = new QCPBars(sigmaAxis(m_diverged), m_diverged->axis(QCPAxis::atLeft));
    bars->setWidthType(QCPBars::wtAbsolute);
    bars->setWidth(m_isPaired ? 6 : 10);
    bars->setPen(QPen(style.outline, 1));
    bars->setBrush(skip ? QBrush(style.colour) : QBrush(style.colour, Qt::BDiagPattern));
    bars->setSelectable(QCP::stNone);
    const auto& points = figure.sweep.points;
    for (int i = 0; i < static_cast<int>(points.size()); ++i) {
        const auto share = at(points, i).divergedShare();
        if (at(points, i).skip != skip || !share)
            continue;
        m_marks.push_back({xOf(at(points, i)), *share, static_cast<int>(m_groups.size()), -1, m_diverged});
        m_groups.push_back({Panel::Diverged, i});
        bars->addData(xOf(at(points, i)), *share);
    }
    // If every run diverged there are no means for the legend to name.
    if (!bars->data()->isEmpty() && std::none_of(points.begin(), points.end(), [&](const SigmaPoint& point) {
            return point.skip == skip && point.finished > 0;
        })) {
        m_header.addToLegend(bars, skipName(skip));
    }
}

void SigmaChart::drawReferences(const SigmaFigure& figure, const PlotColours& colours) {
    for (const Panel panel : {Panel::Score, Panel::Diverged, Panel::Distance}) {
        if (!rect(panel)->visible())
            continue;
        QCPGraph* paper = addGraph(panel, "main");
        paper->setPen(QPen(colours.axis, 1.2, Qt::DashLine));
        const QCPRange range = rect(panel)->axis(QCPAxis::atLeft)->range();
        paper->addData(paperSigma, range.lower);
        paper->addData(paperSigma * (1 + 1e-9), range.upper);
    }
    if (!figure.majority || !figure.whyWithoutScores().empty())  // it would cross out the sentence
        return;
    QCPGraph* majority = addGraph(Panel::Score, "main");
    majority->setPen(QPen(colours.axis, 1.2, Qt::DotLine));
    majority->addData(sigmaAxis(m_score)->range().lower, *figure.majority);
    majority->addData(sigmaAxis(m_score)->range().upper, *figure.majority);
    m_header.addToLegend(majority, tr("majority class %1").arg(fraction(*figure.majority)));
}

void SigmaChart::writeTexts(const SigmaFigure& figure, const PlotColours& colours) {
    const SigmaSweep& sweep = figure.sweep;
    const std::string metric = sweep.metric.empty() ? "accuracy" : sweep.metric;
    setAxisLabel(m_score->axis(QCPAxis::atLeft), scoreName(metric, "dev"), capitalised(spaced(metric)));
    m_header.setTitle(figure.empty() ? QString() : QString::fromStdString(figure.design + " \u00b7 " + figure.scope));
    QStringList notes;
    const QCPRange range = m_score->axis(QCPAxis::atLeft)->range();
    const bool isCut = std::any_of(sweep.points.begin(), sweep.points.end(), [&](const SigmaPoint& point) {
        return point.score.n > 0 && (point.score.low < range.lower || point.score.high > range.upper);
    });
    if (std::any_of(sweep.points.begin(), sweep.points.end(),
                    [](const SigmaPoint& point) { return point.finished > 0; }))
        notes << tr("Large marks: %1%2; small marks: single seeds")
                     .arg(QString::fromStdString(figure.intervalName()),
                          isCut ? tr(" (arrows: beyond the axis)") : QString());
    QStringList counts;
    if (sweep.diverged() > 0)
        counts << counts::divergedRuns(sweep.diverged());
    if (sweep.unfinished() > 0)
        counts << counts::unfinishedRuns(sweep.unfinished());
    if (sweep.unmeasured > 0)
        counts << tr("%1 run(s) without a distance (trained before it was measured)", nullptr, plural(sweep.unmeasured))
                      .arg(withSeparators(sweep.unmeasured));
    if (!counts.isEmpty())
        notes << counts.join(QStringLiteral(", "));
    m_header.setNotes(notes);
    m_paper->setText(tr("paper: %1").arg(powerOfTen(-2)));
    m_paper->setColor(colours.axis);
    m_paper->setFont(m_plot.font());
    // The distance is far above here: it grows with sigma.
    m_paper->position->setCoords(paperSigma, 0.96);
    const bool isMeasured = std::any_of(sweep.points.begin(), sweep.points.end(),
                                        [](const SigmaPoint& point) { return point.distance.n > 0; });
    m_withoutScores->setText(inWindowWords(figure.whyWithoutScores()));
    m_withoutDistances->setText(isMeasured || figure.empty() ? QString() : tr("no distance measured yet"));
}

}  // namespace adapterscope
