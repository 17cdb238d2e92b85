// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// Designs (rows) by seeds (columns): what is planned, and how far each run is. Fills as runs finish.
class SweepGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, StatusRole, ProgressRole, PlannedRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Runs in the order of their rows; those whose id is not among `known` are only planned so far.
    void setRuns(std::vector<RunRecord> runs, const QSet<QString>& known);
    /// A run's current state; ignored if the grid does not show it.
    void update(const RunRecord& run);
    /// Whether runs are being trained. While none are, one still marked as running was interrupted, although that could
    /// not be written, as on a full disk.
    void setTraining(bool training);
    /// How far a running run is, from 0 to 1.
    void setProgress(const QString& id, double share);
    QModelIndex indexOf(const QString& id) const;
    /// "m=8, seed 0": the label of its row and its seed; empty for an id that is not here.
    QString nameOf(const QString& id) const;
    const RunRecord* run(const QModelIndex& index) const;
    std::vector<const RunRecord*> runs() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Cell {
        RunRecord run;
        bool planned = false;  ///< not in the project yet
        double progress = 0;
    };
    struct Row {
        QString label;
        std::int64_t parameters = 0;
        std::map<int, Cell> cells;  ///< by column
    };
    const Cell* cell(const QModelIndex& index) const;
    Status statusOf(const Cell& cell) const;
    QString text(const Cell& cell) const;
    QString toolTip(const Row& row, const Cell& cell) const;

    std::vector<Row> m_rows;
    bool m_training = true;
    QStringList m_ids;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_seeds;
    QHash<QString, std::pair<int, int>> m_places;
};

}  // namespace adapterscope
