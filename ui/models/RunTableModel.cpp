// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunTableModel.h"

#include <QFont>

#include <algorithm>
#include <array>
#include <utility>

#include "core/experiment/runs/Factors.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/PlainTip.h"
#include "ui/models/StatusLook.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

int alignmentOf(RunTableModel::Column column) {
    switch (column) {
        case RunTableModel::Seed:
            return Qt::AlignCenter;
        case RunTableModel::Label:
        case RunTableModel::DesignText:
        case RunTableModel::Method:
        case RunTableModel::Base:
        case RunTableModel::Task:
        case RunTableModel::State:
        case RunTableModel::Metric:
        case RunTableModel::Reason:
        case RunTableModel::Tags:
        case RunTableModel::Note:
        case RunTableModel::Id:
            return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        default:
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
}

/// Bold, and otherwise the view's.
QFont boldFont() {
    QFont font;
    font.setBold(true);
    return font;
}

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

}  // namespace

void RunTableModel::setRows(std::vector<RunRow> rows) {
    std::size_t common = 0;
    while (common < m_rows.size() && common < rows.size() && m_rows[common].record.id == rows[common].record.id)
        ++common;
    if (common < m_rows.size()) {  // runs were removed or another project was opened
        beginResetModel();
        m_rows = std::move(rows);
        m_places.clear();
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_places.insert(QString::fromStdString(m_rows[i].record.id), static_cast<int>(i));
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < common; ++i) {
        if (rows[i].showsTheSameAs(m_rows[i]))
            continue;
        rows[i].label = std::move(m_rows[i].label);  // until it is given another
        rows[i].isPicked = m_rows[i].isPicked;
        m_rows[i] = std::move(rows[i]);
        emit dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), ColumnCount - 1));
    }
    if (rows.size() == common)
        return;
    beginInsertRows({}, static_cast<int>(common), static_cast<int>(rows.size()) - 1);
    for (std::size_t i = common; i < rows.size(); ++i) {
        m_places.insert(QString::fromStdString(rows[i].record.id), static_cast<int>(i));
        m_rows.push_back(std::move(rows[i]));
    }
    endInsertRows();
}

/// Calls change(row, its number) for each row; views look again, in these columns, at those for which it is true.
template <typename Change>
void RunTableModel::changeRows(Column first, int last, Change change) {
    std::optional<int> top;
    int bottom = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (change(m_rows[i], i)) {
            bottom = static_cast<int>(i);
            top = top.value_or(bottom);
        }
    if (top)
        emit dataChanged(index(*top, first), index(bottom, last));
}

void RunTableModel::setLabels(const QStringList& labels) {
    changeRows(Label, Label, [&](RunRow& row, std::size_t i) {
        const QString label = labels.value(static_cast<qsizetype>(i));
        return !label.isEmpty() && std::exchange(row.label, label) != label;
    });
}

void RunTableModel::setPicked(const std::vector<bool>& picked) {
    changeRows(Label, ColumnCount - 1, [&](RunRow& row, std::size_t i) {
        const bool isPicked = i < picked.size() && picked[i];
        return std::exchange(row.isPicked, isPicked) != isPicked;
    });
}

