// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>
#include <set>

#include "ui/models/RunFilterModel.h"

class QLabel;
class QMenu;
class QTableView;

namespace adapterscope {

class FilterBox;
class FindingLabel;

/// All runs with a filter box, sorting, and columns to choose. Which runs match a filter is for others to find out.
class RunTable : public QWidget {
    Q_OBJECT

public:
    explicit RunTable(QWidget* parent = nullptr);

    /// The current runs, and what words of the filter can be completed to.
    void setRows(std::vector<RunRow> rows, const QStringList& words);
    /// By row: whether it matches the filter, and its label. `fault` states why the filter cannot be read, if so.
    void setMatching(const std::vector<bool>& matching, const QStringList& labels, const QString& fault);
    /// The base and task whose runs are shown, and the names of the factors that vary among them: columns of settings
    /// that do not vary are hidden unless the person shows them.
    void setScope(const std::string& baseHash, const std::string& taskHash, const std::set<std::string>& varying);
    /// Selects these runs and scrolls to the first; emits nothing.
    void selectRuns(const QStringList& ids);
    QStringList selectedRuns() const;
    /// The run's record, null if there is none.
    const RunRecord* run(const QString& id) const;
    /// The runs as filtered and sorted now, without those that cannot be read.
    std::vector<RunRecord> shownRuns() const;
    void focusFilter();
    QString filter() const;

signals:
    void filterChanged();
    void selectionChanged(const QStringList& ids);

private:
    void buildView();
    void buildColumns(QMenu* menu);
    bool isWanted(int column) const;
    void showColumns();
    void choose(int column, bool shown);
    void countRows();

    RunTableModel m_runs;
    RunFilterModel m_filtered;
    QTableView* m_view;
    FilterBox* m_filter;
    FindingLabel* m_fault;
    QLabel* m_count;
    QList<QAction*> m_columns;        ///< one per column, checked if it is shown
    std::map<int, bool> m_chosen;     ///< the columns that the person shows or hides
    std::set<std::string> m_varying;  ///< names of factors
    bool m_arranging = false;         ///< the program checks the columns' actions, not the person
    bool m_hasNotes = false;          ///< some run has a note: without any the column only takes up space
    bool m_selecting = false;
};

}  // namespace adapterscope
