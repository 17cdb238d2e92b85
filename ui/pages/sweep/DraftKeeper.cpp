// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/DraftKeeper.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/common/Text.h"
#include "core/experiment/plan/SweptRuns.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/session/NamedPlaces.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

constexpr QLatin1String countedElsewhere("sweep of another base or task");
constexpr QLatin1String sweepFromRuns("sweep from runs");

QString placesText(const Sweep& sweep) {
    std::vector<std::string> tasks;
    for (const TaskSource& task : sweep.tasks)
        tasks.push_back(task.name);
    return taskOnBase(listed(tasks, "and"), listed(sweep.bases, "and"));
}

/// How many runs a form plans that has everything that these runs have, without pilots.
std::int64_t gridSize(const std::vector<RunRecord>& runs, int seeds) {
    std::set<std::string> designs, designsWithRate, bases, tasks;
    std::set<double> rates;
    for (const RunRecord& run : runs) {
        (run.spec.design.learningRate ? designsWithRate : designs).insert(toText(run.spec.design));
        if (run.tried.empty() && !run.spec.design.learningRate)
            rates.insert(run.spec.hyperparameters.learningRate);
        bases.insert(run.spec.base);
        tasks.insert(run.spec.task.name);
    }
    return (std::ssize(designsWithRate) + std::ssize(designs) * std::max<std::int64_t>(1, std::ssize(rates))) *
           std::ssize(bases) * std::ssize(tasks) * seeds;
}

/// The form of the sweep that the command line planned last, if there is one that a form can hold.
std::optional<SweepDraft> plannedElsewhere(const SweepPlan& plan) {
    if (plan.known.empty() || !plan.lastPlanned)
        return std::nullopt;
    const Hyperparameters& training = plan.lastPlanned->hyperparameters;
    if (training.start || training.stopAfter != 0)
        return std::nullopt;
    return draftOf(*plan.lastPlanned);
}

}  // namespace

DraftKeeper::DraftKeeper(Session& session, SweepForm& form, QObject* parent)
    : QObject(parent), m_session(session), m_form(form) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(300);
    connect(&m_pause, &QTimer::timeout, this, &DraftKeeper::keep);
    connect(&form, &SweepForm::changed, this, [this] {
        m_isUntouched = false;
        m_pause.start();
        emit m_session.messageSettled(countedElsewhere);
        emit m_session.messageSettled(sweepFromRuns);
    });
    connect(&session, &Session::choiceChanged, this, [this] {
        const Sweep now = m_form.draft().sweep;
        if (m_isUntouched && m_isOpen &&
            (now.bases != std::vector{m_session.choice().base} || now.tasks != std::vector{m_session.choice().task}))
            showUntouched();
    });
}

void DraftKeeper::open() {
    m_isOpen = true;
    showUntouched();
    try {
        if (const std::string kept = m_session.project().value(draftKey); !kept.empty())
            m_form.display(draftFromJsonText(kept));
    } catch (const std::exception&) {
        m_session.report(Message::Level::Warning, faultSentence(tr("Reading the sweep's draft")));
    }
    m_pause.stop();
}

void DraftKeeper::close() {
    if (m_pause.isActive())
        keep();
    m_isOpen = false;
}

bool DraftKeeper::showPlannedElsewhere(const SweepPlan& plan) {
    const auto draft = m_isUntouched ? plannedElsewhere(plan) : std::nullopt;
    if (draft) {
        m_form.display(*draft);
        m_pause.stop();
    }
    return draft.has_value();
}

void DraftKeeper::addDesigns(const QStringList& designs) {
    SweepDraft draft = m_form.draft();
    if (draft.sweep.designs.empty() || draft.sweep.bases.empty())
        draft.sweep.bases = {m_session.choice().base};
    if (draft.sweep.designs.empty() || draft.sweep.tasks.empty())
        draft.sweep.tasks = {m_session.choice().task};
    m_form.display(draft);
    m_form.addDesigns(designs);
}

void DraftKeeper::addCounted(const QStringList& designs) {
    addDesigns(designs);
    const Sweep planned = m_form.draft().sweep;
    Sweep counted;
    counted.bases = {m_session.choice().base};
    counted.tasks = {m_session.choice().task};
    if (planned.bases == counted.bases && planned.tasks == counted.tasks)
        return;
    Message message{Message::Level::Information,
                    tr("The sweep is planned for %1; the counts on the Design page hold for %2.")
                        .arg(placesText(planned), placesText(counted)),
                    tr("Use the Design Page's Base and Task"),
                    [this, counted] {
                        SweepDraft draft = m_form.draft();
                        draft.sweep.bases = counted.bases;
                        draft.sweep.tasks = counted.tasks;
                        m_form.display(draft);
                    },
                    countedElsewhere,
                    tr("Plans all designs of the sweep for the base and the task of the Design page only")};
    message.lasts = true;
    emit m_session.messageRequested(message);
}

void DraftKeeper::showSweepOf(const std::vector<RunRecord>& runs) {
    const std::vector<RunRecord> swept = ofOneSweep(runs);
    if (swept.empty())
        return m_session.report(
            Message::Level::Fault,
            tr("No sweep can train the selected runs again: they are pilots or archived, start from an adapter, "
               "end early, or have two different seeds."));
    const SweepDraft before = m_form.draft();
    SweepDraft draft = draftOf(swept);
    draft.workers = before.workers;
    m_form.display(draft);
    const std::int64_t selected = std::ssize(swept), planned = gridSize(swept, draft.sweep.seeds);
    const bool isPart = swept.size()<runs.size(), isMore = planned> selected;
    if (before.sweep.designs.empty() && !isPart && !isMore)
        return;
    QStringList sentences;
    if (isPart)
        sentences << tr("The form now holds the sweep of %1: the others belong to another sweep, or to none.")
                         .arg(counts::runsOf(selected, std::ssize(runs)));
    else if (!isMore)
        sentences << tr("The form now holds the sweep of the selected runs.");
    if (isMore)
        sentences << tr("%1 run(s) span(s) a grid of %2, and the form plans all of it: every combination of their "
                        "designs, rates, bases, tasks and seeds.",
                        nullptr, plural(selected))
                         .arg(withSeparators(selected), counts::runs(planned));
    Message message{Message::Level::Information,
                    sentences.join(QLatin1Char(' ')),
                    tr("&Put Back"),
                    [this, before] { m_form.display(before); },
                    sweepFromRuns,
                    tr("Shows the designs that the form held before")};
    message.lasts = isMore;  // whoever starts it knows what is trained
    emit m_session.messageRequested(message);
}

void DraftKeeper::showUntouched() {
    SweepDraft draft = emptyDraft();
    draft.sweep.bases = {m_session.choice().base};
    draft.sweep.tasks = {m_session.choice().task};
    m_form.display(draft);
    m_isUntouched = true;
    m_pause.stop();
}

void DraftKeeper::keep() {
    m_pause.stop();
    if (m_session.project().isReadOnly())
        return;
    try {
        m_session.project().setValue(draftKey, toJsonText(m_form.draft()));
    } catch (const std::exception&) {
        m_session.report(Message::Level::Fault, faultSentence(tr("Keeping the sweep's draft")));
    }
}

}  // namespace adapterscope
