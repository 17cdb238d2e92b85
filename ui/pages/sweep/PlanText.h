// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

struct SweepPlan;

/// A plan in words.
struct PlanText {
    QString summary;  ///< how many runs, how many parameters
    QString time;     ///< how long it will take
    QString fault;    ///< what is wrong with the form
    QString remark;   ///< the first thing worth saying of the designs, and how many more there are
    QString remarks;  ///< all of them, a paragraph each
    QString state;    ///< how the runs of the project stand
};

PlanText planText(const SweepPlan& plan);

}  // namespace adapterscope
