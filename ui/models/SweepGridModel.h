// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>
#include <utility>
#include <vector>

#include "core/experiment/comparison/RunGrid.h"
#include "core/experiment/runs/RunCounts.h"

namespace adapterscope {

/// The runs of a sweep in rows and columns (RunGrid): what is planned, and how far each run is. Fills as runs finish.
/// Archived runs are shown only as such: their scores and states count nowhere.
class SweepGridModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        StatusRole = Qt::UserRole + 1,  ///< of all runs of the cell; none if they differ, are archived or only planned
        ProgressRole,                   ///< of a cell in which a run is being trained
        PlannedRole,                    ///< every run of the cell is only planned so far
        ScoreRole,                      ///< its mean on dev between the lowest and the highest on its task, from 0 to 1
        HeadingRole                     ///< the cell is a group's title
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Runs in the order of their rows; those whose id is not among `known` are only planned so far.
    void setRuns(std::vector<RunRecord> runs, const QSet<QString>& known);
    /// What rows and columns stand for.
    void setAxes(const GridAxes& wanted);
    /// What became of them.
    const GridAxes& axes() const { return m_grid.axes; }
    /// Names of the factors that they can stand for.
    const std::vector<std::string>& factors() const { return m_grid.factors; }
    /// A run's current state; ignored if the grid does not show it.
    void update(const RunRecord& run);
    /// Whether runs are being trained. While none are, one still marked as running was interrupted, although that could
    /// not be written, as on a full disk.
    void setTraining(bool training);
    /// How far a running run is, from 0 to 1.
    void setProgress(const QString& id, double share);
    QModelIndex indexOf(const QString& id) const;
    /// The runs of a cell that are in the project.
    std::vector<const RunRecord*> runs(const QModelIndex& index) const;
    /// All that are in the project.
    std::vector<const RunRecord*> runs() const;
    /// The state of a run that the grid shows.
    Status statusOf(const RunRecord& run) const;
    /// How many of those in the project are in which state, without archived ones.
    RunCounts counts() const;
    int planned() const;   ///< only planned so far
    int archived() const;  ///< in the project, shown only because they are planned
    /// Row, column and group of a cell, as texts.
    QStringList namesOf(const QModelIndex& index) const;
    /// Whether a cell holds several runs, and so may need a second line.
    bool isShared() const { return m_cells.size() < m_runs.size(); }
    bool isHeading(int row) const { return m_grid.rows[static_cast<std::size_t>(row)].isHeading; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void arrange();
    void measureScores();
    void showAll();
    QModelIndex placeOf(std::size_t number) const;
    QString parametersOf(int row) const;
    const GridCell& cell(const QModelIndex& index) const;
    QVariant cellData(const QModelIndex& index, const GridCell& cell, int role) const;
    QVariant scoreShare(const GridCell& cell) const;

    std::vector<GridRun> m_runs;
    QStringList m_ids;  ///< of the runs, in their order
    QHash<QString, std::size_t> m_numbers;
    GridAxes m_wanted;
    RunGrid m_grid;
    std::map<std::pair<int, int>, GridCell> m_cells;      ///< by row and column, of m_runs
    using Scope = std::pair<std::string, std::string>;    ///< hashes of base and task
    std::map<Scope, std::pair<double, double>> m_scores;  ///< the lowest and the highest
    bool m_training = true;
};

}  // namespace adapterscope