const RunTableModel::ColumnText& RunTableModel::columnText(Column column) {
    static constexpr std::array<ColumnText, ColumnCount> texts{{
        {QT_TR_NOOP("Label"), QT_TR_NOOP("What distinguishes the run from the others shown here, and nothing else")},
        {QT_TR_NOOP("Design"), QT_TR_NOOP("What is trained, as the command line writes it")},
        {QT_TR_NOOP("Method"), QT_TR_NOOP("The design's method")},
        {QT_TR_NOOP("Base"), QT_TR_NOOP("The frozen encoder")},
        {QT_TR_NOOP("Task"), QT_TR_NOOP("Data set and metric")},
        {QT_TR_NOOP("Trained"), QT_TR_NOOP("Trained parameters, head included")},
        {QT_TR_NOOP("Seed"),
         QT_TR_NOOP("Seed of the initialisation; the data's order has a seed of its own, equal to it in sweeps")},
        {QT_TR_NOOP("Status"),
         QT_TR_NOOP("waiting, running, done, diverged, failed, cancelled, interrupted or pruned")},
        {QT_TR_NOOP("Dev"), QT_TR_NOOP("Primary metric on dev at the best step: designs are chosen by it")},
        {QT_TR_NOOP("Test"), QT_TR_NOOP("Primary metric on test at that step, scored once")},
        {QT_TR_NOOP("Metric"), QT_TR_NOOP("The task's primary metric")},
        {QT_TR_NOOP("Learning rate"), QT_TR_NOOP("Highest learning rate of the run")},
        {QT_TR_NOOP("Rates tried"),
         QT_TR_NOOP("Learning rates that this setting was given: more of them mean more chances")},
        {QT_TR_NOOP("Batch"), QT_TR_NOOP("Examples a step")},
        {QT_TR_NOOP("Epochs"), QT_TR_NOOP("Passes over the training rows")},
        {QT_TR_NOOP("Best step"),
         QT_TR_NOOP("Step with the best dev metric; the one before training (step 0) is not a candidate")},
        {QT_TR_NOOP("Steps"), QT_TR_NOOP("Training steps taken")},
        {QT_TR_NOOP("Seconds"), QT_TR_NOOP("Time the training took")},
        {QT_TR_NOOP("Stored"),
         QT_TR_NOOP("Parameters that are kept after training: fewer than were trained if an MLP computes a prefix")},
        {QT_TR_NOOP("Bytes"), QT_TR_NOOP("Size of the stored tensors")},
        {QT_TR_NOOP("% of base"), QT_TR_NOOP("Trained parameters as a percentage of the base")},
        {QT_TR_NOOP("Multiply-adds"),
         QT_TR_NOOP("Multiply-adds a token that the design adds to the base's; what can be merged adds none")},
        {QT_TR_NOOP("Attempts"), QT_TR_NOOP("How often training was started")},
        {QT_TR_NOOP("Reason"), QT_TR_NOOP("Why a run did not end well; shown once there is such a run")},
        {QT_TR_NOOP("Tags"),
         QT_TR_NOOP("Words that you gave the run, for filters such as tag:paper; shown once there are some")},
        {QT_TR_NOOP("Note"), QT_TR_NOOP("What you want to remember about the run: double-click or F2 to write it")},
        {QT_TR_NOOP("Id"), QT_TR_NOOP("Content hash of everything that determines the result")},
    }};
    return texts[column];
}

QString RunTableModel::title(Column column) {
    return tr(columnText(column).title);
}

QString RunTableModel::name(Column column) {
    return QString::fromLatin1(columnText(column).title);
}

