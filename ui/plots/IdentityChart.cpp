// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/IdentityChart.h"

#include <algorithm>
#include <cmath>

#include "ui/look/NumberText.h"
#include "ui/plots/AxisText.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

/// Other colours than those of the sigma sweep beside it.
SeriesStyle styleOf(int site, bool dark) {
    SeriesStyle style = lineStyle(site + 2, dark);
    style.line = site == 0 ? Qt::SolidLine : Qt::DashLine;
    return style;
}

QPen thin(const SeriesStyle& style) {
    QColor colour = style.colour;
    colour.setAlpha(150);
    return {colour, 1, style.line};
}

bool isNumber(double value) {
    return std::isfinite(value);
}

}  // namespace

QString siteName(Site site) {
    return site == Site::Attention   ? IdentityChart::tr("at attention")
           : site == Site::Ffn       ? IdentityChart::tr("at feed-forward")
           : site == Site::LastState ? IdentityChart::tr("at the last hidden state")
                                     : IdentityChart::tr("at the embeddings");
}

IdentityChart::IdentityChart(QCustomPlot& plot)
    : m_plot(plot),
      m_layers(plot.axisRect()),
      m_steps(new QCPAxisRect(&plot)),
      m_layersScale(m_layers, QCPAxis::atLeft),
      m_stepsScale(m_steps, QCPAxis::atLeft),
      m_header(plot),
      m_empty(addInsetText(m_layers)) {
    QCPLayoutGrid* rows = plot.plotLayout();
    rows->addElement(2, 0, m_steps);
    rows->setRowStretchFactor(1, 1.3);
    rows->setRowSpacing(4);
    auto* margins = new QCPMarginGroup(&plot);
    for (QCPAxisRect* rect : {m_layers, m_steps}) {
        prepareRect(rect);
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
        rect->setMinimumSize(120, 50);
    }
    setAxisLabel(m_layers->axis(QCPAxis::atLeft), tr("Distance from identity"), tr("Distance"));
    setAxisLabel(m_steps->axis(QCPAxis::atLeft), tr("Mean over layers"), tr("Mean"));
    setAxisLabel(m_steps->axis(QCPAxis::atBottom), tr("Training step"), tr("Step"));
    QCPAxis* steps = m_steps->axis(QCPAxis::atBottom);
    steps->setNumberFormat("f");
    steps->setNumberPrecision(0);
    steps->setTicker(QSharedPointer<WholeTicker>::create(5));
    plot.addLayer("means", plot.layer("main"), QCustomPlot::limAbove);
}

void IdentityChart::draw(const IdentityFigure& figure, const PlotColours& colours) {
    m_plot.clearPlottables();
    m_marks.clear();
    m_groups.clear();
    fitAxes(figure, colours);
    for (int site = 0; site < static_cast<int>(figure.course.sites.size()); ++site)
        drawLayers(figure, site, colours);
    drawStep(figure, colours);
    for (int site = 0; site < static_cast<int>(figure.course.sites.size()); ++site)
        drawSteps(figure, site, colours);
    writeTexts(figure);
    applyColours(m_plot, colours);
}

void IdentityChart::fitAxes(const IdentityFigure& figure, const PlotColours& colours) {
    // Every step counts, so that the scale stands still while the slider moves.
    std::vector<double> distances, means;
    double last = 1;
    for (const IdentityCourse::Seed& seed : figure.course.seeds)
        for (const IdentityMoment& moment : seed.moments) {
            for (const IdentityPoint& adapter : moment.adapters)
                distances.push_back(adapter.distance);
            for (const Site site : figure.course.sites)
                if (const auto mean = meanDistance(atSite(moment, site)))
                    means.push_back(*mean);
            last = std::max(last, static_cast<double>(moment.step));
        }
    m_layersScale.fit(distances, 1.5, colours);
    m_stepsScale.fit(means, 1.5, colours);
    m_steps->axis(QCPAxis::atBottom)->setRange(-0.03 * last, 1.03 * last);

    QCPAxis* layers = m_layers->axis(QCPAxis::atBottom);
    const int count = std::max(figure.course.layers, 1);
    const auto& sites = figure.course.sites;
    const auto isThere = [&](Site site) { return std::find(sites.begin(), sites.end(), site) != sites.end(); };
    const bool below = isThere(Site::Embeddings), above = isThere(Site::LastState);
    layers->setRange(below ? -1.5 : -0.5, count - 0.5);
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    if (below)
        ticker->addTick(-1, tr("embeddings"));
    const int every = (count + 11) / 12;
    for (int layer = 0; layer < (above ? count - 1 : count); layer += every)
        ticker->addTick(layer, QString::number(layer));
    if (above)
        ticker->addTick(count - 1, tr("last state"));
    layers->setTicker(ticker);
}

QCPGraph* IdentityChart::addGraph(Panel panel, const QPen& pen, const QString& layer) {
    QCPGraph* graph = m_plot.addGraph(rect(panel)->axis(QCPAxis::atBottom), rect(panel)->axis(QCPAxis::atLeft));
    graph->setPen(pen);
    graph->setLayer(layer);
    graph->setSelectable(QCP::stNone);
    return graph;
}

void IdentityChart::mark(Panel panel, QCPGraph* graph, double x, double value, int group, int member) {
    const double y = (panel == Panel::Layers ? m_layersScale : m_stepsScale).place(value);
    if (graph)
        graph->addData(x, y);
    m_marks.push_back({x, y, group, member, rect(panel)});
}

