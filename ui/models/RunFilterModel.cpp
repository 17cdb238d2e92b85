// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunFilterModel.h"

#include <algorithm>

namespace adapterscope {

RunFilterModel::RunFilterModel(RunTableModel& runs, QObject* parent) : QSortFilterProxyModel(parent), m_runs(runs) {
    setSourceModel(&runs);
    setSortRole(RunTableModel::SortRole);
    setDynamicSortFilter(true);
}

void RunFilterModel::setWords(const QString& text) {
    m_words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilterModel::setScope(const std::string& baseHash, const std::string& taskHash) {
    if (m_baseHash == baseHash && m_taskHash == taskHash)
        return;
    m_baseHash = baseHash;
    m_taskHash = taskHash;
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const RunRow& run = m_runs.row(row);
    const bool isScoped = !m_baseHash.empty() && !run.unreadable;  // whose base and task are not known
    if (isScoped && (run.record.spec.baseHash != m_baseHash || run.record.spec.taskHash != m_taskHash))
        return false;
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return run.haystack.contains(word); });
}

bool RunFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(RunTableModel::SortRole), b = right.data(RunTableModel::SortRole);
    // Runs without a value come last in descending order, which shows the best first; never in between.
    if (a.isNull() || b.isNull())
        return a.isNull() && !b.isNull();
    if (a.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

}  // namespace adapterscope
