// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>
#include <set>
#include <string>

namespace adapterscope {

class PlanLoader;
class Session;
class SweepForm;
class SweepTraining;
struct SweepPlan;

/// Which runs are trained next: those of the plan, those that are left over from earlier plans, those that follow
/// pilots, or given ones. Adds to the project what it lacks first.
class SweepStarter : public QObject {
    Q_OBJECT

public:
    SweepStarter(Session& session, const SweepForm& form, PlanLoader& loader, SweepTraining& training,
                 QObject* parent = nullptr);

    /// The latest plan; does what was wanted while it was being made. `canStart`: it may be started.
    void takePlan(std::shared_ptr<const SweepPlan> plan, bool canStart);
    /// There is no plan, and nothing is wanted.
    void forget();

    void start();          ///< what the plan lacks, or what a pause left waiting
    void trainLeftOver();  ///< what waits of earlier plans
    void train(const std::set<std::string>& ids, double expectedSeconds);  ///< these, as far as they wait
    void retry(const QStringList& ids);                                    ///< these, although they have ended
    /// What the form plans and what was interrupted; everything that waits if the form plans nothing.
    void continueWork();
    void pause();
    void stop();

    /// Nothing was started since pause().
    bool isPaused() const { return m_isPaused; }
    /// Those whose sweeps continue by themselves once their pilots have ended: what is trained, unless it was paused or
    /// stopped.
    std::set<std::string> continued() const;

signals:
    /// Runs were handed to the training.
    void started();

private:
    void takeWanted(bool canStart);
    void continueStarted();
    void trainOnceAdded(std::set<std::string> ids, double expectedSeconds);
    double plannedSeconds() const;

    enum class Wanted { Nothing, Start, Continue };

    Session& m_session;
    const SweepForm& m_form;
    PlanLoader& m_loader;
    SweepTraining& m_training;
    std::shared_ptr<const SweepPlan> m_plan;
    Wanted m_wanted = Wanted::Nothing;  ///< while the plan was still being made
    bool m_continues = false;           ///< neither Pause nor Stop came after the last start
    bool m_isPaused = false;
    std::set<std::string> m_added;  ///< to be trained once they are added
    double m_secondsOfAdded = 0;    ///< the estimate for these
};

}  // namespace adapterscope
