// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <algorithm>
#include <vector>

#include "ui/plots/Aside.h"

namespace adapterscope {

/// A line across the whole panel. As data it would need ends so far away that its dashes are drawn as one.
class LevelLine : public QCPGraph {
public:
    LevelLine(QCPAxis* keyAxis, QCPAxis* valueAxis, double value) : QCPGraph(keyAxis, valueAxis), m_value(value) {}

protected:
    void draw(QCPPainter* painter) override {
        const QRectF panel = keyAxis()->axisRect()->rect();
        const double y = valueAxis()->coordToPixel(m_value);
        applyDefaultAntialiasingHint(painter);
        painter->setPen(pen());
        painter->drawLine(QLineF(panel.left(), y, panel.right(), y));
    }

private:
    double m_value;
};

/// Steps from point to point, through the places at which their marks are drawn, and on to the panel's edge.
class FrontLine : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

    void add(double place, double value, const Aside& aside) { m_points.push_back({place, value, aside}); }
    /// The line as it is drawn now, in pixels.
    QPolygonF path() const {
        QPolygonF path;
        for (const Point& point : m_points) {
            const QPointF pixel(keyAxis()->coordToPixel(point.place) + point.aside.pixels(),
                                valueAxis()->coordToPixel(point.value));
            if (!path.isEmpty())
                path << QPointF(pixel.x(), path.last().y());
            path << pixel;
        }
        if (!path.isEmpty())
            path << QPointF(std::max<double>(path.last().x(), keyAxis()->axisRect()->right()), path.last().y());
        return path;
    }

protected:
    void draw(QCPPainter* painter) override {
        applyDefaultAntialiasingHint(painter);
        painter->setPen(pen());
        painter->drawPolyline(path());
    }

private:
    struct Point {
        double place, value;
        Aside aside;
    };
    std::vector<Point> m_points;
};

}  // namespace adapterscope
