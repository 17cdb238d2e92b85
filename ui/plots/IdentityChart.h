// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <vector>

#include "core/experiment/figures/IdentityFigure.h"
#include "ui/plots/ChartHeader.h"
#include "ui/plots/MarkPlot.h"
#include "ui/plots/PlotStyle.h"
#include "ui/plots/ZeroAxis.h"

namespace adapterscope {

/// Pixels of the figure on paper: two panels.
constexpr int identityFigureHeight = 640;

/// Draws an IdentityFigure into a QCustomPlot: above, the distance by layer and site at the figure's step, beside the
/// one before training; below, its mean over the layers over training. The emphasised line is thick, single seeds are
/// thin.
class IdentityChart {
    Q_DECLARE_TR_FUNCTIONS(IdentityChart)

public:
    enum class Panel { Layers, Steps };
    /// What the marks of one group represent: the emphasised value, then single seeds as its members.
    struct Group {
        Panel panel = Panel::Layers;
        Site site = Site::Attention;
        int layer = 0;  ///< of the upper panel
        std::int64_t step = 0;
    };

    /// Lays the plot out; the plot outlives the chart.
    explicit IdentityChart(QCustomPlot& plot);

    void draw(const IdentityFigure& figure, const PlotColours& colours);
    const std::vector<PlotMark>& marks() const { return m_marks; }
    const std::vector<Group>& groups() const { return m_groups; }
    QCPAxisRect* rect(Panel panel) const { return panel == Panel::Layers ? m_layers : m_steps; }

private:
    void fitAxes(const IdentityFigure& figure, const PlotColours& colours);
    void drawLayers(const IdentityFigure& figure, int site, const PlotColours& colours);
    void drawSteps(const IdentityFigure& figure, int site, const PlotColours& colours);
    void drawStep(const IdentityFigure& figure, const PlotColours& colours);
    void writeTexts(const IdentityFigure& figure);
    QCPGraph* addGraph(Panel panel, const QPen& pen, const QString& layer);
    void addProfile(QCPGraph* graph, const IdentityMoment* moment, Site site) const;
    void addCourse(QCPGraph* graph, const std::vector<IdentityMoment>& moments, Site site) const;
    void mark(Panel panel, QCPGraph* graph, double x, double value, int group, int member);

    QCustomPlot& m_plot;
    QCPAxisRect *m_layers, *m_steps;
    ZeroAxis m_layersScale, m_stepsScale;
    ChartHeader m_header;
    ChartText* m_empty;
    std::vector<PlotMark> m_marks;
    std::vector<Group> m_groups;
};

/// "at attention", "at feed-forward": sequential adapters come after these, parallel ones beside them.
QString siteName(Site site);

}  // namespace adapterscope
