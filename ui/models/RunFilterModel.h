// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

#include <string>
#include <vector>

#include "ui/models/RunTableModel.h"

namespace adapterscope {

/// Sorts by the unrounded values, numbers within texts by their size, and keeps the runs that match a filter
/// (RunFilter), on one base and task if asked. Runs that cannot be read are kept on every base and task.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RunFilterModel(RunTableModel& runs, QObject* parent = nullptr);

    /// Whether each row of the table matches the filter; those beyond the end do.
    void setMatching(std::vector<bool> matching);
    /// Hashes of the base and task whose runs are kept; empty for all.
    void setScope(const std::string& baseHash, const std::string& taskHash);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    RunTableModel& m_runs;
    std::vector<bool> m_matching;
    std::string m_baseHash, m_taskHash;
    QCollator m_order{QLocale(QLocale::English)};  ///< the C locale's, which tests use, ignores numbers
};

}  // namespace adapterscope
