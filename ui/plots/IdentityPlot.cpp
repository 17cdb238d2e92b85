// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/IdentityPlot.h"

#include <algorithm>

#include "ui/look/At.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"

namespace adapterscope {

IdentityPlot::IdentityPlot(QWidget* parent) : MarkPlot(parent), m_chart(*this) {
    setObjectName(QStringLiteral("identityPlot"));
    setMinimumSize(340, 320);
    setAccessibleName(tr("Distance from identity by layer and over training"));
    setWhatsThis(
        tr("How far each adapter is from the identity: mean over tokens of |A(h) \u2212 h| / |h|, h its input. Other "
           "methods: how far each sub-layer f that they change is from the base's own, |f(t) \u2212 f_base(t)| / "
           "|f_base(t)|, t its input. Above "
           "by layer at one step of the training, below its mean over the layers at every evaluation. Exact zeros "
           "have a tinted place of their own. Click a point of the lower panel to go to its step."));
    redraw();
}

void IdentityPlot::setFigure(const IdentityFigure& figure) {
    // While the step moves, the same adapter stays selected.
    const bool same = figure.course.key == m_figure.course.key;
    const PlotMark before = same && current() >= 0 ? at(marks(), current()) : PlotMark{};
    const IdentityChart::Group group = before.rect ? at(m_chart.groups(), before.group) : IdentityChart::Group{};
    m_figure = figure;
    redraw();
    int found = -1;
    for (int i = 0; before.rect && i < static_cast<int>(marks().size()); ++i) {
        const IdentityChart::Group& now = at(m_chart.groups(), at(marks(), i).group);
        const bool isStep = group.panel == IdentityChart::Panel::Layers || now.step == group.step;
        if (at(marks(), i).rect == before.rect && at(marks(), i).member == before.member && now.site == group.site &&
            now.layer == group.layer && isStep)
            found = i;
    }
    restoreCurrent(found);
}

void IdentityPlot::redraw() {
    m_chart.draw(m_figure, plotColours(palette()));
    setAccessibleDescription(summary());
    replot(QCustomPlot::rpQueuedReplot);
}

QString IdentityPlot::describe(const PlotMark& mark) const {
    const IdentityChart::Group& group = at(m_chart.groups(), mark.group);
    const std::vector<IdentityMoment>& moments =
        mark.member < 0 ? m_figure.shown() : at(m_figure.course.seeds, mark.member).moments;
    const IdentityMoment* moment = momentAt(moments, group.step);
    const QString whose = mark.member < 0 ? QString::fromStdString(m_figure.shownName())
                                          : tr("seed %1").arg(at(m_figure.course.seeds, mark.member).seed);
    const std::vector<IdentityPoint> adapters = atSite(*moment, group.site);
    if (group.panel == IdentityChart::Panel::Steps)
        return tr("step %1, %2, %3\nmean distance over %4: %5")
            .arg(QString::number(group.step), siteName(group.site), whose, counts::layers(std::ssize(adapters)),
                 magnitude(meanDistance(adapters).value_or(0)));
    const auto adapter = std::find_if(adapters.begin(), adapters.end(),
                                      [&](const IdentityPoint& point) { return point.layer == group.layer; });
    const bool isOutside = group.layer < 0 || group.site == Site::LastState;
    const QString layer = isOutside ? QString() : tr("layer %1, ").arg(group.layer);
    return layer + tr("%1, %2, step %3\ndistance %4 (mean over tokens)\nmedian %5, 95th percentile %6")
                       .arg(siteName(group.site), whose, QString::number(group.step), magnitude(adapter->distance),
                            magnitude(adapter->median), magnitude(adapter->p95));
}

QString IdentityPlot::summary() const {
    if (m_figure.empty())
        return tr("No run with a measured distance yet.");
    const IdentityMoment* moment = momentAt(m_figure.shown(), m_figure.step);
    const auto mean = moment ? meanDistance(moment->adapters) : std::nullopt;
    return tr("%1, %2, step %3: mean distance %4. Arrow keys move between points.")
        .arg(QString::fromStdString(m_figure.design), QString::fromStdString(m_figure.shownName()))
        .arg(m_figure.step)
        .arg(mean ? magnitude(*mean) : tr("not measured"));
}

void IdentityPlot::choose(const PlotMark& mark) {
    const IdentityChart::Group group = at(m_chart.groups(), mark.group);
    if (mark.member >= 0)
        emit seedChosen(mark.member);
    if (group.panel == IdentityChart::Panel::Steps)
        emit stepChosen(group.step);
}

}  // namespace adapterscope
