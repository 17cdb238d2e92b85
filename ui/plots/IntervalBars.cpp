// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/IntervalBars.h"

#include <utility>

namespace adapterscope {

namespace {

constexpr double arrowLength = 7, halfArrow = 4;  // pixels

}  // namespace

IntervalBars::IntervalBars(QCPGraph* points, const QPen& pen, double whiskerWidth, Aside aside)
    : QCPErrorBars(points->keyAxis(), points->valueAxis()), m_aside(std::move(aside)) {
    setLayer(points->layer());
    setDataPlottable(points);
    setPen(pen);
    setWhiskerWidth(whiskerWidth);
    setSymbolGap(0);
    setSelectable(QCP::stNone);
}

QVector<QPolygonF> IntervalBars::arrows() const {
    QVector<QPolygonF> arrows;
    const QCPAxis* axis = valueAxis();
    const QCPRange range = axis->range();
    const auto addArrow = [&](int index, double edge, double inwards) {
        const double x = keyAxis()->coordToPixel(dataMainKey(index)) + m_aside.pixels(), y = axis->coordToPixel(edge);
        const double base = y + inwards * arrowLength;
        arrows.append(QPolygonF({QPointF(x, y), QPointF(x - halfArrow, base), QPointF(x + halfArrow, base)}));
    };
    for (int index = 0; index < dataCount(); ++index) {
        if (!keyAxis()->range().contains(dataMainKey(index)))
            continue;
        const QCPRange interval = dataValueRange(index);
        if (interval.upper > range.upper && interval.lower < range.upper)
            addArrow(index, range.upper, 1);  // pixels grow downwards
        if (interval.lower < range.lower && interval.upper > range.lower)
            addArrow(index, range.lower, -1);
    }
    return arrows;
}

void IntervalBars::draw(QCPPainter* painter) {
    painter->translate(m_aside.pixels(), 0);
    QCPErrorBars::draw(painter);
    painter->translate(-m_aside.pixels(), 0);
    painter->setPen(Qt::NoPen);
    painter->setBrush(pen().color());
    for (const QPolygonF& arrow : arrows())
        painter->drawPolygon(arrow);
}

}  // namespace adapterscope
