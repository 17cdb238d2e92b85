// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace adapterscope {

/// A graph that is drawn a few pixels beside its data, so that it does not cover another one with the same keys.
class ShiftedGraph : public QCPGraph {
public:
    ShiftedGraph(QCPAxis* keyAxis, QCPAxis* valueAxis, double aside) : QCPGraph(keyAxis, valueAxis), m_aside(aside) {}

protected:
    void draw(QCPPainter* painter) override {
        painter->translate(m_aside, 0);
        QCPGraph::draw(painter);
        painter->translate(-m_aside, 0);
    }

private:
    double m_aside;  ///< pixels to the right
};

}  // namespace adapterscope
