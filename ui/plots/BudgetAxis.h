// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include "core/experiment/figures/BudgetFigure.h"

namespace adapterscope {

/// The places of designs with free space on either side.
QCPRange withFreeSpace(const QCPRange& places, bool isLogarithmic);

/// The ticks of a figure's axis: decades, or the values of its factor.
QSharedPointer<QCPAxisTicker> tickerOf(const BudgetFigure& figure);

}  // namespace adapterscope