void IdentityChart::addProfile(QCPGraph* graph, const IdentityMoment* moment, Site site) const {
    if (!moment)
        return;
    for (const IdentityPoint& adapter : atSite(*moment, site))
        if (isNumber(adapter.distance))
            graph->addData(adapter.layer, m_layersScale.place(adapter.distance));
}

void IdentityChart::addCourse(QCPGraph* graph, const std::vector<IdentityMoment>& moments, Site site) const {
    for (const IdentityMoment& moment : moments)
        if (const auto mean = meanDistance(atSite(moment, site)))
            graph->addData(static_cast<double>(moment.step), m_stepsScale.place(*mean));
}

void IdentityChart::drawLayers(const IdentityFigure& figure, int index, const PlotColours& colours) {
    const Site site = figure.course.sites[static_cast<std::size_t>(index)];
    const SeriesStyle style = styleOf(index, colours.dark);
    const auto& seeds = figure.course.seeds;
    for (const IdentityCourse::Seed& seed : seeds)
        addProfile(addGraph(Panel::Layers, thin(style), "main"), momentAt(seed.moments, figure.step), site);
    if (figure.step != 0) {
        QCPGraph* start = addGraph(Panel::Layers, QPen(style.colour, 1.2, Qt::DotLine), "main");
        start->setScatterStyle({style.marker, QPen(style.outline, 1), QBrush(colours.background), 6});
        addProfile(start, momentAt(figure.shown(), 0), site);
    }
    QCPGraph* shown = addGraph(Panel::Layers, style.pen(2), "means");
    shown->setScatterStyle(style.scatter(9));
    m_header.addToLegend(shown, siteName(site));
    const IdentityMoment* moment = momentAt(figure.shown(), figure.step);
    if (!moment)
        return;
    for (const IdentityPoint& adapter : atSite(*moment, site)) {
        if (!isNumber(adapter.distance))
            continue;
        const int group = static_cast<int>(m_groups.size());
        m_groups.push_back({Panel::Layers, site, adapter.layer, figure.step});
        mark(Panel::Layers, shown, adapter.layer, adapter.distance, group, -1);
        for (int seed = 0; seed < static_cast<int>(seeds.size()); ++seed)
            if (const IdentityMoment* own = momentAt(seeds[static_cast<std::size_t>(seed)].moments, figure.step))
                for (const IdentityPoint& point : atSite(*own, site))
                    if (point.layer == adapter.layer && isNumber(point.distance))
                        mark(Panel::Layers, nullptr, point.layer, point.distance, group, seed);
    }
}

void IdentityChart::drawSteps(const IdentityFigure& figure, int index, const PlotColours& colours) {
    const Site site = figure.course.sites[static_cast<std::size_t>(index)];
    const SeriesStyle style = styleOf(index, colours.dark);
    const auto& seeds = figure.course.seeds;
    for (const IdentityCourse::Seed& seed : seeds)
        addCourse(addGraph(Panel::Steps, thin(style), "main"), seed.moments, site);
    QCPGraph* shown = addGraph(Panel::Steps, style.pen(2), "means");
    shown->setScatterStyle(style.scatter(7));
    for (const IdentityMoment& moment : figure.shown()) {
        const auto mean = meanDistance(atSite(moment, site));
        if (!mean)
            continue;
        const int group = static_cast<int>(m_groups.size());
        const auto step = static_cast<double>(moment.step);
        m_groups.push_back({Panel::Steps, site, 0, moment.step});
        mark(Panel::Steps, shown, step, *mean, group, -1);
        for (int seed = 0; seed < static_cast<int>(seeds.size()); ++seed)
            if (const IdentityMoment* own = momentAt(seeds[static_cast<std::size_t>(seed)].moments, moment.step))
                if (const auto value = meanDistance(atSite(*own, site)))
                    mark(Panel::Steps, nullptr, step, *value, group, seed);
    }
}

void IdentityChart::drawStep(const IdentityFigure& figure, const PlotColours& colours) {
    if (figure.empty())
        return;
    QCPGraph* line = addGraph(Panel::Steps, QPen(colours.axis, 1.2, Qt::DashLine), "main");
    const QCPRange range = m_steps->axis(QCPAxis::atLeft)->range();
    const auto step = static_cast<double>(figure.step);
    line->addData(step, range.lower);
    line->addData(step + 1e-6, range.upper);
}

void IdentityChart::writeTexts(const IdentityFigure& figure) {
    const bool isThere = !figure.course.key.empty();
    const QString whyUnfinished = inWindowWords(figure.whyUnfinished);
    m_empty->setText(figure.empty() ? whyUnfinished : QString());
    m_header.setTitle(!isThere ? QString() : QString::fromStdString(figure.design + " \u00b7 " + figure.scope));
    QStringList notes;
    if (!figure.empty()) {
        QString lines = tr("Thick: %1").arg(QString::fromStdString(figure.shownName()));
        if (figure.course.seeds.size() > 1)
            lines += tr("; thin: single seeds");
        notes << lines;
        if (figure.step != 0)
            notes << tr("Dotted: before training");
        if (!whyUnfinished.isEmpty())
            notes << whyUnfinished;
    }
    m_header.setNotes(notes);
    setAxisLabel(m_layers->axis(QCPAxis::atBottom),
                 figure.empty() ? tr("Layer") : tr("Layer, at step %1").arg(figure.step), tr("Layer"));
}

}  // namespace adapterscope
