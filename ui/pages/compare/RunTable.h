// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include <set>
#include <string>
#include <vector>

#include "ui/models/RunFilterModel.h"
#include "ui/models/RunSelection.h"
#include "ui/pages/compare/FilterTyping.h"
#include "ui/pages/compare/WantedColumns.h"

class QCheckBox;
class QLabel;
class QMenu;
class QTableView;

namespace adapterscope {

class FaultLine;
class FilterBox;

/// All runs with a filter box, sorting, and columns to choose. Which runs match a filter is for others to find out.
class RunTable : public QWidget, public RunSelection {
    Q_OBJECT

public:
    explicit RunTable(QWidget* parent = nullptr);

    /// The current runs, and what words of the filter can be completed to.
    void setRows(std::vector<RunRow> rows, const QStringList& words);
    /// By row: whether it matches the filter, and its label. `fault` states why the filter cannot be read, or which
    /// of its values no run has, if so.
    void setMatching(const std::vector<bool>& matching, const QStringList& labels, const QString& fault);
    /// By row: whether the run is one of those that the figure picked (RunRow::isPicked).
    void setPicked(const std::vector<bool>& picked);
    /// The base and task whose runs are shown, and the names of the factors that vary among them: columns of settings
    /// that do not vary are hidden unless the person shows them.
    void setScope(const std::string& baseHash, const std::string& taskHash, const std::set<std::string>& varying);
    /// Selects these runs and scrolls to the first; emits nothing.
    void selectRuns(const QStringList& ids);
    /// From top to bottom.
    QStringList selectedIds() const override;
    /// In the order that selectRuns was given, else from top to bottom.
    std::vector<const RunRecord*> selectedRecords() const override;
    /// Without the hidden columns.
    QString selectedText() const override;
    std::vector<std::string> tags() const override;
    void setEditable(bool editable) override;
    bool editNote(const QString& id) override;
    /// The runs as filtered and sorted now, without those that cannot be read.
    std::vector<RunRecord> shownRuns() const;
    void focusFilter();
    QString filter() const;
    FilterTyping filterTyping() const;
    bool showsArchived() const;
    /// Without a signal.
    void setFilter(const QString& words, bool showsArchived);
    /// The English name of the column that it is sorted by; empty for the order of the project.
    QString sortColumn() const;
    bool isSortedDown() const;
    /// Without a signal.
    void setSorting(const QString& column, bool down);
    QWidget* view() const;

signals:
    void sortingChanged();
    /// The filter, how far its typing is, or whether archived runs are shown.
    void filterChanged();
    /// The person selected these runs.
    void selectionChanged(const QStringList& ids);
    /// The selected rows, or their content, have changed, whoever changed them.
    void selectedRowsChanged();
    /// The person opened the selected run, by a double click.
    void opened();
    void noteEdited(const QString& id, const QString& note);
    /// The person asked what can be done with the selected runs.
    void menuWanted(const QPoint& globalPlace);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Rows and columns for the current size of text.
    void sizeCells();
    void measureLabels();
    void fitLabels();
    void buildView();
    void buildColumns(QMenu* menu);
    void showColumns();
    void countRows();
    QModelIndexList selectedIndexes() const;

    RunTableModel m_runs;
    RunFilterModel m_filtered;
    QTableView* m_view;
    FilterBox* m_filter;
    FaultLine* m_fault;
    QLabel* m_count;
    QCheckBox* m_archived;
    QList<QAction*> m_columns;  ///< one per column, checked if it is shown
    WantedColumns m_wanted;
    QHash<QString, int> m_order;  ///< of the runs that others selected; empty once the person selects in the table
    int m_widestLabel = 0;        ///< its text, in pixels
    int m_labelWidth = 0;         ///< of their column, if the person has not changed it
    bool m_arranging = false;     ///< the program checks the columns' actions, not the person
    bool m_hasPicked = false;     ///< some rows are bold
    bool m_selecting = false;
};

}  // namespace adapterscope
