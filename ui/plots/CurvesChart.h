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
        int style =
            -1;  ///< its colour and, unless it has one of its own, its dash; -1 = by its text's place in the legend
        int dash = -1;        ///< -1 = its style's
        bool isPale = false;  ///< beside others that are emphasised
        Status status = Status::Done;
        Sentence message = {};  ///< why, if it did not end well
    };
    std::vector<Line> lines;
    std::string metric = "accuracy";
    std::string title;
    Sentence whyUnfinished;  ///< if some runs have not finished; instead of curves if there are none
    QString grouping;        ///< a note on lines that stand for groups rather than for themselves

    /// From this many lines on nobody can tell them apart one by one: they have no markers.
    static constexpr std::size_t crowded = 25;
    bool isCrowded() const { return lines.size() >= crowded; }
};

/// A run's curve as a line of the figure.
CurvesFigure::Line curveLine(const RunRecord& run, const std::vector<CurvePoint>& curve, const std::string& legend);

/// Puts the lines into groups, which have the legend's entries, if there are too many to be told apart one by one; each
/// line is that run's.
void groupIfCrowded(CurvesFigure& figure, const std::vector<const RunRecord*>& runs);

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
    /// In the legend unless the name is empty.
    void drawLine(const CurvesFigure::Line& line, int style, const QString& name, const PlotColours& colours,
                  bool isCrowded);
    void markBest(const CurvesFigure::Line& line, const PlotColours& colours);
    QCPGraph* addGraph(QCPAxisRect* rect, const QPen& pen, const std::vector<std::pair<double, double>>& points);

    QCustomPlot& m_plot;
    QCPAxisRect *m_loss, *m_metric;
    ChartSide m_side;
    ChartText *m_lossEmpty, *m_metricEmpty;
};

}  // namespace adapterscope
