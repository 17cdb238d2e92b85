// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <vector>

#include "ui/plots/Aside.h"
#include "ui/widgets/MarkNavigation.h"

namespace adapterscope {

/// A drawn point that can be pointed at.
struct PlotMark {
    double x = 0, y = 0;
    int group = 0;    ///< what the point belongs to, such as a design; numbered in the order of the arrow keys
    int member = -1;  ///< one of the group's seeds; -1 = its mean
    QCPAxisRect* rect = nullptr;  ///< null in plots that have only one
    Aside aside = {};             ///< where others have the same x
};

/// An interactive plot: hover and arrow keys give the exact values of its points (left and right between groups,
/// up and down between the seeds of one), Enter or a click chooses.
class MarkPlot : public QCustomPlot, private MarkedArea {
    Q_OBJECT

public:
    explicit MarkPlot(QWidget* parent = nullptr);

    virtual const std::vector<PlotMark>& marks() const = 0;
    /// Exact values of a mark, as the tool tip shows them.
    virtual QString describe(const PlotMark& mark) const = 0;
    QPointF pixelOf(const PlotMark& mark) const;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

protected:
    /// Redraws everything: the palette or the font changed.
    virtual void redraw() = 0;
    /// A person chose that mark.
    virtual void choose(const PlotMark& mark) = 0;
    /// A person chose it with Ctrl, which adds it to the chosen ones or takes it away, or with Shift, which adds it.
    virtual void chooseAlso(const PlotMark& mark, bool) { choose(mark); }

    /// Describes all marks, while none is pointed at.
    virtual QString summary() const = 0;

    int current() const { return m_navigation.current(); }
    /// Call this after drawing the marks again; `current` is the mark that is pointed at now, -1 for none.
    void restoreCurrent(int current);
    int markAt(const QPointF& place) const override;  ///< -1 if none is within reach
    bool wasDragged(const QMouseEvent& event) const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void chooseWith(Qt::KeyboardModifiers modifiers, const PlotMark& mark);
    void drawCursor();
    void showTip(int mark, const QPoint& place);
    int markCount() const override { return static_cast<int>(marks().size()); }
    QString wordsOf(int mark) const override;
    QString tipOf(int mark) const override;
    std::optional<int> markBy(int key, int from) const override;
    int firstMark(Qt::FocusReason reason) const override;
    bool activate(int mark) override;
    int markOfNextGroup(int from, int step) const;
    int markOfNextMember(int from, int step) const;
    int meanMarkOf(int group) const;
    int lastGroup() const;

    class Cursor;
    Cursor* m_cursor;
    MarkNavigation m_navigation{*this, *this, MarkNavigation::Pointer::Describes};
    QPoint m_pressed;
};

}  // namespace adapterscope
