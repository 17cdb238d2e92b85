// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include "ui/dispatch/RunDispatch.h"

class QAction;
class QLabel;
class QPushButton;

namespace adapterscope {

class RemarkLabel;
class ToneLabel;
struct SweepPlan;

/// What a plan would train and cost, or what is wrong with it, and the buttons that start, pause and stop its training;
/// the same as actions for the menu.
class SweepControls : public QWidget {
    Q_OBJECT

public:
    explicit SweepControls(QWidget* parent = nullptr);

    /// `plan` is null until the first one is made; `isPlanning`: another one is on its way; `wasPaused`: what waits of
    /// it does so because training was paused.
    void display(const SweepPlan* plan, bool isPlanning, RunDispatch::State state, bool wasPaused);
    /// How long it takes: display() shows the plan's estimate, and this the one for what is being trained.
    void showTime(const QString& text);
    /// The remarks on the plan: of any length, so they are shown where they can scroll.
    RemarkLabel* remarks() { return m_remarks; }
    bool canStart() const;
    QList<QAction*> menuActions() const { return m_actions; }

signals:
    void startWanted();
    void pauseWanted();
    void stopWanted();
    void retryWanted();
    /// Train what waits of earlier plans.
    void leftOverWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    QPushButton* button(const char* name, const QString& text, const QString& toolTip, const QKeySequence& shortcut);
    void showActions(bool isPaused);
    void paintStart();

    RunDispatch::State m_state = RunDispatch::State::Idle;
    QLabel* m_summary;
    ToneLabel *m_time, *m_fault, *m_leftOver;
    RemarkLabel* m_remarks;
    QList<QAction*> m_actions;  ///< one per button, in their order
    QPushButton *m_start, *m_pause, *m_stop, *m_retry, *m_trainLeftOver;
};

}  // namespace adapterscope
