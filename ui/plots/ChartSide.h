// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "ui/plots/ChartText.h"

namespace adapterscope {

/// Title, legend, notes and remarks in a column to the right of a plot's axes, which takes at most a third of the width
/// and is never higher than the plot. What does not fit is put into several columns if no name need be shortened for
/// that, and otherwise scrolled in the window; in a file, entries that do not fit are counted instead.
class ChartSide {
    Q_DECLARE_TR_FUNCTIONS(ChartSide)

public:
    ChartSide(QCustomPlot& plot, int column);

    /// For a plot in the window, which already has its object name: a bar beside what does not fit.
    void addScrollBar();
    void setTitle(const QString& title);
    void setNotes(const QStringList& lines);    ///< below the legend
    void setRemarks(const QStringList& lines);  ///< below these
    /// Gives the plottable this name in the legend.
    void addToLegend(QCPAbstractPlottable* plottable, const QString& name);

private:
    class Column;
    QCustomPlot& m_plot;
    Column* m_column;
};

}  // namespace adapterscope
