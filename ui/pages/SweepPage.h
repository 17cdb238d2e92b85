// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

#include "core/dispatch/Dispatcher.h"
#include "ui/pages/Page.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace adapterscope {

class LiveCurves;
class PlanLoader;
class RunDispatch;
class SweepForm;
class SweepGridModel;
class SweepGridView;
class SweepProgress;
class ToneLabel;
struct SweepPlan;

/// A grid of runs: what it would train and cost, and how it goes. Wires form, plan, dispatcher and grid.
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
    void goOn() override;
    QString workStatus() const override;
    QList<QAction*> menuActions() const override { return m_actions; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildLeft();
    QWidget* buildRight();
    QPushButton* button(const char* name, const QString& text, const QString& toolTip, const QKeySequence& shortcut);
    void connectParts();
    void openProject();
    void closeProject();
    void formChanged();
    void keepDraft();
    void takePlan(const std::shared_ptr<const SweepPlan>& plan);
    void addCurrentDesign(const QString& design);
    void start();
    double plannedSeconds() const;
    /// Trains what waits; the seconds are what that is thought to take.
    void dispatchPending(double expectedSeconds);
    void expectPending();
    std::optional<RunRecord> refreshRun(const QString& id);
    void retry(const QStringList& ids);
    void retryFailed();
    void runChanged(const QString& id, Status status);
    void runProgressed(const QString& id, const RunProgress& progress);
    void showState();
    void showSelectedCurves();
    void showProgress();
    void paintStart();
    void say(Message::Level level, const QString& sentence);

    SweepForm* m_form;
    PlanLoader* m_loader;
    RunDispatch* m_dispatch;
    SweepGridModel* m_grid;
    SweepGridView* m_view;
    LiveCurves* m_curves;
    std::unique_ptr<SweepProgress> m_progress;
    std::shared_ptr<const SweepPlan> m_plan;
    const Project* m_open = nullptr;
    bool m_formIsUntouched = false;  ///< nothing was kept, nothing typed: the form may follow the project's runs
    QSet<QString> m_changed;         ///< runs that changed since the last plan was taken
    bool m_startWanted = false;      ///< the button was pressed while the plan was still being made
    double m_expectedSeconds = 0;
    QElapsedTimer m_elapsed;
    QTimer m_keep;

    QLabel* m_summary;
    ToneLabel *m_time, *m_fault;
    QPushButton *m_start, *m_pause, *m_stop, *m_retry;
    QStackedWidget* m_right;
    QProgressBar* m_bar;
    QLabel* m_status;
    QList<QAction*> m_actions;
};

}  // namespace adapterscope
