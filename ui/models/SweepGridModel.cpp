// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/SweepGridModel.h"

#include <algorithm>
#include <optional>

#include "ui/look/Counts.h"
#include "ui/look/PlainTip.h"
#include "ui/models/GridCell.h"

namespace adapterscope {

void SweepGridModel::setRuns(std::vector<RunRecord> runs, const QSet<QString>& known) {
    QStringList ids;
    for (const RunRecord& run : runs)
        ids << QString::fromStdString(run.id);
    if (ids == m_ids) {  // the same grid: selection and scroll position stay
        for (std::size_t i = 0; i < runs.size(); ++i) {
            m_runs[i].record = std::move(runs[i]);
            m_runs[i].isPlanned = !known.contains(ids[static_cast<qsizetype>(i)]);
            if (m_runs[i].isPlanned)
                m_runs[i].progress = 0;  // it was deleted
        }
        return showAll();
    }
    beginResetModel();
    m_ids = ids;
    m_runs.clear();
    m_numbers.clear();
    for (RunRecord& run : runs) {
        const QString id = QString::fromStdString(run.id);
        m_numbers.insert(id, m_runs.size());
        const Status status = statusOf(run);
        m_runs.push_back({std::move(run), !known.contains(id), 0, status});
    }
    arrange();
    endResetModel();
}

void SweepGridModel::setAxes(const GridAxes& wanted) {
    if (wanted == m_wanted)
        return;
    beginResetModel();
    m_wanted = wanted;
    arrange();
    endResetModel();
}

void SweepGridModel::arrange() {
    std::vector<const RunRecord*> runs;
    for (const GridRun& run : m_runs)
        runs.push_back(&run.record);
    m_grid = arrangedRuns(runs, m_wanted);
    m_cells.clear();
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        m_cells[{m_grid.places[i].row, m_grid.places[i].column}].push_back(&m_runs[i]);
    measureScores();
}

void SweepGridModel::measureScores() {
    m_scores.clear();
    for (const GridRun& run : m_runs)
        if (const auto score = scoreOf(run)) {
            const auto [range, isNew] =
                m_scores.try_emplace({run.record.spec.baseHash, run.record.spec.taskHash}, *score, *score);
            range->second.first = std::min(range->second.first, *score);
            range->second.second = std::max(range->second.second, *score);
        }
}

void SweepGridModel::showAll() {
    for (GridRun& run : m_runs) {
        run.status = statusOf(run.record);
        // A record that was read a moment ago may be older than the progress.
        if (!m_training)
            run.progress = 0;
    }
    measureScores();
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void SweepGridModel::update(const RunRecord& run) {
    const auto found = m_numbers.constFind(QString::fromStdString(run.id));
    if (found == m_numbers.constEnd())
        return;
    GridRun& shown = m_runs[*found];
    shown.record = run;
    shown.isPlanned = false;
    shown.status = statusOf(run);
    if (run.result.status != Status::Running)
        shown.progress = 0;
    const auto before = m_scores;
    measureScores();
    if (m_scores != before)
        return showAll();  // every cell's place between the lowest and the highest has changed
    const QModelIndex at = placeOf(*found);
    emit dataChanged(at, at);
}

void SweepGridModel::setProgress(const QString& id, double share) {
    const auto found = m_numbers.constFind(id);
    if (found == m_numbers.constEnd())
        return;
    m_runs[*found].progress = share;
    const QModelIndex at = placeOf(*found);
    emit dataChanged(at, at, {Qt::DisplayRole, ProgressRole});
}

void SweepGridModel::setTraining(bool training) {
    if (training == m_training)
        return;
    m_training = training;
    showAll();
}

Status SweepGridModel::statusOf(const RunRecord& run) const {
    const Status status = run.result.status;
    return status == Status::Running && !m_training ? Status::Interrupted : status;
}

QModelIndex SweepGridModel::placeOf(std::size_t number) const {
    const RunGrid::Place& place = m_grid.places[number];
    return index(place.row, place.column);
}

QModelIndex SweepGridModel::indexOf(const QString& id) const {
    const auto found = m_numbers.constFind(id);
    return found == m_numbers.constEnd() ? QModelIndex() : placeOf(*found);
}

const GridCell& SweepGridModel::cell(const QModelIndex& index) const {
    static const GridCell none;
    const auto found = m_cells.find({index.row(), index.column()});
    return found == m_cells.end() ? none : found->second;
}

std::vector<const RunRecord*> SweepGridModel::runs(const QModelIndex& index) const {
    std::vector<const RunRecord*> runs;
    for (const GridRun* run : cell(index))
        if (!run->isPlanned)
            runs.push_back(&run->record);
    return runs;
}

std::vector<const RunRecord*> SweepGridModel::runs() const {
    std::vector<const RunRecord*> runs;
    for (const GridRun& run : m_runs)
        if (!run.isPlanned)
            runs.push_back(&run.record);
    return runs;
}

RunCounts SweepGridModel::counts() const {
    RunCounts counts;
    for (const GridRun& run : m_runs)
        if (run.isCounted())
            counts.add(run.status);
    return counts;
}

int SweepGridModel::planned() const {
    return static_cast<int>(
        std::count_if(m_runs.begin(), m_runs.end(), [](const GridRun& run) { return run.isPlanned; }));
}

int SweepGridModel::archived() const {
    return static_cast<int>(std::count_if(m_runs.begin(), m_runs.end(),
                                          [](const GridRun& run) { return !run.isPlanned && !run.isCounted(); }));
}

int SweepGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_grid.rows.size());
}

int SweepGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_grid.columns.size());
}

QStringList SweepGridModel::namesOf(const QModelIndex& index) const {
    const RunGrid::Row& row = m_grid.rows[static_cast<std::size_t>(index.row())];
    QStringList names{QString::fromStdString(row.title),
                      QString::fromStdString(m_grid.columns[static_cast<std::size_t>(index.column())])};
    if (!row.group.empty())
        names << QString::fromStdString(row.group);
    return names;
}

QVariant SweepGridModel::scoreShare(const GridCell& cell) const {
    const auto score = scoreOf(cell);
    if (!score)
        return {};
    const RunSpec& spec = cell.front()->record.spec;
    const auto [lowest, highest] = m_scores.at({spec.baseHash, spec.taskHash});
    return highest > lowest ? (*score - lowest) / (highest - lowest) : 1.0;
}

QVariant SweepGridModel::cellData(const QModelIndex& index, const GridCell& cell, int role) const {
    switch (role) {
        case Qt::DisplayRole:
            return cellLines(cell).join(QLatin1Char('\n'));
        case Qt::ToolTipRole:
            return plainTip(cellTip(namesOf(index), cell));
        case Qt::AccessibleTextRole:
            return cellTip(namesOf(index), cell).replace(QLatin1Char('\n'), QStringLiteral(", "));
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignCenter);
        case StatusRole: {
            const auto status = commonStatus(cell);
            return status ? QVariant(static_cast<int>(*status)) : QVariant();
        }
        case ProgressRole: {
            const auto progress = progressOf(cell);
            return progress ? QVariant(*progress) : QVariant();
        }
        case PlannedRole:
            return areAllPlanned(cell);
        case ScoreRole:
            return scoreShare(cell);
        default:
            return {};
    }
}

QVariant SweepGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const RunGrid::Row& row = m_grid.rows[static_cast<std::size_t>(index.row())];
    if (row.isHeading) {
        const bool isTitle = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        if (role == HeadingRole)
            return true;
        if (role == Qt::ToolTipRole)
            return plainTip(QString::fromStdString(row.title));
        return isTitle && index.column() == 0 ? QVariant(QString::fromStdString(row.title)) : QVariant();
    }
    if (const GridCell& found = cell(index); !found.empty())
        return cellData(index, found, role);
    if (role == Qt::AccessibleTextRole)
        return namesOf(index).join(QStringLiteral(", ")) + tr(": no run");
    return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
}

/// A line with the number of trained parameters of a row; empty if its runs differ in it.
QString SweepGridModel::parametersOf(int row) const {
    std::optional<std::int64_t> common;
    for (auto cell = m_cells.lower_bound({row, 0}); cell != m_cells.end() && cell->first.first == row; ++cell)
        for (const GridRun* run : cell->second) {
            const std::int64_t own = run->record.parameters;
            if (common.value_or(own) != own)
                return {};
            common = own;
        }
    return common ? QLatin1Char('\n') + counts::trainedParameters(*common) : QString();
}

Qt::ItemFlags SweepGridModel::flags(const QModelIndex& index) const {
    // The arrow keys skip what is not enabled.
    return index.isValid() && isHeading(index.row()) ? Qt::NoItemFlags : QAbstractTableModel::flags(index);
}

QVariant SweepGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool isAcross = orientation == Qt::Horizontal;
    if (section < 0 || section >= (isAcross ? columnCount() : rowCount()))
        return {};
    if (!isAcross && isHeading(section))
        return role == Qt::DisplayRole ? QVariant(QString()) : QVariant();
    const QString title = QString::fromStdString(isAcross ? m_grid.columns[static_cast<std::size_t>(section)]
                                                          : m_grid.rows[static_cast<std::size_t>(section)].title);
    switch (role) {
        case Qt::DisplayRole:
            return title;
        case Qt::ToolTipRole:
            return plainTip(isAcross ? title : title + parametersOf(section));
        case Qt::TextAlignmentRole:
            return static_cast<int>(isAcross ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
        default:
            return {};
    }
}

}  // namespace adapterscope
