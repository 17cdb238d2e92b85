// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

class Session;
class SweepForm;
struct SweepPlan;

/// What the Sweep page's form holds: kept in the project a moment after each change, and filled in for the person.
class DraftKeeper : public QObject {
    Q_OBJECT

public:
    DraftKeeper(Session& session, SweepForm& form, QObject* parent = nullptr);

    /// Shows what the session's project keeps, or else the untouched form.
    void open();
    /// Keeps what is not kept yet; until the next open() nothing follows the session.
    void close();
    /// Whether an untouched form now shows the sweep that the command line planned last.
    bool showPlannedElsewhere(const SweepPlan& plan);
    /// Adds them to the form's designs, with the session's base and task if there were none.
    void addDesigns(const QStringList& designs);
    /// The same for designs that were counted on the Design page: if the sweep has other bases or tasks, the person is
    /// told, because the counts and what fits a budget do not hold there.
    void addCounted(const QStringList& designs);
    /// Shows the sweep that these runs belong to; the person may put back what was there.
    void showSweepOf(const std::vector<RunRecord>& runs);

private:
    /// No designs, and the base and the task of the Design page.
    void showUntouched();
    void keep();

    Session& m_session;
    SweepForm& m_form;
    bool m_isOpen = false;
    bool m_isUntouched = false;  ///< nothing was kept, nothing typed: the form may follow the project's runs
    QTimer m_pause;
};

}  // namespace adapterscope
