// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <vector>

#include "core/experiment/figures/SigmaFigure.h"
#include "ui/plots/ChartHeader.h"
#include "ui/plots/MarkPlot.h"
#include "ui/plots/PlotStyle.h"
#include "ui/plots/ZeroAxis.h"

namespace adapterscope {

/// Pixels of the figure on paper: two panels.
constexpr int sigmaFigureHeight = 640;

/// Draws a SigmaFigure into a QCustomPlot: the dev metric over sigma, the share of diverged runs if there are any,
/// and below on the same axis the distance from identity before training.
class SigmaChart {
    Q_DECLARE_TR_FUNCTIONS(SigmaChart)

public:
    enum class Panel { Score, Diverged, Distance };
    /// What the marks of one group represent.
    struct Group {
        Panel panel = Panel::Score;
        int point = 0;  ///< index into the sweep's points
    };

    /// Lays the plot out; the plot outlives the chart.
    explicit SigmaChart(QCustomPlot& plot);

    void draw(const SigmaFigure& figure, const PlotColours& colours);
    const std::vector<PlotMark>& marks() const { return m_marks; }
    const std::vector<Group>& groups() const { return m_groups; }
    QCPAxisRect* rect(Panel panel) const;

private:
    void showDiverged(bool shown);
    void fitAxes(const SigmaFigure& figure, const PlotColours& colours);
    void drawReferences(const SigmaFigure& figure, const PlotColours& colours);
    void drawSeries(const SigmaFigure& figure, Panel panel, bool skip, const PlotColours& colours);
    void drawDiverged(const SigmaFigure& figure, bool skip, const PlotColours& colours);
    void writeTexts(const SigmaFigure& figure, const PlotColours& colours);
    QCPGraph* addGraph(Panel panel, const QString& layer);
    double xOf(const SigmaPoint& point) const;
    double yOf(Panel panel, double value) const;

    QCustomPlot& m_plot;
    QCPAxisRect *m_score, *m_diverged, *m_distance;
    ZeroAxis m_scoreSigma, m_divergedSigma, m_distanceSigma, m_distanceScale;
    ChartHeader m_header;
    QCPItemText* m_paper;
    ChartText *m_withoutScores, *m_withoutDistances;
    std::vector<PlotMark> m_marks;
    std::vector<Group> m_groups;
    bool m_isPaired = false;  ///< runs with the skip connection and without, shown side by side
};

/// "with the skip connection", "without the skip"
QString skipName(bool skip);

}  // namespace adapterscope
