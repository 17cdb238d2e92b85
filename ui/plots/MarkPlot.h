// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <vector>

namespace adapterscope {

/// A drawn point that can be pointed at.
struct PlotMark {
    double x = 0, y = 0;
    int group = 0;    ///< what the point belongs to, such as a design; numbered in the order of the arrow keys
    int member = -1;  ///< one of the group's seeds; -1 = its mean
    QCPAxisRect* rect = nullptr;  ///< null in plots that have only one
};

/// An interactive plot: hover and arrow keys give the exact values of its points (left and right between groups,
/// up and down between the seeds of one), Enter or a click chooses.
class MarkPlot : public QCustomPlot {
    Q_OBJECT

public:
    explicit MarkPlot(QWidget* parent = nullptr);

    virtual const std::vector<PlotMark>& marks() const = 0;
    /// Exact values of a mark, as the tool tip shows them.
    virtual QString describe(const PlotMark& mark) const = 0;
    QPointF pixelOf(const PlotMark& mark) const;

protected:
    /// Redraws everything: the palette or the font changed.
    virtual void redraw() = 0;
    /// A person chose that mark.
    virtual void choose(const PlotMark& mark) = 0;

    int current() const { return m_current; }
    void setCurrent(int mark);
    /// Call this after redrawing the marks; `current` is the mark now selected, -1 for none.
    void restoreCurrent(int current);
    int markAt(const QPointF& position) const;  ///< -1 if there is none within reach
    bool wasDragged(const QMouseEvent& event) const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawCursor();
    void moveToGroup(int step);
    void moveToMember(int step);
    int meanMarkOf(int group) const;
    int lastGroup() const;

    QCPItemTracer* m_cursor;
    int m_current = -1;  ///< the mark under the pointer or the keyboard
    int m_kept = -1;     ///< where the keyboard continues once the pointer is off all marks
    QPoint m_pressed;
};

}  // namespace adapterscope
