// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/SweepGridModel.h"

#include <QSet>

#include <algorithm>
#include <set>

#include "core/experiment/Factors.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/PlainTip.h"
#include "ui/models/StatusLook.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

void SweepGridModel::setRuns(std::vector<RunRecord> runs, const QSet<QString>& known) {
    QStringList ids;
    for (const RunRecord& run : runs)
        ids << QString::fromStdString(run.id);
    if (ids == m_ids) {  // the same grid: selection and scroll position stay
        for (const RunRecord& run : runs)
            if (known.contains(QString::fromStdString(run.id)))
                update(run);
        return;
    }
    m_ids = ids;
    beginResetModel();
    m_rows.clear();
    m_seeds.clear();
    m_places.clear();
    std::set<std::pair<std::uint64_t, std::uint64_t>> seeds;
    for (const RunRecord& run : runs)
        seeds.insert({run.spec.seed, run.spec.dataSeed});
    const Factors factors = Factors::of(runs);
    m_seeds.assign(seeds.begin(), seeds.end());
    std::map<std::string, int> rows;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        RunRecord& run = runs[i];
        const auto [place, isNew] = rows.try_emplace(groupOf(run), static_cast<int>(m_rows.size()));
        if (isNew) {
            const QString label = QString::fromStdString(factors.label(i));
            m_rows.push_back({run.isPilot ? tr("pilot: %1").arg(label) : label, run.parameters, {}});
        }
        const auto column = static_cast<int>(
            std::lower_bound(m_seeds.begin(), m_seeds.end(), std::pair(run.spec.seed, run.spec.dataSeed)) -
            m_seeds.begin());
        const QString id = QString::fromStdString(run.id);
        m_places.insert(id, {place->second, column});
        m_rows[static_cast<std::size_t>(place->second)].cells[column] = {std::move(run), !known.contains(id), 0};
    }
    endResetModel();
}

QString SweepGridModel::nameOf(const QString& id) const {
    const QModelIndex at = indexOf(id);
    if (!at.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(at.row())];
    return tr("%1, seed %2").arg(row.label).arg(row.cells.at(at.column()).run.spec.seed);
}

void SweepGridModel::update(const RunRecord& run) {
    const QModelIndex at = indexOf(QString::fromStdString(run.id));
    if (!at.isValid())
        return;
    Cell& cell = m_rows[static_cast<std::size_t>(at.row())].cells[at.column()];
    cell.run = run;
    cell.planned = false;
    if (run.result.status != Status::Running)
        cell.progress = 0;
    emit dataChanged(at, at);
}

void SweepGridModel::setProgress(const QString& id, double share) {
    const QModelIndex at = indexOf(id);
    if (!at.isValid())
        return;
    m_rows[static_cast<std::size_t>(at.row())].cells[at.column()].progress = share;
    emit dataChanged(at, at, {Qt::DisplayRole, ProgressRole});
}

void SweepGridModel::setTraining(bool training) {
    if (training == m_training)
        return;
    m_training = training;
    for (Row& row : m_rows)
        for (auto& [column, cell] : row.cells)
            if (!training)
                cell.progress = 0;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

Status SweepGridModel::statusOf(const Cell& cell) const {
    const Status status = cell.run.result.status;
    return status == Status::Running && !m_training ? Status::Interrupted : status;
}

QModelIndex SweepGridModel::indexOf(const QString& id) const {
    const auto place = m_places.constFind(id);
    return place == m_places.constEnd() ? QModelIndex() : index(place->first, place->second);
}

const SweepGridModel::Cell* SweepGridModel::cell(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto found = row.cells.find(index.column());
    return found == row.cells.end() ? nullptr : &found->second;
}

const RunRecord* SweepGridModel::run(const QModelIndex& index) const {
    const Cell* found = cell(index);
    return found ? &found->run : nullptr;
}

std::vector<const RunRecord*> SweepGridModel::runs() const {
    std::vector<const RunRecord*> runs;
    for (const Row& row : m_rows)
        for (const auto& [column, cell] : row.cells)
            runs.push_back(&cell.run);
    return runs;
}

int SweepGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SweepGridModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_seeds.size());
}

QString SweepGridModel::text(const Cell& cell) const {
    const RunResult& result = cell.run.result;
    if (cell.planned)
        return tr("planned");
    const Status status = statusOf(cell);
    switch (status) {
        case Status::Done:
            return statusSign(status) + QLatin1Char(' ') + (result.dev ? fraction(*result.dev) : statusWord(status));
        case Status::Running:
            if (cell.progress == 0)
                break;  // started a moment ago, or by another program
            return QStringLiteral("%1 %2 %").arg(statusSign(status)).arg(static_cast<int>(cell.progress * 100));
        default:
            break;
    }
    return statusSign(status) + QLatin1Char(' ') + statusWord(status);
}

QString SweepGridModel::toolTip(const Row& row, const Cell& cell) const {
    const RunResult& result = cell.run.result;
    QStringList lines{row.label, tr("seed %1").arg(cell.run.spec.seed),
                      cell.planned ? tr("planned: will be trained when the sweep starts") : statusWord(statusOf(cell))};
    if (result.dev)
        lines << tr("%1 on dev %2 at step %3")
                     .arg(QString::fromStdString(result.metric), fraction(*result.dev, 6))
                     .arg(result.bestStep);
    if (result.test)
        lines << tr("%1 on test %2").arg(QString::fromStdString(result.metric), fraction(*result.test, 6));
    lines << counts::trainedParameters(cell.run.parameters);
    if (result.seconds > 0)
        lines << tr("trained in %1").arg(duration(result.seconds));
    if (result.attempts > 1)
        lines << tr("started %1 times").arg(result.attempts);
    if (!result.message.empty())
        lines << inWindowWords(result.message);
    return lines.join(QLatin1Char('\n'));
}

QVariant SweepGridModel::data(const QModelIndex& index, int role) const {
    const Cell* found = cell(index);
    if (!found)
        return role == Qt::DisplayRole && index.isValid() ? QVariant(QString()) : QVariant();
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return text(*found);
        case Qt::ToolTipRole:
            return plainTip(toolTip(row, *found));
        case Qt::AccessibleTextRole:
            return toolTip(row, *found).replace(QLatin1Char('\n'), QStringLiteral(", "));
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignCenter);
        case IdRole:
            return QString::fromStdString(found->run.id);
        case StatusRole:
            return static_cast<int>(statusOf(*found));
        case ProgressRole:
            return found->progress;
        case PlannedRole:
            return found->planned;
        default:
            return {};
    }
}

QVariant SweepGridModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (section < 0)
        return {};
    if (orientation == Qt::Horizontal) {
        if (role != Qt::DisplayRole || section >= columnCount())
            return {};
        const auto& [seed, dataSeed] = m_seeds[static_cast<std::size_t>(section)];
        return seed == dataSeed ? tr("seed %1").arg(seed) : tr("seed %1/%2").arg(seed).arg(dataSeed);
    }
    if (section >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(section)];
    switch (role) {
        case Qt::DisplayRole:
            return row.label;
        case Qt::ToolTipRole:
            return plainTip(row.label + '\n' + counts::trainedParameters(row.parameters));
        case Qt::TextAlignmentRole:
            return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        default:
            return {};
    }
}

}  // namespace adapterscope
