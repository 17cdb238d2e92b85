// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <utility>

#include "ui/plots/Aside.h"

namespace adapterscope {

/// A graph that is drawn a few pixels beside its data, so that it does not cover another one with the same keys.
class ShiftedGraph : public QCPGraph {
public:
    ShiftedGraph(QCPAxis* keyAxis, QCPAxis* valueAxis, Aside aside)
        : QCPGraph(keyAxis, valueAxis), m_aside(std::move(aside)) {}

protected:
    void draw(QCPPainter* painter) override {
        painter->translate(m_aside.pixels(), 0);
        QCPGraph::draw(painter);
        painter->translate(-m_aside.pixels(), 0);
    }

private:
    Aside m_aside;
};

}  // namespace adapterscope
