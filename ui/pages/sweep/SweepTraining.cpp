// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepTraining.h"

#include "ui/look/NumberText.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/session/Message.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

constexpr QLatin1String lostEngine("lost engine"), stopped("training stopped");

}  // namespace

SweepTraining::SweepTraining(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_dispatch(new RunDispatch(this)) {
    connect(m_dispatch, &RunDispatch::statusChanged, this, [this](const QString& id, Status status) {
        const std::string run = id.toStdString();
        if (status == Status::Interrupted)
            m_progress.setShare(run, 0);  // it starts again
        else if (status == Status::Running)
            expect(run);  // it is unexpected if its interruption could not be written until now
        else if (status != Status::Waiting)
            m_progress.finish(run);
        measure();
        emit runChanged(id, status);
    });
    connect(m_dispatch, &RunDispatch::progressed, this, [this](const QString& id, const RunProgress& progress) {
        m_progress.setShare(id.toStdString(), progress.share());
        measure();
        emit runProgressed(id, progress);
    });
    connect(m_dispatch, &RunDispatch::pointAdded, this, &SweepTraining::pointAdded);
    connect(m_dispatch, &RunDispatch::messageSaid, this, [this](const Sentence& sentence) {
        m_session.report(Message::Level::Warning, inWindowWords(sentence), stopped);
    });
    connect(m_dispatch, &RunDispatch::engineLost, this, [this](const Sentence& sentence) {
        m_session.report(Message::Level::Warning, inWindowWords(sentence), lostEngine);
    });
    connect(m_dispatch, &RunDispatch::stateChanged, this, [this] {
        measure();
        settleMessages();
        emit stateChanged();
    });
}

void SweepTraining::start(std::set<std::string> ids, const SweepPlan* plan, int workers, double expectedSeconds) {
    if (!m_session.requireAgreement())
        return;
    try {
        if (!isBusy() || state() == RunDispatch::State::Stopping)
            m_runs.clear();
        if (!isBusy()) {
            m_progress.clear();
            m_expectedSeconds = expectedSeconds;
            m_elapsed.start();
        }
        m_runs.merge(ids);
        expectPending(plan);
        m_dispatch->start(m_session.project(), m_runs, workers);
    } catch (const std::exception&) {
        m_session.report(Message::Level::Fault, faultSentence(tr("Starting the sweep")));
    }
}

void SweepTraining::expectPending(const SweepPlan* plan) {
    if (plan)
        for (const auto* runs : {&plan->planned, &plan->due})
            for (const PlannedRun& run : *runs)
                m_steps[run.id] = static_cast<double>(run.steps);
    for (const std::string& pending : m_session.project().pending())
        if (m_runs.contains(pending))
            m_progress.expect(pending, m_steps);
}

void SweepTraining::expect(const std::string& id) {
    if (!m_progress.expects(id))
        m_progress.expect(id, m_steps);
}

void SweepTraining::putBack(const QStringList& ids) {
    try {
        for (const QString& id : ids)
            m_session.project().retry(id.toStdString());
    } catch (const std::exception&) {
        m_session.report(Message::Level::Fault, faultSentence(tr("Putting the runs back")));
    }
}

void SweepTraining::pause() {
    m_dispatch->pause();
}

void SweepTraining::stop() {
    m_dispatch->stop();
}

void SweepTraining::cancel(const QStringList& ids) {
    for (const QString& id : ids)
        m_dispatch->cancel(id);
}

void SweepTraining::release() {
    m_dispatch->release();
    m_progress.clear();
    m_runs.clear();
}

/// A lost engine is news until its runs have been trained after all, or until the next attempt; so is a message about
/// the project, such as a full disk.
void SweepTraining::settleMessages() {
    const bool allEnded = m_progress.finished() == m_progress.runs();
    if (state() == RunDispatch::State::Running || allEnded)
        emit m_session.messageSettled(lostEngine);
    if (state() == RunDispatch::State::Running)
        emit m_session.messageSettled(stopped);
}

void SweepTraining::measure() {
    m_secondsLeft = state() == RunDispatch::State::Running
                        ? m_progress.secondsLeft(static_cast<double>(m_elapsed.elapsed()) / 1000, m_expectedSeconds)
                        : std::nullopt;
}

QString SweepTraining::timeLeft() const {
    return m_secondsLeft ? tr("about %1 left").arg(duration(*m_secondsLeft)) : QString();
}

QString SweepTraining::status(const RunCounts& counts) const {
    if (!isBusy())
        return {};
    const QString text = tr("%1 of %2 run(s) ended", nullptr, plural(counts.all()))
                             .arg(withSeparators(counts.ended()), withSeparators(counts.all()));
    if (state() == RunDispatch::State::Pausing)
        return text + tr(", pausing");
    if (state() == RunDispatch::State::Stopping)
        return text + tr(", stopping");
    const QString left = timeLeft();
    return left.isEmpty() ? text : tr("%1, %2").arg(text, left);
}

}  // namespace adapterscope
