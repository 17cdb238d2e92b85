// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/RunTable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"

namespace adapterscope {

namespace {

constexpr auto columnsKey = "compare/hiddenColumns";

/// Hidden until requested.
QList<int> defaultHidden() {
    return {RunTableModel::Method,   RunTableModel::Metric, RunTableModel::Batch,    RunTableModel::Epochs,
            RunTableModel::BestStep, RunTableModel::Steps,  RunTableModel::Attempts, RunTableModel::Id};
}

}  // namespace

RunTable::RunTable(QWidget* parent)
    : QWidget(parent), m_filtered(m_runs), m_view(new QTableView), m_filter(new QLineEdit), m_count(new QLabel) {
    m_filter->setObjectName("runFilter");
    m_filter->setPlaceholderText(tr("Filter runs, as in: m=8 seed=1 done"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->setToolTip(tr("Shows the runs that hold every word: design, base, task, seed, status, note"));
    m_filter->setMaximumWidth(360);
    m_count->setObjectName("runCount");
    m_view->setObjectName("runTable");
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(&m_filtered);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setTabKeyNavigation(false);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    // Rows of one height: with thousands of them none is ever measured.
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto* columns = new QToolButton;
    columns->setObjectName("runColumns");
    columns->setText(tr("Columns"));
    columns->setToolTip(tr("Choose the columns of the table"));
    columns->setPopupMode(QToolButton::InstantPopup);
    columns->setMenu(new QMenu(columns));
    buildColumns(columns->menu());

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(columns);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filtered.setWords(text);
        countRows();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_selecting)
            emit selectionChanged(selectedRuns());
    });
}

void RunTable::buildColumns(QMenu* menu) {
    QList<int> hidden = defaultHidden();
    if (const QSettings settings; settings.contains(columnsKey)) {
        hidden.clear();
        for (const QVariant& column : settings.value(columnsKey).toList())
            hidden << column.toInt();
    }
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        QAction* action = menu->addAction(RunTableModel::title(static_cast<RunTableModel::Column>(column)));
        action->setToolTip(RunTableModel::explanation(static_cast<RunTableModel::Column>(column)));
        action->setCheckable(true);
        action->setChecked(!hidden.contains(column));
        action->setEnabled(column != RunTableModel::DesignText);
        connect(action, &QAction::toggled, this, [this] {
            showColumns();
            keepColumns();
        });
    }
    m_columns = menu->actions();
    showColumns();
    menu->setToolTipsVisible(true);
    m_view->horizontalHeader()->addActions(m_columns);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const auto width = [&](RunTableModel::Column column, int digits) {
        m_view->setColumnWidth(column, digits * digit);
    };
    width(RunTableModel::DesignText, 30);
    for (const auto column : {RunTableModel::Trained, RunTableModel::Task, RunTableModel::Base, RunTableModel::State,
                              RunTableModel::LearningRate})
        width(column, 14);
    for (const auto column : {RunTableModel::Dev, RunTableModel::Test, RunTableModel::Seconds})
        width(column, 10);
    width(RunTableModel::Seed, 7);
}

void RunTable::showColumns() {
    for (int column = 0; column < RunTableModel::ColumnCount; ++column)
        m_view->setColumnHidden(column,
                                !m_columns[column]->isChecked() || (column == RunTableModel::Note && !m_hasNotes));
}

void RunTable::keepColumns() const {
    QVariantList hidden;
    for (int column = 0; column < RunTableModel::ColumnCount; ++column)
        if (!m_columns[column]->isChecked())
            hidden << column;
    QSettings().setValue(columnsKey, hidden);
}

void RunTable::setRows(std::vector<RunRow> rows) {
    m_hasNotes = std::any_of(rows.begin(), rows.end(),
                             [](const RunRow& row) { return row.unreadable || !row.record.result.message.empty(); });
    m_runs.setRows(std::move(rows));
    showColumns();
    countRows();
}

void RunTable::setScope(const std::string& baseHash, const std::string& taskHash) {
    m_filtered.setScope(baseHash, taskHash);
    countRows();
}

void RunTable::countRows() {
    const int shown = m_filtered.rowCount(), all = m_runs.rowCount();
    m_count->setText(shown == all ? counts::runs(all) : counts::runsOf(shown, all));
}

void RunTable::selectRuns(const QStringList& ids) {
    QItemSelection selection;
    QModelIndex first;
    for (const QString& id : ids) {
        const int row = m_runs.rowOf(id);
        const QModelIndex index = row < 0 ? QModelIndex() : m_filtered.mapFromSource(m_runs.index(row, 0));
        if (!index.isValid())
            continue;
        selection.select(index, index.siblingAtColumn(RunTableModel::ColumnCount - 1));
        if (!first.isValid() || index.row() < first.row())
            first = index;
    }
    m_selecting = true;
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (first.isValid()) {
        m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(first);
    }
    m_selecting = false;
}

QStringList RunTable::selectedRuns() const {
    QStringList ids;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        ids << index.data(RunTableModel::IdRole).toString();
    return ids;
}

const RunRecord* RunTable::run(const QString& id) const {
    const int row = m_runs.rowOf(id);
    return row < 0 ? nullptr : &m_runs.row(row).record;
}

std::vector<RunRecord> RunTable::shownRuns() const {
    std::vector<RunRecord> runs;
    for (int row = 0; row < m_filtered.rowCount(); ++row) {
        const RunRow& shown = m_runs.row(m_filtered.mapToSource(m_filtered.index(row, 0)).row());
        if (!shown.unreadable)
            runs.push_back(shown.record);
    }
    return runs;
}

void RunTable::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

}  // namespace adapterscope
