// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/PlanLoader.h"

#include <QFileInfo>
#include <QtConcurrent>

#include <iterator>
#include <map>
#include <utility>

#include "core/common/Error.h"
#include "core/experiment/plan/Fusions.h"
#include "core/experiment/plan/KnownSources.h"
#include "core/experiment/plan/RatePlan.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "core/experiment/project/ProjectLock.h"
#include "core/experiment/runs/Factors.h"
#include "ui/session/Message.h"

namespace adapterscope {

namespace {

constexpr int restMilliseconds = 250;

/// How the started sweeps continue: those of which a run is among `trained` by themselves, others if the person wants
/// it. One that cannot be planned, because its task is missing now, waits.
void planStarted(SweepPlan& result, const std::set<std::string>& trained, const std::stop_token& stop) {
    for (const Sweep& sweep : result.started) {
        if (!KnownSources::ofUser().unknown(placesOf(sweep)).empty())
            continue;
        try {
            const std::vector<PlannedRun> planned = plan(sweep, stop);
            requireFusable(planned, result.known);
            Continuation next = continuationOf(planned, result.known);
            std::vector<PlannedRun>& due = next.hasAnyOf(trained) ? result.due : result.leftDue;
            std::move(next.due.begin(), next.due.end(), std::back_inserter(due));
            if (next.isOver)
                result.over.push_back(sweep);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled)
                throw;
        }
    }
    result.dueTime = estimateTime(result.due, result.known, result.draft.workers);
}

/// What waits in the project, or follows pilots in it, and is neither planned nor among `trained`.
void findLeftOver(SweepPlan& plan, const std::set<std::string>& trained) {
    std::set<std::string> others = trained;
    others.merge(idsOf(plan.planned));
    others.merge(idsOf(plan.due));
    std::erase_if(plan.leftDue, [&](const PlannedRun& run) { return !others.insert(run.id).second; });
    std::vector<std::pair<std::string, const RunSpec*>> left;
    for (const RunRecord& run : plan.known)
        if (!hasEnded(run.result.status) && !run.marks.archived && !others.contains(run.id))
            left.emplace_back(run.id, &run.spec);
    for (const PlannedRun& run : plan.leftDue)
        left.emplace_back(run.id, &run.spec);
    if (left.empty())
        return;
    std::vector<const RunSpec*> specs;
    for (const auto& [id, spec] : left)
        specs.push_back(spec);
    for (const PlannedRun& run : plan.planned)
        specs.push_back(&run.spec);
    const Factors factors(specs);
    for (std::size_t i = 0; i < left.size(); ++i)
        plan.leftOver.push_back({left[i].first, QString::fromStdString(factors.label(i))});
}

/// Why a project that is open read-only is not trained here, and what to do about it.
QString readOnlyFault(const Project& project) {
    if (ProjectLock::holder(project.file()))
        return PlanLoader::tr(
            "This project is open read-only here, because another program has it open: wait until that ends, or open "
            "a copy to train.");
    const QFileInfo file(QString::fromStdString(project.file().string()));
    if (file.isWritable() && QFileInfo(file.absolutePath()).isWritable())
        return PlanLoader::tr(
            "This project is still open read-only here, although no other program has it open now: open it again to "
            "train.");
    return PlanLoader::tr(
        "This project is open read-only here, because its file or folder is read-only: open a copy to train.");
}

/// Counts the planned runs by what has become of them; returns those still to train.
std::vector<PlannedRun> countPlanned(SweepPlan& plan, const std::set<std::string>& trained) {
    std::map<std::string, const RunRecord*> known;
    for (const RunRecord& run : plan.known)
        known[run.id] = &run;
    std::vector<PlannedRun> left;
    for (const PlannedRun& run : plan.planned) {
        const auto found = known.find(run.id);
        const Status status = found == known.end() ? Status::Waiting : found->second->result.status;
        if (found == known.end()) {
            ++plan.unknown;
        } else if (!hasEnded(status)) {
            ++plan.waiting;  // archived or not: a start takes those that wait out of the archive
            plan.notStarted += !trained.contains(run.id);
        } else if (found->second->marks.archived) {
            ++plan.archived;
            continue;
        } else if (endedWell(status, run.isPilot)) {
            ++plan.finished;
            continue;
        }
        left.push_back(run);
    }
    return left;
}

/// A plan with what the project holds, and why the project is not trained here, if so. The rest of planning does
/// without the project, which may be closed meanwhile.
struct ReadProject {
    std::shared_ptr<SweepPlan> plan = std::make_shared<SweepPlan>();
    QString readOnly;
};

ReadProject readForPlan(const Project& project, const SweepDraft& draft) {
    ReadProject read;
    SweepPlan& plan = *read.plan;
    plan.draft = draft;
    try {
        plan.known = project.runs();
        plan.started = startedSweeps(project);
        plan.lastPlanned = lastPlanned(project);
        if (project.isReadOnly() && !project.isForPicture())
            read.readOnly = readOnlyFault(project);
    } catch (const std::exception&) {
        plan.fault = faultSentence(PlanLoader::tr("Planning the sweep"));
    }
    for (const RunRecord& run : plan.known) {
        plan.knownIds.insert(QString::fromStdString(run.id));
        const bool hasFailed = run.result.status == Status::Failed || run.result.status == Status::Cancelled;
        plan.failed += hasFailed && !run.marks.archived;
    }
    return read;
}

/// Plans what the form holds.
void planDraft(SweepPlan& result, const QString& readOnly, const std::set<std::string>& trained,
               const std::stop_token& stop) {
    const Sweep sweep = sweepOf(result.draft);
    if (sweep.designs.empty())
        return;
    if (!KnownSources::ofUser().unknown(placesOf(sweep)).empty()) {
        result.fault = PlanLoader::notPlannedYet();
        return;
    }
    const std::vector<PlannedRun> planned = plan(sweep, stop);
    requireFusable(planned, result.known);
    RatePlan rates = withRates(planned, result.known);
    result.planned = std::move(rates.runs);
    result.undecided = std::move(rates.undecided);
    std::vector<PlannedRun> all = countPlanned(result, trained);
    all.insert(all.end(), result.undecided.begin(), result.undecided.end());
    for (const PlannedRun& run : all)
        result.parameters += run.parameters;
    result.fault = readOnly;
    std::vector<Sentence> remarks = remarksOn(result.planned);
    remarks.insert(remarks.begin(), rates.faults.begin(), rates.faults.end());
    result.remarks = inWindowWords(remarks);
    result.time = estimateTime(all, result.known, result.draft.workers);
}

std::shared_ptr<const SweepPlan> makePlan(const ReadProject& read, PlanLoader::Scope scope,
                                          const std::set<std::string>& trained, const std::stop_token& stop) {
    SweepPlan& plan = *read.plan;
    if (!plan.fault.isEmpty())
        return read.plan;
    try {
        planDraft(plan, read.readOnly, trained, stop);
    } catch (const std::exception&) {
        plan.fault = faultSentence(PlanLoader::tr("Planning the sweep"));
        plan.planned.clear();
    }
    if (!read.readOnly.isEmpty() || scope == PlanLoader::Scope::Form)
        return read.plan;
    try {
        planStarted(plan, trained, stop);
        if (plan.fault.isEmpty())
            findLeftOver(plan, trained);
    } catch (const std::exception&) {
        plan.fault = faultSentence(PlanLoader::tr("Continuing the sweep"));
    }
    return read.plan;
}

QString addRuns(Project& project, const std::vector<PlannedRun>& runs, const std::vector<Sweep>& started) {
    try {
        project.addRuns(runs);
        rememberStarted(project, started);
    } catch (const std::exception&) {
        return faultSentence(PlanLoader::tr("Adding the runs"));
    }
    return {};
}

}  // namespace

