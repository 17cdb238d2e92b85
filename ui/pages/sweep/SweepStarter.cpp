// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepStarter.h"

#include <utility>

#include "core/experiment/plan/StartedSweeps.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/pages/sweep/SweepTraining.h"
#include "ui/session/Message.h"
#include "ui/session/Session.h"

namespace adapterscope {

SweepStarter::SweepStarter(Session& session, const SweepForm& form, PlanLoader& loader, SweepTraining& training,
                           QObject* parent)
    : QObject(parent), m_session(session), m_form(form), m_loader(loader), m_training(training) {
    connect(&loader, &PlanLoader::added, this, [this](const QString& fault) {
        const std::set<std::string> ids = std::exchange(m_added, {});
        if (!fault.isEmpty())
            return m_session.report(Message::Level::Fault, fault);
        train(ids, m_secondsOfAdded);
    });
}

void SweepStarter::takePlan(std::shared_ptr<const SweepPlan> plan, bool canStart) {
    m_plan = std::move(plan);
    const Wanted wanted = std::exchange(m_wanted, Wanted::Nothing);
    if (wanted == Wanted::Start && canStart)
        start();
    else if (wanted == Wanted::Continue)
        continueWork();
    else if (m_continues && !m_training.isBusy())
        continueStarted();
}

void SweepStarter::forget() {
    m_plan.reset();
    m_wanted = Wanted::Nothing;
    m_continues = m_isPaused = false;
    m_added.clear();
}

/// The runs whose rates pilots have chosen meanwhile are added and trained, whatever the form holds now.
void SweepStarter::continueStarted() {
    if (!m_session.withheld().empty())
        return;
    try {
        forgetStarted(m_session.project(), m_plan->over);
    } catch (const std::exception&) {
        return m_session.report(Message::Level::Fault, faultSentence(tr("Continuing the sweep")));
    }
    if (m_plan->due.empty())
        return;
    std::set<std::string> ids = m_training.runs();  // so that their sweeps continue further
    ids.merge(idsOf(m_plan->due));
    trainOnceAdded(std::move(ids), m_plan->dueTime.seconds);
    m_loader.add(m_session.project(), m_plan->due);
}

void SweepStarter::trainOnceAdded(std::set<std::string> ids, double expectedSeconds) {
    m_added.merge(ids);
    m_secondsOfAdded = expectedSeconds;
}

void SweepStarter::start() {
    if (m_training.state() == RunDispatch::State::Pausing && !m_loader.isBusy())
        return train(m_training.runs(), plannedSeconds());
    if (m_loader.isBusy() || !m_plan) {
        m_wanted = Wanted::Start;
        return;
    }
    if (!m_session.requireAgreement())
        return;
    trainOnceAdded(idsOf(m_plan->planned), plannedSeconds());
    m_loader.add(m_session.project(), m_plan);
}

void SweepStarter::trainLeftOver() {
    if (!m_plan || !m_session.requireAgreement())
        return;
    std::set<std::string> ids;
    for (const SweepPlan::LeftOver& run : m_plan->leftOver)
        ids.insert(run.id);
    trainOnceAdded(std::move(ids), 0);
    m_loader.add(m_session.project(), m_plan->leftDue);
}

double SweepStarter::plannedSeconds() const {
    return m_plan ? m_plan->time.seconds : 0;
}

void SweepStarter::train(const std::set<std::string>& ids, double expectedSeconds) {
    m_continues = true;
    m_isPaused = false;
    m_training.start(ids, m_plan.get(), m_form.draft().workers, expectedSeconds);
    emit started();
}

void SweepStarter::retry(const QStringList& ids) {
    if (ids.isEmpty() || !m_session.requireAgreement())
        return;
    m_training.putBack(ids);
    std::set<std::string> wanted;
    for (const QString& id : ids)
        wanted.insert(id.toStdString());
    train(wanted, plannedSeconds());
}

void SweepStarter::continueWork() {
    if (!m_session.requireAgreement())
        return;
    if (!m_plan) {
        m_wanted = Wanted::Continue;
        return;
    }
    std::set<std::string> ids = idsOf(m_plan->planned);
    for (const RunRecord& run : m_plan->known)
        if (m_plan->planned.empty() || run.result.status == Status::Interrupted)
            ids.insert(run.id);
    train(ids, plannedSeconds());
}

void SweepStarter::pause() {
    m_continues = false;
    m_isPaused = true;
    m_training.pause();
}

void SweepStarter::stop() {
    m_continues = m_isPaused = false;
    m_training.stop();
}

std::set<std::string> SweepStarter::continued() const {
    return m_continues ? m_training.runs() : std::set<std::string>();
}

}  // namespace adapterscope
