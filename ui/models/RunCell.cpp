// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunCell.h"

#include <QCoreApplication>

#include <algorithm>

#include "core/experiment/runs/Factors.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/models/StatusLook.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

struct CellText {
    Q_DECLARE_TR_FUNCTIONS(RunCell)
};

QString tagsText(const RunMarks& marks) {
    QStringList tags;
    for (const std::string& tag : marks.tags)
        tags << QString::fromStdString(tag);
    return tags.join(QStringLiteral(", "));
}

/// The first remarks, and how many more there are: a tool tip must fit on the screen.
QStringList remarkLines(const std::vector<Sentence>& remarks) {
    const auto shown = std::min<std::ptrdiff_t>(3, std::ssize(remarks));
    QStringList lines = inWindowWords(std::vector<Sentence>(remarks.begin(), remarks.begin() + shown));
    if (const std::int64_t others = std::ssize(remarks) - shown; others > 0)
        lines << CellText::tr("and %1 more remark(s)", nullptr, plural(others)).arg(withSeparators(others));
    return lines;
}

/// Nothing if the column is of no cost.
QVariant costOf(const RunCosts& costs, RunColumns::Column column) {
    switch (column) {
        case RunColumns::Stored:
            return static_cast<qlonglong>(costs.stored);
        case RunColumns::Bytes:
            return static_cast<qlonglong>(costs.bytes);
        case RunColumns::Percent:
            return costs.percent;
        case RunColumns::MultiplyAdds:
            return static_cast<qlonglong>(costs.multiplyAdds);
        default:
            return {};
    }
}

/// What is known about a run that cannot be read; nothing in the other columns.
QVariant knownOf(const UnreadableRun& run, RunColumns::Column column) {
    switch (column) {
        case RunColumns::Label:
        case RunColumns::DesignText:
            return QString::fromStdString(run.design);
        case RunColumns::Base:
            return QString::fromStdString(run.base);
        case RunColumns::Task:
            return QString::fromStdString(run.task);
        case RunColumns::State:
            return CellText::tr("not readable");
        case RunColumns::Reason:
            return inWindowWords(run.reason);
        case RunColumns::Id:
            return QString::fromStdString(run.id);
        default:
            return {};
    }
}

QString stateText(const RunRow& row) {
    const QString state = runCellValue(row, RunColumns::State).toString();
    return row.record.marks.archived ? CellText::tr("%1, archived").arg(state) : state;
}

}  // namespace

QVariant runCellValue(const RunRow& row, RunColumns::Column column) {
    if (row.unreadable)
        return knownOf(*row.unreadable, column);
    const auto optional = [](const std::optional<double>& number) { return number ? QVariant(*number) : QVariant(); };
    const RunSpec& spec = row.record.spec;
    const RunResult& result = row.record.result;
    switch (column) {
        case RunColumns::Label:
            return row.label;
        case RunColumns::DesignText:
            return row.design;
        case RunColumns::Method:
            return QString::fromStdString(spec.design.name());
        case RunColumns::Trained:
            return static_cast<qlonglong>(row.record.parameters);
        case RunColumns::Base:
            return QString::fromStdString(spec.base);
        case RunColumns::Task:
            return QString::fromStdString(spec.taskName);
        case RunColumns::Seed:
            return static_cast<qulonglong>(spec.seed);
        case RunColumns::State:
            return row.record.isPilot ? CellText::tr("%1, pilot").arg(statusWord(result.status))
                                      : statusWord(result.status);
        case RunColumns::Dev:
            return optional(result.dev);
        case RunColumns::Test:
            return optional(result.test);
        case RunColumns::Metric:
            return QString::fromStdString(result.metric);
        case RunColumns::LearningRate:
            return effectiveLearningRate(spec);
        case RunColumns::RatesTried:
            return row.rates;
        case RunColumns::Batch:
            return spec.hyperparameters.batch;
        case RunColumns::Epochs:
            return spec.hyperparameters.epochs;
        case RunColumns::BestStep:
            return static_cast<qlonglong>(result.bestStep);
        case RunColumns::Steps:
            return static_cast<qlonglong>(result.steps);
        case RunColumns::Seconds:
            return result.seconds;
        case RunColumns::Stored:
        case RunColumns::Bytes:
        case RunColumns::Percent:
        case RunColumns::MultiplyAdds:
            return result.costs ? costOf(*result.costs, column) : QVariant();
        case RunColumns::Attempts:
            return result.attempts;
        case RunColumns::Reason:
            return inWindowWords(result.message);
        case RunColumns::Tags:
            return tagsText(row.record.marks);
        case RunColumns::Note:
            return QString::fromStdString(row.record.marks.note);
        case RunColumns::Id:
            return QString::fromStdString(row.record.id);
        case RunColumns::ColumnCount:
            break;
    }
    return {};
}

QString runCellText(const RunRow& row, RunColumns::Column column) {
    const QVariant raw = runCellValue(row, column);
    if (row.unreadable)
        return raw.toString();
    const bool started = row.record.result.attempts > 0 || row.record.result.steps > 0;
    switch (column) {
        case RunColumns::Trained:
            return withSeparators(raw.toLongLong());
        case RunColumns::State:
            return statusSign(row.record.result.status) + QLatin1Char(' ') + stateText(row);
        case RunColumns::Dev:
        case RunColumns::Test:
            return raw.isNull() ? QString() : fraction(raw.toDouble(), 4);
        case RunColumns::Stored:
        case RunColumns::Bytes:
        case RunColumns::MultiplyAdds:
            return raw.isNull() ? QString() : withSeparators(raw.toLongLong());
        case RunColumns::Percent:
            return raw.isNull() ? QString() : QString::number(raw.toDouble(), 'g', 3);
        case RunColumns::LearningRate:
            return QString::fromStdString(rateText(raw.toDouble()));
        case RunColumns::BestStep:
        case RunColumns::Steps:
            return started ? withSeparators(raw.toLongLong()) : QString();
        case RunColumns::Seconds:
            return row.record.result.seconds > 0 ? fraction(raw.toDouble(), 1) : QString();
        default:
            return raw.toString();
    }
}

QString runTip(const RunRow& row) {
    QStringList lines{row.label};
    if (row.design != row.label)
        lines << row.design;
    if (row.unreadable)
        return (lines << CellText::tr("Kept in the project, but this program cannot read it:")
                      << inWindowWords(row.unreadable->reason))
            .join(QLatin1Char('\n'));
    const RunResult& result = row.record.result;
    lines << CellText::tr("%1 on %2, seed %3")
                 .arg(QString::fromStdString(row.record.spec.taskName), QString::fromStdString(row.record.spec.base))
                 .arg(row.record.spec.seed);
    lines << stateText(row);
    if (row.isPicked)
        lines << CellText::tr("in the figure: its learning rate is the best on dev");
    if (result.dev)
        lines << CellText::tr("dev %1 at step %2").arg(fraction(*result.dev, 6)).arg(result.bestStep);
    if (result.test)
        lines << CellText::tr("test %1").arg(fraction(*result.test, 6));
    lines << counts::trainedParameters(row.record.parameters);
    if (!result.message.empty())
        lines << inWindowWords(result.message);
    const RunMarks& marks = row.record.marks;
    if (!marks.tags.empty())
        lines << CellText::tr("Tags: %1").arg(tagsText(marks));
    if (!marks.note.empty())
        lines << CellText::tr("Note: %1").arg(QString::fromStdString(marks.note));
    lines << remarkLines(row.record.remarks);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace adapterscope
