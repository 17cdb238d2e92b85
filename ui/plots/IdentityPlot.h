// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/IdentityChart.h"

namespace adapterscope {

/// Interactive distance from identity over training. A click in the lower panel goes to that step.
class IdentityPlot : public MarkPlot {
    Q_OBJECT

public:
    explicit IdentityPlot(QWidget* parent = nullptr);

    void setFigure(const IdentityFigure& figure);
    const IdentityFigure& figure() const { return m_figure; }
    const std::vector<PlotMark>& marks() const override { return m_chart.marks(); }
    const IdentityChart& chart() const { return m_chart; }
    QString describe(const PlotMark& mark) const override;

signals:
    void stepChosen(qlonglong step);
    /// The person chose a seed's line.
    void seedChosen(int seed);

protected:
    void redraw() override;
    void choose(const PlotMark& mark) override;
    QString summary() const override;

private:
    IdentityFigure m_figure;
    IdentityChart m_chart;
};

}  // namespace adapterscope
