// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/GridAndCurves.h"

#include <QEvent>

#include <algorithm>

#include "ui/pages/sweep/LiveCurves.h"

namespace adapterscope {

GridAndCurves::GridAndCurves(QWidget* grid, LiveCurves& curves, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_curves(curves) {
    setObjectName("gridAndCurves");
    addWidget(grid);
    addWidget(&curves);
    setChildrenCollapsible(false);
    curves.installEventFilter(this);
    connect(this, &QSplitter::splitterMoved, this, [this] { m_isChosen = true; });
}

void GridAndCurves::share() {
    const int all = height() - handleWidth();
    if (m_isChosen || m_curves.isHidden() || all <= 0)
        return;
    const int curves = std::max(all * 2 / 5, window()->height() / 3 + m_curves.heightBesidePlot());
    setSizes({all - curves, curves});
}

bool GridAndCurves::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        share();
    return QSplitter::eventFilter(watched, event);
}

void GridAndCurves::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    share();
}

}  // namespace adapterscope
