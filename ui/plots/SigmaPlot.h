// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/SigmaChart.h"

namespace adapterscope {

/// The interactive sigma sweep. A click on a point chooses its run.
class SigmaPlot : public MarkPlot {
    Q_OBJECT

public:
    explicit SigmaPlot(QWidget* parent = nullptr);

    void setFigure(const SigmaFigure& figure);
    const SigmaFigure& figure() const { return m_figure; }
    const std::vector<PlotMark>& marks() const override { return m_chart.marks(); }
    const SigmaChart& chart() const { return m_chart; }
    QString describe(const PlotMark& mark) const override;

signals:
    /// The person chose a point: a single run, or the mean of the design that the run belongs to.
    void pointChosen(const QString& run, bool isMean);

protected:
    void redraw() override;
    void choose(const PlotMark& mark) override;
    QString summary() const override;

private:
    const SigmaPoint& pointOf(const PlotMark& mark) const;

    SigmaFigure m_figure;
    SigmaChart m_chart;
};

}  // namespace adapterscope
