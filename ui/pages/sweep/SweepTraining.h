// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/experiment/plan/TrainingProgress.h"
#include "core/experiment/runs/RunCounts.h"
#include "ui/dispatch/RunDispatch.h"
#include "ui/session/Message.h"

namespace adapterscope {

class Session;
struct SweepPlan;

/// The training of some of the project's runs: starts, pauses and stops it, knows how far it is and how long it will
/// still take, and reports errors in the message bar.
class SweepTraining : public QObject {
    Q_OBJECT

public:
    explicit SweepTraining(Session& session, QObject* parent = nullptr);

    /// Trains these runs, if they wait, beside those that it trains already. `plan` gives the runs' weights, null if
    /// there is none so far; `expectedSeconds` is the estimate for all of it, ignored if training is already running.
    void start(std::set<std::string> ids, const SweepPlan* plan, int workers, double expectedSeconds);
    /// Lets failed and cancelled runs wait again; they are trained by the next start().
    void putBack(const QStringList& ids);
    void pause();  ///< the running ones end, no further one starts
    void stop();   ///< the running ones are ended and wait for the next start
    void cancel(const QStringList& ids);
    /// Stops, waits, releases the project.
    void release();

    /// The runs that are to be trained, or were when it was last paused or stopped; those that have ended, too.
    const std::set<std::string>& runs() const { return m_runs; }
    RunDispatch::State state() const { return m_dispatch->state(); }
    bool isBusy() const { return state() != RunDispatch::State::Idle; }
    double share() const { return m_progress.share(); }  ///< of the work, 0 to 1
    /// "3 of 21 runs ended, about 2 min 5 s left"; empty if nothing is being trained. `counts` are of runs().
    QString status(const RunCounts& counts) const;
    /// "about 2 min 5 s left", as in status(); empty if that is unknown.
    QString timeLeft() const;

signals:
    void runChanged(const QString& id, adapterscope::Status status);
    void runProgressed(const QString& id, const adapterscope::RunProgress& progress);
    void pointAdded(const QString& id, const adapterscope::CurvePoint& point);
    void stateChanged();

private:
    void expectPending(const SweepPlan* plan);
    void expect(const std::string& id);
    /// Once for all who show it, when there is news: they are asked at different times.
    void measure();
    void settleMessages();

    Session& m_session;
    RunDispatch* m_dispatch;
    std::set<std::string> m_runs;
    TrainingProgress m_progress;
    std::map<std::string, double> m_steps;  ///< of the plan's runs
    double m_expectedSeconds = 0;
    QElapsedTimer m_elapsed;
    std::optional<double> m_secondsLeft;
};

}  // namespace adapterscope
