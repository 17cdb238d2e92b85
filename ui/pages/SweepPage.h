// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/dispatch/Messages.h"
#include "ui/pages/Page.h"

class QLabel;
class QProgressBar;
class QStackedWidget;

namespace adapterscope {

class DraftKeeper;
class LiveCurves;
class PlanLoader;
class RunActions;
class SweepControls;
class SweepForm;
class SweepGridBar;
class SweepGridModel;
class SweepGridView;
class SweepTraining;
struct PlannedRun;
struct SweepPlan;

/// A grid of runs: what it would train and cost, and its progress. Connects form, plan, training and grid.
class SweepPage : public Page {
    Q_OBJECT

public:
    explicit SweepPage(Session& session, QWidget* parent = nullptr);
    ~SweepPage() override;

    QString key() const override { return "sweep"; }
    QString title() const override { return tr("Sweep"); }
    QIcon icon() const override;
    bool isLoaded() const override { return m_plan != nullptr; }
    bool isBusy() const override;
    void stopWork() override;
    void continueWork() override;
    QString workStatus() const override;
    std::set<std::string> workRuns() const override;
    QList<QAction*> menuActions() const override;

private:
    QWidget* buildLeft();
    QWidget* buildRight();
    void connectParts();
    void connectBases();
    void connectGrid();
    void requestPlan();
    void planNow();
    void refreshPlan();
    void takeWanted();
    void openProject();
    void closeProject();
    void takePlan(const std::shared_ptr<const SweepPlan>& plan);
    void start();
    void trainLeftOver();
    void continueStarted();
    /// Adds these runs to the project and trains them.
    void trainAdded(const std::vector<PlannedRun>& added, std::set<std::string> ids, double expectedSeconds);
    double plannedSeconds() const;
    /// Trains these runs, as far as they wait.
    void train(const std::set<std::string>& ids, double expectedSeconds);
    std::optional<RunRecord> refreshRun(const QString& id);
    void retry(const QStringList& ids);
    void retryFailed();
    void runChanged(const QString& id, Status status);
    void runProgressed(const QString& id, const RunProgress& progress);
    void showState();
    QStringList selectedForCurves() const;
    void showSelectedCurves();
    void showProgress();

    SweepForm* m_form;
    DraftKeeper* m_draft;
    PlanLoader* m_loader;
    SweepTraining* m_training;
    SweepGridModel* m_grid;
    SweepGridView* m_view;
    SweepGridBar* m_gridBar;
    RunActions* m_runActions;
    LiveCurves* m_curves;
    SweepControls* m_controls;
    std::shared_ptr<const SweepPlan> m_plan;
    const Project* m_open = nullptr;
    QSet<QString> m_changed;  ///< runs that changed since the last plan was taken
    /// What was wanted while the plan was still being made.
    enum class Wanted { Nothing, Start, Continue } m_wanted = Wanted::Nothing;
    /// Started sweeps continue by themselves: neither Pause nor Stop came after the last start.
    bool m_continues = false;
    bool m_isPlanStale = false;     ///< runs have ended since a plan was last requested
    bool m_isPaused = false;        ///< nothing was started since Pause
    std::set<std::string> m_added;  ///< to be trained once they are added
    double m_secondsOfAdded = 0;    ///< the estimate for these

    QStackedWidget* m_right;
    QProgressBar* m_bar;
    QLabel* m_status;
};

}  // namespace adapterscope
