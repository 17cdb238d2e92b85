// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <map>
#include <utility>

#include "ui/plots/BudgetChart.h"

namespace adapterscope {

/// Interactive accuracy against trained parameters: hover and arrow keys give exact values, a click
/// selects a design's runs, dragging and the wheel zoom, a double click shows everything again.
class BudgetPlot : public MarkPlot {
    Q_OBJECT

public:
    explicit BudgetPlot(QWidget* parent = nullptr);

    /// Keeps the zoom if the figure shows the same base and task as before.
    void setFigure(const BudgetFigure& figure);
    const BudgetFigure& figure() const { return m_figure; }
    /// Marks these runs (ids) and their designs; emits nothing.
    void selectRuns(const QStringList& runs);
    QStringList selectedRuns() const { return m_selected; }
    QString describe(const PlotMark& mark) const override;
    const std::vector<PlotMark>& marks() const override { return m_chart.marks(); }
    void resetZoom();

signals:
    /// The person chose a point: the ids of the runs it stands for, and its design's key.
    void runsSelected(const QStringList& runs, const QString& designKey);
    /// The person asked what can be done with the selected runs: those of the mark that was asked about.
    void menuWanted(const QPoint& globalPlace);

protected:
    void redraw() override;
    void choose(const PlotMark& mark) override;
    void chooseAlso(const PlotMark& mark, bool takesAway) override;
    QString summary() const override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QStringList runsOf(const PlotMark& mark) const;
    void drawRings();
    struct Rings {
        QCPGraph *means, *seeds;
    };
    /// Around marks of that panel that are drawn that far beside their x.
    Rings& ringsAt(QCPAxisRect* panel, const Aside& aside);
    void zoom(double factor);

    BudgetFigure m_figure;
    BudgetChart m_chart;
    QStringList m_selected;
    std::map<std::pair<QCPAxisRect*, int>, Rings> m_rings;  ///< by panel and steps aside
    bool m_zoomed = false;
};

}  // namespace adapterscope
