// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepControls.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/look/Card.h"
#include "ui/look/Theme.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/PlanSummary.h"
#include "ui/widgets/RemarkLabel.h"

namespace adapterscope {

namespace {

QKeySequence keyOfStart() {
    return SweepControls::tr("Ctrl+R");
}

QKeySequence keyOfPause() {
    return SweepControls::tr("Ctrl+Space");
}

}  // namespace

SweepControls::SweepControls(QWidget* parent)
    : QWidget(parent),
      m_summary(new QLabel),
      m_time(new ToneLabel(&theme::quietText)),
      m_fault(new ToneLabel(&theme::fault)),
      m_leftOver(new ToneLabel(&theme::quietText)),
      m_remarks(new RemarkLabel("planRemarks", tr("the sweep"))),
      m_start(
          button("startSweep", tr("Start"), tr("Train the runs of this plan that are not finished yet"), keyOfStart())),
      m_pause(button("pauseSweep", tr("Pause"),
                     tr("Let the running ones finish and start no others; the same key continues"), keyOfPause())),
      m_stop(button("stopSweep", tr("Stop"), tr("End the running ones now; what is finished is kept"), tr("Ctrl+."))),
      m_retry(button("retryFailed", tr("Retry Failed"), tr("Train the failed and cancelled runs again"), {})),
      m_trainLeftOver(button("trainLeftOver", tr("Train These"),
                             tr("Train the waiting runs that this plan lacks, too. In the grid, they can be cancelled "
                                "or deleted instead."),
                             {})) {
    m_summary->setObjectName("planSummary");
    m_summary->setWordWrap(true);
    m_time->setObjectName("planTime");
    m_fault->setObjectName("sweepFault");
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    paintStart();
    auto* buttons = new QHBoxLayout;
    for (QPushButton* made : {m_start, m_pause, m_stop, m_retry})
        buttons->addWidget(made);
    m_leftOver->setObjectName("leftOver");
    auto* leftOver = new QHBoxLayout;
    leftOver->addWidget(m_leftOver, 1);
    leftOver->addWidget(m_trainLeftOver);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, style()->pixelMetric(QStyle::PM_ScrollBarExtent), 0);  // as wide as the form above
    column->addLayout(leftOver);  // above the buttons, which do not move when it appears
    column->addWidget(m_fault);
    column->addWidget(m_summary);
    column->addWidget(m_time);
    column->addLayout(buttons);
    connect(m_start, &QPushButton::clicked, this, &SweepControls::startWanted);
    connect(m_pause, &QPushButton::clicked, this, &SweepControls::pauseWanted);
    connect(m_stop, &QPushButton::clicked, this, &SweepControls::stopWanted);
    connect(m_retry, &QPushButton::clicked, this, &SweepControls::retryWanted);
    connect(m_trainLeftOver, &QPushButton::clicked, this, &SweepControls::leftOverWanted);
}

QPushButton* SweepControls::button(const char* name, const QString& text, const QString& toolTip,
                                   const QKeySequence& shortcut) {
    auto* action = new QAction(text, this);
    action->setShortcut(shortcut);
    m_actions << action;
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(shortcut.isEmpty() ? toolTip
                                        : tr("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, made, &QPushButton::click);
    return made;
}

bool SweepControls::canStart() const {
    return m_start->isEnabled();
}

void SweepControls::display(const SweepPlan* plan, bool isPlanning, RunDispatch::State state, bool wasPaused) {
    using State = RunDispatch::State;
    m_state = state;
    const PlanSummary text = plan ? planSummary(*plan, state == State::Idle) : PlanSummary{};
    m_fault->setText(text.fault);
    m_fault->setVisible(!text.fault.isEmpty());
    m_summary->setText(text.summary);
    m_summary->setVisible(!text.summary.isEmpty());
    if (state == State::Idle)
        showTime(wasPaused && plan && plan->waiting > 0 ? tr("Paused. %1").arg(text.time) : text.time);
    m_remarks->setRemarks(text.remarks);
    paintStart();
    const bool isSound = plan && plan->fault.isEmpty();
    switch (state) {
        case State::Pausing:
            m_start->setText(tr("Continue"));
            m_start->setEnabled(true);
            break;
        case State::Running:
            m_start->setText(tr("Add Runs"));
            m_start->setEnabled(isSound && plan->unknown + plan->notStarted > 0);
            break;
        default:
            m_start->setText(tr("Start"));
            m_start->setEnabled(isPlanning || (isSound && plan->unfinished() > 0));
    }
    m_pause->setEnabled(state == State::Running);
    m_stop->setEnabled(state == State::Running || state == State::Pausing);
    m_retry->setEnabled(plan && plan->failed > 0);
    m_leftOver->setText(text.leftOver);
    m_leftOver->setVisible(!text.leftOver.isEmpty());
    m_trainLeftOver->setVisible(!text.leftOver.isEmpty());
    m_trainLeftOver->setEnabled(!text.leftOver.isEmpty() && state != State::Stopping);
    const bool isPaused = state == State::Pausing || (state == State::Idle && isSound && plan->waiting > 0);
    showActions(isPaused);
}

/// The same as the buttons. The key that pauses continues what is paused.
void SweepControls::showActions(bool isPaused) {
    const QPushButton* buttons[] = {m_start, m_pause, m_stop, m_retry, m_trainLeftOver};
    for (int i = 0; i < m_actions.size(); ++i) {
        m_actions[i]->setText(buttons[i]->text());
        m_actions[i]->setEnabled(buttons[i]->isEnabled());
    }
    QAction *start = m_actions[0], *pause = m_actions[1];
    pause->setShortcuts(isPaused ? QList<QKeySequence>() : QList{keyOfPause()});
    start->setShortcuts(isPaused ? QList{keyOfStart(), keyOfPause()} : QList{keyOfStart()});
}

void SweepControls::showTime(const QString& text) {
    m_time->setText(text);
    m_time->setVisible(!text.isEmpty());
}

void SweepControls::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintStart();
}

void SweepControls::paintStart() {
    // The one thing to do on this page, until it is done.
    if (m_state == RunDispatch::State::Running)
        m_start->setPalette(palette());
    else
        theme::emphasise(*m_start, palette());
}

}  // namespace adapterscope
