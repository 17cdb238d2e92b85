// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace adapterscope {

/// Sets an axis' label. If it does not fit in one line it takes two if there is room for them, else the shorter one
/// replaces it, without what the whole adds, in two lines if need be. A horizontal one that is still too long loses
/// words; an upright one is left out.
void setAxisLabel(QCPAxis* axis, const QString& label, const QString& shorter = {});
/// In full, however it is shown; empty for an axis without one.
QString wholeLabelOf(const QCPAxis& axis);
/// Whether its words are shown as they are, in one line or several.
bool isLabelWhole(const QCPAxis& axis);

/// Fits labels to the axes of a plot that has just been laid out, and leaves out tick labels that would run into
/// others.
void fitAxisTexts(QCustomPlot& plot);

}  // namespace adapterscope
