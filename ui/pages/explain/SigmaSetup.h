// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "ui/pages/sweep/SweepDraft.h"
#include "ui/session/Session.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace adapterscope {

class PlanLoader;
class RemarkLabel;
class ToneLabel;
struct SigmaSweep;
struct SweepPlan;

/// What the Explain page shows while there is no sigma sweep: what it would train on the chosen base and task, how
/// long that takes, and the button that starts it.
class SigmaSetup : public QWidget {
    Q_OBJECT

public:
    explicit SigmaSetup(Session& session, QWidget* parent = nullptr);
    ~SigmaSetup() override;

    /// What the page is about, and why one would train such a sweep.
    static QString introduction();

    /// Plans again: the project, the base or the task changed, or the form is shown again.
    void plan();
    /// Whether it shows what the form would train.
    bool isPlanned() const { return m_plan != nullptr; }
    /// Continues a sweep: the form has its design over all sigmas, and its seeds, rows and epochs; all else that runs
    /// are trained with is as it was there. What the person has changed since stays if it is the same sweep again.
    void continueFrom(const SigmaSweep& sweep);
    /// Whether there is something to return to.
    void setMayCancel(bool may);

signals:
    void planned();
    /// The runs are in the project and their training was requested.
    void started();
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeControls();
    QWidget* buildForm();
    SweepDraft draft() const;
    void takePlan(const std::shared_ptr<const SweepPlan>& plan);
    void start();
    void paintStart();

    Session& m_session;
    PlanLoader* m_loader;
    std::shared_ptr<const SweepPlan> m_plan;
    SweepDraft m_training = emptyDraft();  ///< for what the form has no control
    std::string m_continued;               ///< the key of a sweep
    bool m_startWanted = false;            ///< the button was pressed while the plan was still being made
    QLineEdit* m_design;
    QSpinBox *m_seeds, *m_rows, *m_epochs;
    QLabel *m_where, *m_summary;
    ToneLabel *m_time, *m_fault;
    RemarkLabel* m_remarks;
    QPushButton *m_start, *m_cancel;
};

}  // namespace adapterscope
