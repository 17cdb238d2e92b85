// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunTableModel.h"

#include <QFont>

#include <algorithm>
#include <array>
#include <utility>

#include "ui/look/PlainTip.h"
#include "ui/models/RunCell.h"

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

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RunRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return runCellText(row, column);
        case Qt::EditRole:
            return runCellValue(row, column);
        case Qt::ToolTipRole:
            return plainTip(runTip(row));
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        case Qt::FontRole:
            return row.isPicked ? boldFont() : QVariant();
        case SortRole:
            return runCellValue(row, column);
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
