// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "ui/plots/BudgetChart.h"

namespace adapterscope {

/// Accuracy against trained parameters, to be looked at and asked: hover and arrow keys give exact values, a click
/// selects a design's runs, dragging and the wheel zoom, a double click shows everything again.
class BudgetPlot : public QCustomPlot {
    Q_OBJECT

public:
    explicit BudgetPlot(QWidget* parent = nullptr);

    /// Keeps the zoom where the figure shows the same base and task as before.
    void setFigure(const BudgetFigure& figure);
    const BudgetFigure& figure() const { return m_figure; }
    /// Marks these runs (ids) and their designs; emits nothing.
    void selectRuns(const QStringList& runs);
    QStringList selectedRuns() const { return m_selected; }
    /// Exact values of a mark, as the tool tip shows them.
    QString describe(const BudgetChart::Mark& mark) const;
    const std::vector<BudgetChart::Mark>& marks() const { return m_chart.marks(); }
    void resetZoom();

signals:
    /// The person chose a point: the ids of the runs it stands for, and its design's key.
    void runsSelected(const QStringList& runs, const QString& designKey);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void redraw();
    void drawOverlay();
    int markAt(const QPointF& position) const;  ///< -1 where there is none within reach
    void setCurrent(int mark);
    void choose(int mark);
    void moveToDesign(int step);
    void moveToSeed(int step);
    void zoom(double factor);
    int meanMarkOf(int design) const;
    QString summary() const;

    BudgetFigure m_figure;
    BudgetChart m_chart;
    QStringList m_selected;
    QCPGraph *m_rings = nullptr, *m_seedRings = nullptr, *m_cursor = nullptr;
    int m_current = -1;  ///< the mark under the pointer or the keyboard
    QPoint m_pressed;
    bool m_zoomed = false;
};

}  // namespace adapterscope
