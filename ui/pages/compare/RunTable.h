// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "ui/models/RunFilterModel.h"

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace adapterscope {

/// All runs with a filter box, sorting, and columns to choose.
class RunTable : public QWidget {
    Q_OBJECT

public:
    explicit RunTable(QWidget* parent = nullptr);

    void setRows(std::vector<RunRow> rows);
    void setScope(const std::string& baseHash, const std::string& taskHash);
    /// Selects these runs and scrolls to the first; emits nothing.
    void selectRuns(const QStringList& ids);
    QStringList selectedRuns() const;
    /// The run's record, null if there is none.
    const RunRecord* run(const QString& id) const;
    /// The runs as filtered and sorted now, without those that cannot be read.
    std::vector<RunRecord> shownRuns() const;
    void focusFilter();

signals:
    void selectionChanged(const QStringList& ids);

private:
    void buildColumns(QMenu* menu);
    void showColumns();
    void keepColumns() const;
    void countRows();

    RunTableModel m_runs;
    RunFilterModel m_filtered;
    QTableView* m_view;
    QLineEdit* m_filter;
    QLabel* m_count;
    QList<QAction*> m_columns;  ///< one per column, checked if the person shows it
    bool m_hasNotes = false;    ///< some run has a note: without any the column only takes up space
    bool m_selecting = false;
};

}  // namespace adapterscope
