// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <vector>

#include "core/experiment/figures/BudgetFigure.h"
#include "ui/plots/ChartSide.h"
#include "ui/plots/MarkPlot.h"
#include "ui/plots/PanelGrid.h"
#include "ui/plots/PlotStyle.h"
#include "ui/plots/SideBySide.h"

namespace adapterscope {

/// The size of a budget figure on paper, in pixels, unless another is asked for.
QSize budgetFigureSize(const BudgetFigure& figure);

/// Draws a BudgetFigure into a QCustomPlot: in the window and, without one, into files. Holds no numbers of its own.
class BudgetChart {
    Q_DECLARE_TR_FUNCTIONS(BudgetChart)

public:
    /// Lays the plot out; the plot outlives the chart.
    explicit BudgetChart(QCustomPlot& plot);

    void draw(const BudgetFigure& figure, const PlotColours& colours);
    /// In the window.
    void makeLegendScroll() { m_side.addScrollBar(); }
    /// Axes around everything that is drawn.
    void resetZoom();
    /// Every design's mean and seeds; a mark's group is the design.
    const std::vector<PlotMark>& marks() const { return m_marks; }

private:
    void drawReferences(const BudgetFigure& figure, const PlotColours& colours);
    void drawFronts(const BudgetFigure& figure, const SideBySide& places, const PlotColours& colours);
    void drawCurve(const BudgetFigure& figure, const std::vector<int>& designs, const QString& name,
                   const SeriesStyle& style, const Aside& aside, const PlotColours& colours);
    /// Designs of one panel. In the legend by that name, unless it is empty.
    void drawSeries(const BudgetFigure& figure, const std::vector<int>& designs, const QString& name,
                    const SeriesStyle& style, const Aside& aside, const PlotColours& colours);
    void drawSeeds(const BudgetFigure& figure, const std::vector<int>& designs, const SeriesStyle& style,
                   const Aside& aside, const QColor& ground);
    void followLayout(const SideBySide& places);
    void fitRanges(const BudgetFigure& figure);
    void labelAxes(const BudgetFigure& figure);
    void labelSecondAxis(const BudgetFigure& figure);
    void writeLegendTexts(const BudgetFigure& figure, bool hasAsides);
    /// In the legend unless it has no name; `place` is for the graph: its value, or how far aside it is drawn.
    template <class Graph, class... Place>
    Graph* addGraph(const QString& name, const QString& layer, int panel, const Place&... place);

    QCustomPlot& m_plot;
    PanelGrid m_panels;
    ChartSide m_side;
    ChartText* m_empty;
    std::vector<PlotMark> m_marks;
    QMetaObject::Connection m_layoutFollower;
    QCPRange m_xRange{1, 10}, m_yRange{0, 1};
};

}  // namespace adapterscope
