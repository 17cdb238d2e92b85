// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/ChartText.h"

namespace adapterscope {

/// Title, notes and legend in a column to the right of a plot's axes, which leaves most of the width to them and is
/// never higher than the plot: entries of the legend that do not fit are counted instead.
class ChartSide {
public:
    ChartSide(QCustomPlot& plot, int column);

    void setTitle(const QString& title);
    void setNotes(const QStringList& lines);    ///< above the legend
    void setRemarks(const QStringList& lines);  ///< below it
    /// Gives the plottable this name in the legend.
    void addToLegend(QCPAbstractPlottable* plottable, const QString& name);
    /// Entries that the chart has not added, counted with those that do not fit; 0 by default.
    void setOthers(int others);

private:
    class Column;
    Column* m_column;
};

}  // namespace adapterscope