QString RunTableModel::explanation(Column column) {
    return tr(columnText(column).explanation);
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

/// Nothing if the column is of no cost.
QVariant RunTableModel::costOf(const RunCosts& costs, Column column) {
    switch (column) {
        case Stored:
            return static_cast<qlonglong>(costs.stored);
        case Bytes:
            return static_cast<qlonglong>(costs.bytes);
        case Percent:
            return costs.percent;
        case MultiplyAdds:
            return static_cast<qlonglong>(costs.multiplyAdds);
        default:
            return {};
    }
}

/// What is known about a run that cannot be read; nothing in the other columns.
QVariant RunTableModel::knownOf(const UnreadableRun& run, Column column) const {
    switch (column) {
        case Label:
        case DesignText:
            return QString::fromStdString(run.design);
        case Base:
            return QString::fromStdString(run.base);
        case Task:
            return QString::fromStdString(run.task);
        case State:
            return tr("not readable");
        case Reason:
            return inWindowWords(run.reason);
        case Id:
            return QString::fromStdString(run.id);
        default:
            return {};
    }
}

QVariant RunTableModel::value(const RunRow& row, Column column) const {
    if (row.unreadable)
        return knownOf(*row.unreadable, column);
    const auto optional = [](const std::optional<double>& number) { return number ? QVariant(*number) : QVariant(); };
    const RunSpec& spec = row.record.spec;
    const RunResult& result = row.record.result;
    switch (column) {
        case Label:
            return row.label;
        case DesignText:
            return row.design;
        case Method:
            return QString::fromStdString(spec.design.name());
        case Trained:
            return static_cast<qlonglong>(row.record.parameters);
        case Base:
            return QString::fromStdString(spec.base);
        case Task:
            return QString::fromStdString(spec.taskName);
        case Seed:
            return static_cast<qulonglong>(spec.seed);
        case State:
            return row.record.isPilot ? tr("%1, pilot").arg(statusWord(result.status)) : statusWord(result.status);
        case Dev:
            return optional(result.dev);
        case Test:
            return optional(result.test);
        case Metric:
            return QString::fromStdString(result.metric);
        case LearningRate:
            return effectiveLearningRate(spec);
        case RatesTried:
            return row.rates;
        case Batch:
            return spec.hyperparameters.batch;
        case Epochs:
            return spec.hyperparameters.epochs;
        case BestStep:
            return static_cast<qlonglong>(result.bestStep);
        case Steps:
            return static_cast<qlonglong>(result.steps);
        case Seconds:
            return result.seconds;
        case Stored:
        case Bytes:
        case Percent:
        case MultiplyAdds:
            return result.costs ? costOf(*result.costs, column) : QVariant();
        case Attempts:
            return result.attempts;
        case Reason:
            return inWindowWords(result.message);
        case Tags:
            return tagsText(row.record.marks);
        case Note:
            return QString::fromStdString(row.record.marks.note);
        case Id:
            return QString::fromStdString(row.record.id);
        case ColumnCount:
            break;
    }
    return {};
}

QString RunTableModel::stateText(const RunRow& row) const {
    const QString state = value(row, State).toString();
    return row.record.marks.archived ? tr("%1, archived").arg(state) : state;
}

QString RunTableModel::text(const RunRow& row, Column column) const {
    const QVariant raw = value(row, column);
    if (row.unreadable)
        return raw.toString();
    const bool started = row.record.result.attempts > 0 || row.record.result.steps > 0;
    switch (column) {
        case Trained:
            return withSeparators(raw.toLongLong());
        case State:
            return statusSign(row.record.result.status) + QLatin1Char(' ') + stateText(row);
        case Dev:
        case Test:
            return raw.isNull() ? QString() : fraction(raw.toDouble(), 4);
        case Stored:
        case Bytes:
        case MultiplyAdds:
            return raw.isNull() ? QString() : withSeparators(raw.toLongLong());
        case Percent:
            return raw.isNull() ? QString() : QString::number(raw.toDouble(), 'g', 3);
        case LearningRate:
            return QString::fromStdString(rateText(raw.toDouble()));
        case BestStep:
        case Steps:
            return started ? withSeparators(raw.toLongLong()) : QString();
        case Seconds:
            return row.record.result.seconds > 0 ? fraction(raw.toDouble(), 1) : QString();
        default:
            return raw.toString();
    }
}

QString RunTableModel::toolTip(const RunRow& row) const {
    QStringList lines{row.label};
    if (row.design != row.label)
        lines << row.design;
    if (row.unreadable)
        return (lines << tr("Kept in the project, but this program cannot read it:")
                      << inWindowWords(row.unreadable->reason))
            .join(QLatin1Char('\n'));
    const RunResult& result = row.record.result;
    lines << tr("%1 on %2, seed %3")
                 .arg(QString::fromStdString(row.record.spec.taskName), QString::fromStdString(row.record.spec.base))
                 .arg(row.record.spec.seed);
    lines << stateText(row);
    if (row.isPicked)
        lines << tr("in the figure: its learning rate is the best on dev");
    if (result.dev)
        lines << tr("dev %1 at step %2").arg(fraction(*result.dev, 6)).arg(result.bestStep);
    if (result.test)
        lines << tr("test %1").arg(fraction(*result.test, 6));
    lines << counts::trainedParameters(row.record.parameters);
    if (!result.message.empty())
        lines << inWindowWords(result.message);
    const RunMarks& marks = row.record.marks;
    if (!marks.tags.empty())
        lines << tr("Tags: %1").arg(tagsText(marks));
    if (!marks.note.empty())
        lines << tr("Note: %1").arg(QString::fromStdString(marks.note));
    lines << remarkLines(row.record.remarks);
    return lines.join(QLatin1Char('\n'));
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RunRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return text(row, column);
        case Qt::EditRole:
            return value(row, column);
        case Qt::ToolTipRole:
            return plainTip(toolTip(row));
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        case Qt::FontRole:
            return row.isPicked ? boldFont() : QVariant();
        case SortRole:
            return value(row, column);
        case IdRole:
            return QString::fromStdString(row.record.id);
        case StatusRole:
            return row.unreadable ? QVariant() : static_cast<int>(row.record.result.status);
        default:
            return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
    const bool canBeEdited = m_isEditable && index.isValid() && index.column() == Note && !row(index.row()).unreadable;
    return QAbstractTableModel::flags(index) | (canBeEdited ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    RunRecord& record = m_rows[static_cast<std::size_t>(index.row())].record;
    const QString note = value.toString().trimmed();
    if (note.toStdString() == record.marks.note)
        return false;
    record.marks.note = note.toStdString();
    emit dataChanged(index, index);
    emit noteEdited(QString::fromStdString(record.id), note);
    return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = static_cast<Column>(section);
    switch (role) {
        case Qt::DisplayRole:
            return title(column);
        case Qt::ToolTipRole:
            return explanation(column);
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        default:
            return {};
    }
}

}  // namespace adapterscope
