// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPalette>

#include "core/design/Bottleneck.h"
#include "ui/pages/design/DiagramParts.h"

class QPainter;

namespace adapterscope {

/// Which parts are under the pointer and under the keyboard; -1 for none.
struct DiagramMarks {
    int hover = -1, focus = -1;
};

/// Draws the Transformer layer and the inside of one adapter on the canvas of DiagramParts.h. Trained parts have a
/// thick edge, bold text and a colour; frozen ones a thin edge and a lock, so neither depends on colour alone.
class DiagramPainter {
public:
    DiagramPainter(QPainter& painter, QPalette palette, const QFont& font);

    /// `stacked`: the half with the legend and the inside of an adapter is below the layer, not beside it.
    void paint(const DesignView& view, const std::vector<DiagramPart>& parts, const DiagramMarks& marks, bool stacked);

private:
    void paintFrame();
    void paintWires(const DesignView& view);
    void paintWiresBesideLayers();
    void paintCaption(const QString& words);
    void paintPart(const DiagramPart& part, bool hovered, bool focused);
    void paintLock(const QPointF& centre);
    void paintSum(const QPointF& centre);
    void paintArrow(const QPointF& from, const QPointF& to);
    /// `component` is a trained one, for its colour.
    void paintLegend(const std::string& component, bool canBeAbsent);
    /// Of one adapter, over states of width d.
    void paintInside(const Bottleneck& bottleneck, int d);
    void paintSummary(const DesignView& view);
    void paintPill(const QRectF& rect, const QString& words, const QColor& colour);
    void text(const QRectF& rect, int flags, const QString& words, bool bold = false, bool quiet = false);

    QPainter& m_painter;
    QPalette m_palette;
    QFont m_font;
};

}  // namespace adapterscope
