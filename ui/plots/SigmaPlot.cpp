// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/SigmaPlot.h"

#include "ui/look/At.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"

namespace adapterscope {

namespace {

QString valueText(SigmaChart::Panel panel, double value) {
    return panel == SigmaChart::Panel::Score ? fraction(value, 4) : magnitude(value);
}

}  // namespace

SigmaPlot::SigmaPlot(QWidget* parent) : MarkPlot(parent), m_chart(*this) {
    setObjectName(QStringLiteral("sigmaPlot"));
    setMinimumSize(380, 320);
    setAccessibleName(tr("Dev metric and distance from identity over the initial sigma"));
    setWhatsThis(
        tr("An adapter starts near the identity because of its own skip connection and its small projections. Above: "
           "how good the design becomes from each sigma of the initial projections. Below: how far its adapters are "
           "from the identity before training, mean over layers and tokens of |A(h) \u2212 h| / |h|. Exact zeros have "
           "a tinted place of their own. Click a point to see its run on the right."));
    redraw();
}

void SigmaPlot::setFigure(const SigmaFigure& figure) {
    const bool same =
        figure.sweep.key == m_figure.sweep.key && figure.sweep.points.size() == m_figure.sweep.points.size();
    const PlotMark before = current() >= 0 ? at(marks(), current()) : PlotMark{};
    m_figure = figure;
    redraw();
    int found = -1;
    for (int i = 0; same && before.rect && i < static_cast<int>(marks().size()); ++i)
        if (at(marks(), i).rect == before.rect && at(marks(), i).x == before.x &&
            at(marks(), i).member == before.member)
            found = i;
    restoreCurrent(found);
}

void SigmaPlot::redraw() {
    m_chart.draw(m_figure, plotColours(palette()));
    setAccessibleDescription(summary());
    replot(QCustomPlot::rpQueuedReplot);
}

const SigmaPoint& SigmaPlot::pointOf(const PlotMark& mark) const {
    return at(m_figure.sweep.points, at(m_chart.groups(), mark.group).point);
}

QString SigmaPlot::describe(const PlotMark& mark) const {
    const SigmaChart::Panel panel = at(m_chart.groups(), mark.group).panel;
    const SigmaPoint& point = pointOf(mark);
    const QString name = panel == SigmaChart::Panel::Distance
                             ? tr("distance from identity before training")
                             : QString::fromStdString(m_figure.sweep.metric) + tr(" on dev");
    QStringList lines{tr("sigma = %1, %2").arg(magnitude(point.sigma), skipName(point.skip))};
    if (panel == SigmaChart::Panel::Diverged) {
        lines << counts::divergedRunsOf(point.diverged, point.diverged + point.finished);
        return lines.join(QLatin1Char('\n'));
    }
    if (mark.member >= 0) {
        const SigmaPoint::Seed& seed = at(point.seeds, mark.member);
        const auto& value = panel == SigmaChart::Panel::Score ? seed.score : seed.distance;
        lines << tr("seed %1: %2 %3").arg(seed.seed).arg(name, valueText(panel, *value));
        return lines.join(QLatin1Char('\n'));
    }
    const Estimate& estimate = panel == SigmaChart::Panel::Score ? point.score : point.distance;
    lines << tr("%1 %2, mean of %3").arg(name, valueText(panel, estimate.mean), counts::runs(estimate.n));
    if (estimate.hasInterval())
        lines << (estimate.rowError == RowError::Unknown ? tr("95 % t interval %1 to %2")
                                                         : tr("95 % interval %1 to %2"))
                     .arg(valueText(panel, estimate.low), valueText(panel, estimate.high));
    if (point.diverged > 0)
        lines << counts::divergedRunsOf(point.diverged, point.diverged + point.finished);
    if (point.unfinished > 0)
        lines << counts::unfinishedRuns(point.unfinished);
    return lines.join(QLatin1Char('\n'));
}

QString SigmaPlot::summary() const {
    if (m_figure.empty())
        return tr("No sigma sweep yet.");
    const auto sigmas = m_figure.sweep.sigmas();
    return tr("%1 over %2 sigma(s) from %3 to %4. Arrow keys move between points, Enter shows a point's run.", nullptr,
              plural(std::ssize(sigmas)))
        .arg(QString::fromStdString(m_figure.design), withSeparators(std::ssize(sigmas)), magnitude(sigmas.front()),
             magnitude(sigmas.back()));
}

void SigmaPlot::choose(const PlotMark& mark) {
    const SigmaPoint& point = pointOf(mark);
    const std::size_t seed = mark.member >= 0 ? static_cast<std::size_t>(mark.member) : 0;
    emit pointChosen(QString::fromStdString(point.seeds[seed].run), mark.member < 0);
}

}  // namespace adapterscope
