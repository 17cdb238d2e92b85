// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/experiment/runs/RunResult.h"
#include "ui/widgets/MarkNavigation.h"

namespace adapterscope {

/// Each adapter's distance from the identity, or each other changed sub-layer's from the base, on a logarithmic axis:
/// one row a layer and up to two marks a row, with a row for the embeddings if they are changed and one for the last
/// hidden state if that is, and a place for 0 on the left. Marks of the same adapters with the skip connection switched
/// may be shown beside them. The pointer and the arrow keys go to a mark, which is then described.
class IdentityStrip : public QWidget, private MarkedArea {
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
    QRect markRect(int layer, Site site, bool switched = false) const;
    /// Describes the mark that the keyboard or the pointer is at; empty for none.
    QString described() const { return accessibleDescription(); }

    /// What the legend names: the sites that have marks, the skip if it is switched, the paper's line.
    QStringList legendWords() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where the selected mark is, so that it is scrolled into view.
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

signals:
    void describedChanged(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Mark {
        IdentityPoint point;
        bool switched = false;
    };
    struct LegendEntry {
        QString words;
        std::vector<std::pair<Site, bool>> symbols;  ///< whether filled
    };
    QFont smallFont() const;
    std::vector<LegendEntry> legend() const;
    std::vector<QPointF> legendPlaces() const;
    bool hasMarks(Site site, bool switched) const;
    QRectF plot() const;  ///< the axis, without the place for 0
    double xOf(double distance) const;
    double yOf(int layer) const;
    int rows() const { return std::max(m_view.layers, 1) + m_below + m_above; }
    QPointF centreOf(const Mark& mark) const;
    QString sentenceOf(const Mark& mark) const;
    bool hasSkip(const Mark& mark) const { return m_view.skip != mark.switched; }
    int markCount() const override { return static_cast<int>(m_marks.size()); }
    int markAt(const QPointF& place) const override;
    QString wordsOf(int mark) const override;
    QString tipOf(int mark) const override;
    std::optional<int> markBy(int key, int from) const override;
    int firstMark(Qt::FocusReason) const override { return 0; }
    int neighbour(int from, int layers) const;
    void paintAxis(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintSymbol(QPainter& painter, const QPointF& at, Site site, bool filled) const;

    View m_view;
    std::vector<Mark> m_marks;  ///< by layer, site, and the switched one last
    std::vector<LegendEntry> m_legend;
    int m_low = -14, m_high = 2;  ///< decades at the ends of the axis
    int m_below = 0;              ///< rows below layer 0: 1 if the embeddings have a mark
    int m_above = 0;              ///< rows above the layers: 1 if the last hidden state has a mark
    bool m_beyond = false;        ///< whether a distance is not finite: such marks have a place on the right
    bool m_current = false;
    MarkNavigation m_navigation{*this, *this, MarkNavigation::Pointer::Describes};
};

}  // namespace adapterscope
