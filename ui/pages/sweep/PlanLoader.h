// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <future>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/experiment/plan/TimeEstimate.h"
#include "core/experiment/project/Project.h"
#include "ui/pages/sweep/SweepDraft.h"

namespace adapterscope {

/// What a form would train, and what the project has already trained.
struct SweepPlan {
    /// A run of an earlier plan.
    struct LeftOver {
        std::string id;
        QString label;  ///< what distinguishes it from the others and from the plan's, but for its seed
    };

    SweepDraft draft;
    std::vector<PlannedRun> planned;    ///< empty if there is a fault
    std::vector<PlannedRun> undecided;  ///< those that follow once pilots among `planned` have chosen their rates
    std::vector<RunRecord> known;       ///< the project's runs, archived ones too: what is done is not trained again
    QSet<QString> knownIds;
    QStringList remarks;  ///< on the planned runs, each once
    QString fault;        ///< why it cannot be trained, in words
    TimeEstimate time;
    int finished = 0;             ///< planned runs that are done
    int archived = 0;             ///< planned runs that have ended in any way and are archived: not trained again
    int waiting = 0;              ///< planned runs of the project that the next start trains, unless they run now
    int notStarted = 0;           ///< of these, the ones that are not being trained
    int unknown = 0;              ///< planned runs that the project lacks
    int failed = 0;               ///< runs of the project that failed or were cancelled and are not archived
    std::int64_t parameters = 0;  ///< trained in all runs still to train
    std::vector<Sweep> started;   ///< before (core/experiment/plan/StartedSweeps.h), whatever the form holds now
    std::vector<PlannedRun> due;  ///< what pilots have chosen meanwhile for those of them that are being trained
    TimeEstimate dueTime;
    std::vector<LeftOver> leftOver;   ///< what waits in the project and is neither planned nor being trained
    std::vector<PlannedRun> leftDue;  ///< those among them that the project lacks, because pilots have just chosen them
    std::vector<Sweep> over;          ///< those of them that are over
    std::optional<Sweep> lastPlanned;  ///< by the command line

    int unfinished() const { return static_cast<int>(planned.size()) - finished - archived; }
    /// The grid's runs: the planned ones in order, in their current state, then the project's others
    /// that are not archived.
    std::vector<RunRecord> gridRuns() const;
};

/// Plans off the interface's thread, where bases and tasks are read; a form that is still being edited is planned once
/// typing pauses.
class PlanLoader : public QObject {
    Q_OBJECT

public:
    enum class Scope {
        Form,    ///< what the form holds
        Started  ///< also how started sweeps continue, and what is left over from them
    };

    explicit PlanLoader(Scope scope, QObject* parent = nullptr);
    ~PlanLoader() override;

    /// `trained`: the runs that are being trained. Their sweeps continue, others are left over.
    void request(Project& project, const SweepDraft& draft, std::set<std::string> trained);
    /// Plans the request without waiting for a pause: nobody is typing.
    void hurry();
    /// Adds the planned runs to the project, and the sweep to the started ones; then emits added().
    void add(Project& project, const std::shared_ptr<const SweepPlan>& plan);
    /// Adds these runs, then emits added().
    void add(Project& project, std::vector<PlannedRun> runs, std::vector<Sweep> started = {});
    /// Waits until the project is no longer used and discards the current work, which ends by itself.
    void release();
    /// Why there is no plan while something is withheld (Session::withheld).
    static QString notPlannedYet();
    bool isBusy() const { return m_rest.isActive() || m_isPlanning; }

signals:
    void planned(const std::shared_ptr<const adapterscope::SweepPlan>& plan);
    void added(const QString& fault);

private:
    void begin();

    const Scope m_scope;
    std::future<void> m_reading;  ///< the part of planning that uses the project
    QFutureWatcher<std::shared_ptr<const SweepPlan>> m_planning;
    std::stop_source m_stop;
    bool m_isPlanning = false;
    QFutureWatcher<QString> m_adding;
    QTimer m_rest;
    Project* m_project = nullptr;
    SweepDraft m_draft;
    std::set<std::string> m_trained;
    bool m_again = false;
};

}  // namespace adapterscope
