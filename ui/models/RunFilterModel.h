// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

#include "ui/models/RunTableModel.h"

namespace adapterscope {

/// Sorts by the unrounded values and keeps the runs that contain every word of the filter, on one base and task if
/// asked. Runs that cannot be read are kept on every base and task.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit RunFilterModel(RunTableModel& runs, QObject* parent = nullptr);

    void setWords(const QString& text);
    /// Hashes of the base and task whose runs are kept; empty for all.
    void setScope(const std::string& baseHash, const std::string& taskHash);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    RunTableModel& m_runs;
    QStringList m_words;
    std::string m_baseHash, m_taskHash;
};

}  // namespace adapterscope
