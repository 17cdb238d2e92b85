// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include "ui/models/RunSelection.h"

namespace adapterscope {

class GridCellPainter;
class SweepGridModel;

/// The grid of a sweep: colour, symbol and word in each cell, a bar in running ones; a menu to retry, cancel, look
/// closer, or do whatever else can be done with runs.
class SweepGridView : public QTableView, public RunSelection {
    Q_OBJECT

public:
    explicit SweepGridView(SweepGridModel& model, QWidget* parent = nullptr);

    /// Ground of cells with a score: by how high it is, or by their state.
    void colourByScore(bool isOn);
    /// What the menu offers besides its own entries.
    void setRunActions(const QList<QAction*>& actions) { m_runActions = actions; }

    /// Of the selected runs that are in the project.
    QStringList selectedIds() const override;
    std::vector<const RunRecord*> selectedRecords() const override;
    QString selectedText() const override;
    std::vector<std::string> tags() const override;

signals:
    void retryWanted(const QStringList& ids);
    void cancelWanted(const QStringList& ids);
    void openWanted(const QStringList& ids);
    /// The menu is about to be shown.
    void menuOpening();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void takeRows();
    void selectAgain();
    void measureTitles();
    void fitSections();
    int linesOfRows(int room) const;

    SweepGridModel& m_grid;
    GridCellPainter* m_painter;
    QList<QAction*> m_runActions;
    QStringList m_selectedBefore;             ///< the selected runs of a grid that is being rebuilt
    int m_widestRow = 0, m_widestColumn = 0;  ///< titles, in pixels
};

}  // namespace adapterscope