std::vector<RunRecord> SweepPlan::gridRuns() const {
    std::map<std::string, const RunRecord*> byId;
    for (const RunRecord& run : known)
        byId[run.id] = &run;
    std::map<std::string, std::vector<Sentence>> wordsByGroup;  // by group: its seeds have the same
    std::vector<RunRecord> runs;
    for (const PlannedRun& run : planned) {
        const auto found = byId.find(run.id);
        if (found == byId.end()) {
            const auto [words, isNew] = wordsByGroup.try_emplace(run.group);
            if (isNew)
                words->second = inWords(run.remarks);
            runs.push_back(
                {run.id, run.spec, {}, run.parameters, 0, false, run.group, words->second, {}, run.isPilot, run.tried});
        } else {
            runs.push_back(*found->second);
            byId.erase(found);
        }
    }
    for (const RunRecord& run : known)
        if (byId.contains(run.id) && !run.marks.archived)
            runs.push_back(run);
    return runs;
}

PlanLoader::PlanLoader(Scope scope, QObject* parent) : QObject(parent), m_scope(scope) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &PlanLoader::begin);
    connect(&m_planning, &QFutureWatcherBase::finished, this, [this] {
        if (!m_planning.future().isResultReadyAt(0))
            return;  // released
        m_isPlanning = false;
        if (m_again)
            m_rest.start();
        else if (m_project)
            emit planned(m_planning.result());
    });
    connect(&m_adding, &QFutureWatcherBase::finished, this, [this] {
        if (m_project)
            emit added(m_adding.result());
    });
}

PlanLoader::~PlanLoader() {
    release();
}

QString PlanLoader::notPlannedYet() {
    return tr(
        "Nothing is planned or trained yet, because the project names files that have not been read: press Read "
        "Them in the message below.");
}

void PlanLoader::request(Project& project, const SweepDraft& draft, std::set<std::string> trained) {
    m_project = &project;
    m_draft = draft;
    m_trained = std::move(trained);
    if (m_isPlanning)
        m_again = true;
    else
        m_rest.start();
}

void PlanLoader::hurry() {
    if (!m_rest.isActive())
        return;
    m_rest.stop();
    begin();
}

void PlanLoader::begin() {
    m_again = false;
    m_isPlanning = true;
    // Not by QFuture::then: if the first part ends at the moment at which the second is attached, Qt 6.4 runs that
    // twice, and the second time crashes.
    std::promise<void> read;
    m_reading = read.get_future();
    m_planning.setFuture(QtConcurrent::run([project = m_project, draft = m_draft, scope = m_scope, trained = m_trained,
                                            stop = m_stop.get_token(), read = std::move(read)]() mutable {
        const ReadProject found = readForPlan(*project, draft);
        read.set_value();
        return makePlan(found, scope, trained, stop);
    }));
}

void PlanLoader::add(Project& project, const std::shared_ptr<const SweepPlan>& plan) {
    add(project, plan->planned, plan->undecided.empty() ? std::vector<Sweep>() : std::vector{sweepOf(plan->draft)});
}

void PlanLoader::add(Project& project, std::vector<PlannedRun> runs, std::vector<Sweep> started) {
    m_project = &project;
    m_adding.waitForFinished();
    m_adding.setFuture(QtConcurrent::run(
        [&project, runs = std::move(runs), started = std::move(started)] { return addRuns(project, runs, started); }));
}

void PlanLoader::release() {
    m_rest.stop();
    m_project = nullptr;
    m_again = m_isPlanning = false;
    m_stop.request_stop();
    m_stop = {};
    if (m_reading.valid())
        m_reading.wait();
    m_planning.setFuture({});
    m_adding.waitForFinished();
}

}  // namespace adapterscope
