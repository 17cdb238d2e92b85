// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/GridCell.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

#include "core/experiment/runs/Factors.h"
#include "core/experiment/runs/RunCounts.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/models/StatusLook.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

constexpr int mostInTip = 12;  // runs that a tool tip lists
constexpr int mostLines = 2;   // of a cell

QString plannedWord() {
    return QCoreApplication::translate("GridCell", "planned");
}

QString archivedWord() {
    return QCoreApplication::translate("GridCell", "archived");
}

/// What says more than its state's word: the score or how far it is; else empty.
QString numberOf(const GridRun& run) {
    if (run.status == Status::Done && run.record.result.dev)
        return fraction(*run.record.result.dev);
    if (run.status == Status::Running && run.progress > 0)  // else started a moment ago, or by another program
        return QStringLiteral("%1 %").arg(static_cast<int>(run.progress * 100));
    return {};
}

QString lineOf(const GridRun& run) {
    if (run.isPlanned)
        return plannedWord();
    if (run.record.marks.archived)
        return archivedWord();
    const QString number = numberOf(run);
    return statusSign(run.status) + QLatin1Char(' ') + (number.isEmpty() ? statusWord(run.status) : number);
}

/// With the word even if there is a number.
QString lineOfTip(const GridRun& run) {
    const bool isTold = !run.isPlanned && !run.record.marks.archived && !numberOf(run).isEmpty();
    return isTold ? QStringLiteral("%1 %2, %3").arg(statusSign(run.status), statusWord(run.status), numberOf(run))
                  : lineOf(run);
}

struct State {
    QString sign;  ///< with a space; empty for what has none
    QString word;
    int count;
    bool isDone = false;
    QString text() const { return QStringLiteral("%1%2 %3").arg(sign, withSeparators(count), word); }
};

/// The states of a cell's runs, the most important ones first: results, then what asks for something to be done, what
/// has not started and what is archived last.
std::vector<State> statesOf(const GridCell& cell) {
    RunCounts counts;
    int planned = 0, archived = 0;
    for (const GridRun* run : cell)
        if (run->isPlanned)
            ++planned;
        else if (run->record.marks.archived)
            ++archived;
        else
            counts.add(run->status);
    std::vector<State> states;
    for (const Status status : {Status::Done, Status::Failed, Status::Diverged, Status::Interrupted, Status::Running,
                                Status::Cancelled, Status::Pruned, Status::Waiting})
        if (const int count = counts.of(status); count > 0)
            states.push_back(
                {statusSign(status) + QLatin1Char(' '), statusWord(status), count, status == Status::Done});
    if (planned > 0)
        states.push_back({{}, plannedWord(), planned});
    if (archived > 0)
        states.push_back({{}, archivedWord(), archived});
    return states;
}

/// With its seed, unless that is among the names.
QStringList tipOfOne(const GridRun& run, const QStringList& names) {
    const RunResult& result = run.record.result;
    QStringList lines = names;
    if (const QString seed = QString::fromStdString(seedText(run.record.spec)); !names.contains(seed))
        lines << seed;
    lines << (run.isPlanned ? QCoreApplication::translate("GridCell", "planned: will be trained when the sweep starts")
              : run.record.marks.archived
                  ? QCoreApplication::translate("GridCell", "archived (%1): in no table, figure or average")
                        .arg(statusWord(run.status))
                  : statusWord(run.status));
    if (run.record.marks.archived)
        return lines;
    const QString metric = QString::fromStdString(result.metric);
    if (result.dev)
        lines << QCoreApplication::translate("GridCell", "%1 on dev %2 at step %3")
                     .arg(metric, fraction(*result.dev, 6))
                     .arg(result.bestStep);
    if (result.test)
        lines << QCoreApplication::translate("GridCell", "%1 on test %2").arg(metric, fraction(*result.test, 6));
    lines << counts::trainedParameters(run.record.parameters);
    if (result.seconds > 0)
        lines << QCoreApplication::translate("GridCell", "trained in %1").arg(duration(result.seconds));
    if (result.attempts > 1)
        lines << QCoreApplication::translate("GridCell", "started %1 time(s)", nullptr, plural(result.attempts))
                     .arg(withSeparators(result.attempts));
    if (!result.message.empty())
        lines << inWindowWords(result.message);
    return lines;
}

QStringList tipOfSeveral(const GridCell& cell) {
    QStringList lines, words;
    for (const State& state : statesOf(cell))
        words << QStringLiteral("%1 %2").arg(withSeparators(state.count), state.word);
    if (words.size() > 1)
        lines << words.join(QStringLiteral(", "));
    if (const auto score = scoreOf(cell)) {
        const auto isScored = [](const GridRun* run) { return scoreOf(*run).has_value(); };
        const auto scored = std::count_if(cell.begin(), cell.end(), isScored);
        const GridRun* first = *std::find_if(cell.begin(), cell.end(), isScored);
        const QString metric = QString::fromStdString(first->record.result.metric);
        lines << QCoreApplication::translate("GridCell", "%1 on dev %2, mean of %3")
                     .arg(metric, fraction(*score, 6), counts::runs(scored));
    }
    lines << counts::trainedParameters(cell.front()->record.parameters);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (i == mostInTip) {
            lines << QCoreApplication::translate("GridCell", "and %1 more")
                         .arg(withSeparators(std::ssize(cell) - mostInTip));
            break;
        }
        QString line =
            QString::fromStdString(seedText(cell[i]->record.spec)) + QStringLiteral(": ") + lineOfTip(*cell[i]);
        if (const Sentence& message = cell[i]->record.result.message; !message.empty())
            line += QStringLiteral(", ") + inWindowWords(message);
        lines << line;
    }
    return lines;
}

}  // namespace

QStringList cellLines(const GridCell& cell) {
    if (cell.size() == 1)
        return {lineOf(*cell.front())};
    const std::vector<State> states = statesOf(cell);
    QStringList lines;
    int told = 0;
    for (const State& state : states) {
        const auto score = state.isDone ? scoreOf(cell) : std::nullopt;
        const QString number = withSeparators(state.count);
        told += state.count;
        if (score)
            lines << QStringLiteral("%1%2 (%3)").arg(state.sign, fraction(*score), number);
        else if (states.size() == 1)
            lines << QStringLiteral("%1%2 (%3)").arg(state.sign, state.word, number);
        else
            lines << state.text();
        if (lines.size() == mostLines)
            break;
    }
    if (const auto others = std::ssize(cell) - told; others > 0)
        lines.back() += QStringLiteral(" +%1").arg(withSeparators(others));
    return lines;
}

QString cellTip(const QStringList& names, const GridCell& cell) {
    return (cell.size() == 1 ? tipOfOne(*cell.front(), names) : names + tipOfSeveral(cell)).join(QLatin1Char('\n'));
}

}  // namespace adapterscope
