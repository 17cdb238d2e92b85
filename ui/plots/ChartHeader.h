// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "ui/plots/ChartText.h"

namespace adapterscope {

/// Title, notes and legend above a plot's axes, for plots in which a column beside them would take their width. Becomes
/// the first row of the plot's layout.
class ChartHeader {
public:
    explicit ChartHeader(QCustomPlot& plot);

    void setTitle(const QString& title);
    void setNotes(const QStringList& lines);
    /// Gives the plottable this name in the legend.
    void addToLegend(QCPAbstractPlottable* plottable, const QString& name);

private:
    QCustomPlot& m_plot;
    ChartText *m_title, *m_notes;
};

/// Frames a chart's rectangle: axes on all sides, ticks on the left and below; grids below the data and axes above, as
/// only a plot's first rectangle has them by itself.
void prepareRect(QCPAxisRect* rect);

}  // namespace adapterscope
