// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/dispatch/Messages.h"
#include "ui/pages/Page.h"

class QProgressBar;
class QStackedWidget;

namespace adapterscope {

class DraftKeeper;
class CurveReader;
class LiveCurves;
class PlanLoader;
class RunActions;
class SweepControls;
class SweepForm;
class SweepGridBar;
class SweepGridModel;
class SweepGridView;
class SweepStarter;
class SweepTraining;
class ToneLabel;
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
    void openProject();
    void closeProject();
    void takePlan(const std::shared_ptr<const SweepPlan>& plan);
    std::optional<RunRecord> refreshRun(const QString& id);
    void retryFailed();
    void runChanged(const QString& id, Status status);
    void runProgressed(const QString& id, const RunProgress& progress);
    void showState();
    void showProgress();

    SweepForm* m_form;
    DraftKeeper* m_draft;
    PlanLoader* m_loader;
    SweepTraining* m_training;
    SweepStarter* m_starter;
    SweepGridModel* m_grid;
    SweepGridView* m_view;
    SweepGridBar* m_gridBar;
    RunActions* m_runActions;
    LiveCurves* m_curves;
    CurveReader* m_curveReader;
    SweepControls* m_controls;
    std::shared_ptr<const SweepPlan> m_plan;
    const Project* m_open = nullptr;
    QSet<QString> m_changed;     ///< runs that changed since the last plan was taken
    bool m_isPlanStale = false;  ///< runs have ended since a plan was last requested

    QStackedWidget* m_right;
    QProgressBar* m_bar;
    ToneLabel* m_status;
};

}  // namespace adapterscope
