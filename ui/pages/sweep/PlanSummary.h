// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace adapterscope {

class SweepGridModel;
struct SweepPlan;

/// A plan in words.
struct PlanSummary {
    QString summary;      ///< how many runs, how many parameters
    QString time;         ///< how long it will take
    QString fault;        ///< what is wrong with the form
    QString leftOver;     ///< what waits of earlier plans; empty if nothing does
    QStringList remarks;  ///< what is worth knowing about its designs, bases and tasks
    Q_DECLARE_TR_FUNCTIONS(PlanSummary)
};

/// `canStart`: nothing is being trained, and a button named Start would continue what waits.
PlanSummary planSummary(const SweepPlan& plan, bool canStart);

/// How many runs of the grid are in which state, with its sign and its word; planned and archived ones too, so that the
/// numbers add up to what it shows.
QString statesText(const SweepGridModel& grid);

}  // namespace adapterscope
