// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <string>

#include "core/experiment/figures/BudgetFigure.h"

namespace adapterscope {

/// The title of the axis of costs or of a factor: "Learning rate"; keys of designs as the command line writes them.
QString costTitle(const BudgetFigure& figure);
/// "sentiment on builtin"
QString figureTitle(const BudgetFigure& figure);
/// Whether all panels have the figure's metric: tasks may have metrics of their own.
bool hasOneMetric(const BudgetFigure& figure);
/// What a design is drawn as: designs that share it share a look and a name in the legend.
std::string lookName(const BudgetFigure& figure, const BudgetFigure::Design& design);
/// An entry that stands for one design has its label; one for several sizes has the name of their method and what else
/// they have in common: "Houlsby adapters, lr 1e-3".
QString legendName(const BudgetFigure& figure, const BudgetFigure::Design& design);
/// What the marks and intervals are, if the scores' axis has this range.
QStringList notesOn(const BudgetFigure& figure, const QCPRange& scores);
/// What is not drawn, and why.
QStringList remarksOn(const BudgetFigure& figure);

}  // namespace adapterscope
