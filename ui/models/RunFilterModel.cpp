// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunFilterModel.h"

#include <utility>

namespace adapterscope {

RunFilterModel::RunFilterModel(RunTableModel& runs, QObject* parent) : QSortFilterProxyModel(parent), m_runs(runs) {
    setSourceModel(&runs);
    setSortRole(RunTableModel::SortRole);
    setDynamicSortFilter(true);
    m_order.setNumericMode(true);
}

void RunFilterModel::setMatching(std::vector<bool> matching) {
    if (matching == m_matching)
        return;
    m_matching = std::move(matching);
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
    const auto isOther = [](const std::string& wanted, const std::string& own) {
        return !wanted.empty() && wanted != own;
    };
    const RunSpec& spec = run.record.spec;  // without hashes if the run cannot be read
    if (!run.unreadable && (isOther(m_baseHash, spec.baseHash) || isOther(m_taskHash, spec.taskHash)))
        return false;
    const auto place = static_cast<std::size_t>(row);
    return place >= m_matching.size() || m_matching[place];
}

bool RunFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(RunTableModel::SortRole), b = right.data(RunTableModel::SortRole);
    // Runs without a value come last in descending order, which shows the best first; never in between.
    if (a.isNull() || b.isNull())
        return a.isNull() && !b.isNull();
    if (a.typeId() == QMetaType::QString)
        return m_order.compare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

}  // namespace adapterscope
