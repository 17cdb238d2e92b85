// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <string>
#include <utility>
#include <vector>

#include "core/common/Sentence.h"
#include "core/experiment/runs/RunRecord.h"
#include "ui/plots/ChartSide.h"
#include "ui/plots/PlotStyle.h"

namespace adapterscope {

/// Learning curves of one or many runs, ready to be drawn.
struct CurvesFigure {
    struct Line {
        std::string run;     ///< id
        std::string legend;  ///< lines with the same text share a style and one entry in the legend
        std::vector<std::pair<double, double>> trainLoss, devLoss, dev;  ///< (step, value)
        double bestStep = -1;  ///< marked on the dev curve; -1 = not known so far
        int style = -1;        ///< -1 = by the place of its text in the legend
        bool isPale = false;   ///< beside others that are emphasised
        Status status = Status::Done;
        Sentence message = {};  ///< why, if it did not end well
    };
    std::vector<Line> lines;
    std::string metric = "accuracy";
    std::string title;
    Sentence whyUnfinished;  ///< if some runs have not finished; instead of curves if there are none
    int mostNamed = 24;      ///< entries of the legend, if there is room; the others are counted
};

/// A run's curve as a line of the figure.
CurvesFigure::Line curveLine(const RunRecord& run, const std::vector<CurvePoint>& curve, const std::string& legend);

/// Draws learning curves side by side: the loss (training thin, dev thick) and the primary metric on dev.
class CurvesChart {
    Q_DECLARE_TR_FUNCTIONS(CurvesChart)

public:
    /// Lays the plot out with a legend on the right; the plot outlives the chart.
    explicit CurvesChart(QCustomPlot& plot);

    /// Draws everything and scales the axes around it.
    void draw(const CurvesFigure& figure, const PlotColours& colours);
    /// In the window, where the legend scrolls, and the dev score is shown alone if there is no room for two plots.
    void adaptToWindow();

private:
    void drawLine(const CurvesFigure::Line& line, int style, bool inLegend, const PlotColours& colours, bool many);
    QCPGraph* addGraph(QCPAxisRect* rect, const QPen& pen, const std::vector<std::pair<double, double>>& points);

    QCustomPlot& m_plot;
    QCPAxisRect *m_loss, *m_metric;
    ChartSide m_side;
    ChartText *m_lossEmpty, *m_metricEmpty;
};

}  // namespace adapterscope
