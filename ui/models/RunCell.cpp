// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunCell.h"

#include <algorithm>

#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/models/StatusLook.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

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
        lines << RunTableModel::tr("and %1 more remark(s)", nullptr, plural(others)).arg(withSeparators(others));
    return lines;
}

/// Nothing if the column is of no cost.
QVariant costOf(const RunCosts& costs, RunTableModel::Column column) {
    switch (column) {
        case RunTableModel::Stored:
            return static_cast<qlonglong>(costs.stored);
        case RunTableModel::Bytes:
            return static_cast<qlonglong>(costs.bytes);
        case RunTableModel::Percent:
            return costs.percent;
        case RunTableModel::MultiplyAdds:
            return static_cast<qlonglong>(costs.multiplyAdds);
        default:
            return {};
    }
}

/// What is known about a run that cannot be read; nothing in the other columns.
QVariant knownOf(const UnreadableRun& run, RunTableModel::Column column) {
    switch (column) {
        case RunTableModel::Label:
        case RunTableModel::DesignText:
            return QString::fromStdString(run.design);
        case RunTableModel::Base:
            return QString::fromStdString(run.base);
        case RunTableModel::Task:
            return QString::fromStdString(run.task);
        case RunTableModel::State:
            return RunTableModel::tr("not readable");
        case RunTableModel::Reason:
            return inWindowWords(run.reason);
        case RunTableModel::Id:
            return QString::fromStdString(run.id);
        default:
            return {};
    }
}

QString stateText(const RunRow& row) {
    const QString state = runCellValue(row, RunTableModel::State).toString();
    return row.record.marks.archived ? RunTableModel::tr("%1, archived").arg(state) : state;
}

}  // namespace

QVariant runCellValue(const RunRow& row, RunTableModel::Column column) {
    if (row.unreadable)
        return knownOf(*row.unreadable, column);
    const auto optional = [](const std::optional<double>& number) { return number ? QVariant(*number) : QVariant(); };
    const RunSpec& spec = row.record.spec;
    const RunResult& result = row.record.result;
    switch (column) {
        case RunTableModel::Label:
            return row.label;
        case RunTableModel::DesignText:
            return row.design;
        case RunTableModel::Method:
            return QString::fromStdString(spec.design.name());
        case RunTableModel::Trained:
            return static_cast<qlonglong>(row.record.parameters);
        case RunTableModel::Base:
            return QString::fromStdString(spec.base);
        case RunTableModel::Task:
            return QString::fromStdString(spec.taskName);
        case RunTableModel::Seed:
            return static_cast<qulonglong>(spec.seed);
        case RunTableModel::State:
            return row.record.isPilot ? RunTableModel::tr("%1, pilot").arg(statusWord(result.status))
                                      : statusWord(result.status);
        case RunTableModel::Dev:
            return optional(result.dev);
        case RunTableModel::Test:
            return optional(result.test);
        case RunTableModel::Metric:
            return QString::fromStdString(result.metric);
        case RunTableModel::LearningRate:
            return effectiveLearningRate(spec);
        case RunTableModel::RatesTried:
            return row.rates;
        case RunTableModel::Batch:
            return spec.hyperparameters.batch;
        case RunTableModel::Epochs:
            return spec.hyperparameters.epochs;
        case RunTableModel::BestStep:
            return static_cast<qlonglong>(result.bestStep);
        case RunTableModel::Steps:
            return static_cast<qlonglong>(result.steps);
        case RunTableModel::Seconds:
            return result.seconds;
        case RunTableModel::Stored:
        case RunTableModel::Bytes:
        case RunTableModel::Percent:
        case RunTableModel::MultiplyAdds:
            return result.costs ? costOf(*result.costs, column) : QVariant();
        case RunTableModel::Attempts:
            return result.attempts;
        case RunTableModel::Reason:
            return inWindowWords(result.message);
        case RunTableModel::Tags:
            return tagsText(row.record.marks);
        case RunTableModel::Note:
            return QString::fromStdString(row.record.marks.note);
        case RunTableModel::Id:
            return QString::fromStdString(row.record.id);
        case RunTableModel::ColumnCount:
            break;
    }
    return {};
}

QString runCellText(const RunRow& row, RunTableModel::Column column) {
    const QVariant raw = runCellValue(row, column);
    if (row.unreadable)
        return raw.toString();
    const bool started = row.record.result.attempts > 0 || row.record.result.steps > 0;
    switch (column) {
        case RunTableModel::Trained:
            return withSeparators(raw.toLongLong());
        case RunTableModel::State:
            return statusSign(row.record.result.status) + QLatin1Char(' ') + stateText(row);
        case RunTableModel::Dev:
        case RunTableModel::Test:
            return raw.isNull() ? QString() : fraction(raw.toDouble(), 4);
        case RunTableModel::Stored:
        case RunTableModel::Bytes:
        case RunTableModel::MultiplyAdds:
            return raw.isNull() ? QString() : withSeparators(raw.toLongLong());
        case RunTableModel::Percent:
            return raw.isNull() ? QString() : QString::number(raw.toDouble(), 'g', 3);
        case RunTableModel::LearningRate:
            return QString::number(raw.toDouble(), 'g', 3);
        case RunTableModel::BestStep:
        case RunTableModel::Steps:
            return started ? withSeparators(raw.toLongLong()) : QString();
        case RunTableModel::Seconds:
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
        return (lines << RunTableModel::tr("Kept in the project, but this program cannot read it:")
                      << inWindowWords(row.unreadable->reason))
            .join(QLatin1Char('\n'));
    const RunResult& result = row.record.result;
    lines << RunTableModel::tr("%1 on %2, seed %3")
                 .arg(QString::fromStdString(row.record.spec.taskName), QString::fromStdString(row.record.spec.base))
                 .arg(row.record.spec.seed);
    lines << stateText(row);
    if (row.isPicked)
        lines << RunTableModel::tr("in the figure: its learning rate is the best on dev");
    if (result.dev)
        lines << RunTableModel::tr("dev %1 at step %2").arg(fraction(*result.dev, 6)).arg(result.bestStep);
    if (result.test)
        lines << RunTableModel::tr("test %1").arg(fraction(*result.test, 6));
    lines << counts::trainedParameters(row.record.parameters);
    if (!result.message.empty())
        lines << inWindowWords(result.message);
    const RunMarks& marks = row.record.marks;
    if (!marks.tags.empty())
        lines << RunTableModel::tr("Tags: %1").arg(tagsText(marks));
    if (!marks.note.empty())
        lines << RunTableModel::tr("Note: %1").arg(QString::fromStdString(marks.note));
    lines << remarkLines(row.record.remarks);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace adapterscope
