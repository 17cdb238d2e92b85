// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/PlanSummary.h"

#include <set>

#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/models/StatusLook.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/PlanLoader.h"

namespace adapterscope {

namespace {

QString summaryOf(const SweepPlan& plan, bool canStart) {
    std::set<std::string> designs;
    std::set<double> ratesOfRuns;
    std::set<std::string> groups;  // every design at every rate, over every base and task
    std::set<std::pair<std::string, std::string>> scopes;
    std::int64_t pilots = 0;
    for (const auto* runs : {&plan.planned, &plan.undecided})
        for (const PlannedRun& run : *runs) {
            scopes.insert({run.spec.baseHash, run.spec.taskHash});
            if (run.isPilot) {
                ++pilots;
                continue;
            }
            groups.insert(run.group);
            designs.insert(toText(run.spec.design));
            ratesOfRuns.insert(effectiveLearningRate(run.spec));
        }
    const std::int64_t all = std::ssize(plan.planned) + std::ssize(plan.undecided);
    const auto rated = static_cast<std::int64_t>(groups.size() / scopes.size());
    const std::int64_t rates = std::ssize(ratesOfRuns);
    const bool areAtAllRates = rates > 1 && std::ssize(designs) * rates == rated;
    QString text = QStringLiteral("<b>%1</b>: %2")
                       .arg(counts::runs(all), counts::designs(areAtAllRates ? std::ssize(designs) : rated));
    if (areAtAllRates)
        text += PlanSummary::tr(" × %1 rate(s)", nullptr, plural(rates)).arg(withSeparators(rates));
    std::set<std::string> bases, tasks;
    for (const auto& [base, task] : scopes) {
        bases.insert(base);
        tasks.insert(task);
    }
    if (const std::int64_t count = std::ssize(bases); count > 1)
        text += PlanSummary::tr(" × %1 base(s)", nullptr, plural(count)).arg(withSeparators(count));
    if (const std::int64_t count = std::ssize(tasks); count > 1)
        text += PlanSummary::tr(" × %1 task(s)", nullptr, plural(count)).arg(withSeparators(count));
    text += PlanSummary::tr(" × %1 seed(s)", nullptr, plural(plan.draft.sweep.seeds))
                .arg(withSeparators(plan.draft.sweep.seeds));
    if (pilots > 0)
        text += PlanSummary::tr(", and %1 pilot(s) that choose their learning rates first", nullptr, plural(pilots))
                    .arg(withSeparators(pilots));
    if (plan.finished > 0)
        text += PlanSummary::tr(", %1 of them done").arg(plan.finished);
    if (const int ended = plan.unfinished() - plan.unknown - plan.waiting; ended > 0)
        text += PlanSummary::tr(", %1 of them ended without a result").arg(ended);
    if (plan.archived > 0)
        text += PlanSummary::tr(", %1 of them archived").arg(plan.archived);
    if (plan.waiting > 0)
        text += (canStart ? PlanSummary::tr(", %1 of them waiting (Start continues them)")
                          : PlanSummary::tr(", %1 of them in the project already"))
                    .arg(plan.waiting);
    text += QLatin1Char('.');
    if (plan.unfinished() > 0)
        text += PlanSummary::tr("<br>%1 parameter(s) to train in all.", nullptr, plural(plan.parameters))
                    .arg(withSeparators(plan.parameters));
    return text;
}

QString timeOf(const SweepPlan& plan) {
    if (plan.unfinished() == 0 && plan.undecided.empty())
        return PlanSummary::tr("Every run of this sweep is finished.");
    if (!plan.fault.isEmpty())
        return {};  // it is not trained
    const QString workers =
        PlanSummary::tr("%1 worker(s)", nullptr, plural(plan.draft.workers)).arg(withSeparators(plan.draft.workers));
    return plan.time.measured ? PlanSummary::tr("About %1 with %2, judging by the finished runs.")
                                    .arg(duration(plan.time.seconds), workers)
                              : PlanSummary::tr("Roughly %1 with %2; better known after the first runs.")
                                    .arg(duration(plan.time.seconds), workers);
}

/// "5 runs of earlier plans are waiting: m=8; m=64; and 2 more designs".
QString leftOverOf(const SweepPlan& plan) {
    if (plan.leftOver.empty())
        return {};
    constexpr int mostNamed = 3;
    QStringList labels;  // each once: seeds share theirs
    for (const SweepPlan::LeftOver& run : plan.leftOver)
        if (!labels.contains(run.label))
            labels << run.label;
    const int more = static_cast<int>(labels.size()) - mostNamed;
    labels = labels.mid(0, more == 1 ? mostNamed + 1 : mostNamed);
    if (more > 1)
        labels << PlanSummary::tr("and %1 more").arg(more);
    return PlanSummary::tr("%1 run(s) of earlier plans is/are waiting: %2", nullptr, plural(std::ssize(plan.leftOver)))
        .arg(withSeparators(std::ssize(plan.leftOver)), labels.join(QLatin1String("; ")));
}

}  // namespace

PlanSummary planSummary(const SweepPlan& plan, bool canStart) {
    PlanSummary text;
    text.fault = plan.fault;
    if (!plan.planned.empty()) {
        text.summary = summaryOf(plan, canStart && plan.fault.isEmpty());
        text.time = timeOf(plan);
    }
    text.leftOver = leftOverOf(plan);
    text.remarks = plan.remarks;
    return text;
}

QString statesText(const SweepGridModel& grid) {
    const RunCounts counts = grid.counts();
    QStringList parts;
    for (const Status status : {Status::Done, Status::Running, Status::Waiting, Status::Interrupted, Status::Diverged,
                                Status::Failed, Status::Cancelled, Status::Pruned})
        if (const int count = counts.of(status); count > 0)
            parts << QStringLiteral("%1 %2 %3").arg(statusSign(status), withSeparators(count), statusWord(status));
    if (const int planned = grid.planned(); planned > 0)
        parts << PlanSummary::tr("%1 planned").arg(withSeparators(planned));
    if (const int archived = grid.archived(); archived > 0)
        parts << PlanSummary::tr("%1 archived").arg(withSeparators(archived));
    return parts.isEmpty() ? PlanSummary::tr("Nothing trained yet.") : parts.join(QStringLiteral("   "));
}

}  // namespace adapterscope
