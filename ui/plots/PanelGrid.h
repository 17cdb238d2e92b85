// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <vector>

namespace adapterscope {

/// How many columns give each of that many panels the longest shorter side.
int panelColumns(int panels, QSize room);

/// Panels of a plot that share the ranges of their axes, in as many columns as suit its size. The plot's own rectangle
/// is the first; they take the first cell of its layout, and leave the others to a legend.
class PanelGrid {
public:
    explicit PanelGrid(QCustomPlot& plot);

    /// At least 1. Nothing may be drawn in a panel that is removed.
    void setCount(int count);
    QCPAxisRect* rect(int panel) const { return rects()[static_cast<std::size_t>(panel)]; }
    const std::vector<QCPAxisRect*>& rects() const;
    /// What the axes show: beside the first panel of each row, and below those of the last.
    void setAxisTitles(const QString& below, const QString& beside, const QString& shorterBeside);

private:
    class Grid;

    QCustomPlot& m_plot;
    Grid* m_grid;
};

}  // namespace adapterscope
