// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include "ui/plots/Aside.h"

namespace adapterscope {

/// The intervals around a graph's points, as bars. One that extends beyond the axis is drawn to the edge, with a
/// small arrow there.
class IntervalBars : public QCPErrorBars {
public:
    /// On the graph's axes and layer, that far beside its points. The plot owns it, like every
    /// plottable.
    IntervalBars(QCPGraph* points, const QPen& pen, double whiskerWidth, Aside aside = {});

    /// The arrows as they are drawn now, in pixels; the first corner of each is its tip, on the axis's edge.
    QVector<QPolygonF> arrows() const;

protected:
    void draw(QCPPainter* painter) override;

private:
    Aside m_aside;
};

}  // namespace adapterscope
