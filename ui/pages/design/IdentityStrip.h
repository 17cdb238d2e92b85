// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "core/experiment/RunResult.h"

namespace adapterscope {

/// Each adapter's distance from the identity on a logarithmic axis, one row per layer and two marks per row, with a
/// place for 0 at the left. Marks of the same adapters with the skip connection switched may be beside them. The
/// pointer and the arrow keys select a mark and show its description.
class IdentityStrip : public QWidget {
    Q_OBJECT

public:
    struct View {
        int layers = 0;
        std::vector<IdentityPoint> points;    ///< as designed
        std::vector<IdentityPoint> switched;  ///< with the skip connection switched; empty = not shown
        bool skip = true;                     ///< whether `points` have it
        std::optional<double> paper;          ///< mean distance at the paper's sigma, for its line
    };

    explicit IdentityStrip(QWidget* parent = nullptr);

    void setView(View view);
    /// Only the empty rows of that many layers.
    void clear(int layers);
    /// Dimmed while it does not show the current design.
    void setCurrent(bool current);
    const View& view() const { return m_view; }
    bool isCurrent() const { return m_current; }

    /// Where the mark of an adapter is in the widget; empty if there is none.
    QRect markRect(int layer, const QString& site, bool switched = false) const;
    /// The description of the mark at the keyboard or the pointer; empty for none.
    QString described() const { return m_described; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void describedChanged(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Mark {
        IdentityPoint point;
        bool switched = false;
    };
    QRectF plot() const;  ///< the axis, without the place for 0
    double xOf(double distance) const;
    double yOf(int layer) const;
    QPointF centreOf(const Mark& mark) const;
    int markAt(const QPointF& point) const;
    QString wordsOf(const Mark& mark) const;
    bool hasSkip(const Mark& mark) const { return m_view.skip != mark.switched; }
    void describe();
    void select(int mark);
    int neighbour(int layers) const;
    void paintAxis(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintSymbol(QPainter& painter, const QPointF& at, bool attention, bool filled) const;

    View m_view;
    std::vector<Mark> m_marks;    ///< by layer, site, and the switched one last
    int m_low = -14, m_high = 2;  ///< decades at the ends of the axis
    bool m_beyond = false;        ///< whether a distance is not finite: such marks have a place at the right
    bool m_current = false;
    int m_hover = -1, m_selected = -1;
    QString m_described;
};

}  // namespace adapterscope
