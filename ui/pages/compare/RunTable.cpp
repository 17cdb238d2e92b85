// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/RunTable.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSet>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/pages/compare/FaultLine.h"
#include "ui/pages/compare/FilterBox.h"

namespace adapterscope {

namespace {

constexpr int digitsOfLabel = 30;          // the least width of a label
constexpr int digitsOfReason = 40;         // most sentences, or as much as tells them apart
constexpr double mostForLabels = 2.0 / 3;  // of the table's width

}  // namespace

RunTable::RunTable(QWidget* parent)
    : QWidget(parent),
      m_filtered(m_runs),
      m_view(new QTableView),
      m_filter(new FilterBox),
      m_fault(new FaultLine),
      m_count(new QLabel),
      m_archived(new QCheckBox) {
    m_count->setObjectName("runCount");
    m_archived->setObjectName("showArchived");
    m_archived->setToolTip(
        tr("Show archived runs too, in the figure, its averages and the table; the filter word "
           "archived shows only them"));
    m_archived->hide();
    m_fault->setObjectName("filterFault");
    buildView();
    auto* columns = new QToolButton;
    columns->setObjectName("runColumns");
    columns->setText(tr("Col&umns"));
    columns->setToolTip(
        tr("Choose the columns of the table; settings that vary among the runs are shown automatically"));
    columns->setPopupMode(QToolButton::InstantPopup);
    columns->setMenu(new QMenu(columns));
    buildColumns(columns->menu());

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_filter, 2);
    bar->addWidget(m_count);
    bar->addWidget(m_archived);
    bar->addWidget(m_fault, 1);
    bar->addWidget(columns);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &RunTable::filterChanged);
    connect(m_filter, &FilterBox::typingChanged, this, &RunTable::filterChanged);
    connect(m_archived, &QCheckBox::toggled, this, &RunTable::filterChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_selecting) {
            m_order.clear();
            emit selectionChanged(selectedIds());
        }
        emit selectedRowsChanged();
    });
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!index.flags().testFlag(Qt::ItemIsEditable))  // a note is edited instead
            emit opened();
    });
    connect(&m_runs, &RunTableModel::noteEdited, this, &RunTable::noteEdited);
    connect(m_view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &RunTable::sortingChanged);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& place) { emit menuWanted(m_view->viewport()->mapToGlobal(place)); });
}

void RunTable::buildView() {
    m_view->setObjectName("runTable");
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(&m_filtered);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
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
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void RunTable::buildColumns(QMenu* menu) {
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        QAction* action = menu->addAction(RunTableModel::title(static_cast<RunTableModel::Column>(column)));
        action->setToolTip(RunTableModel::explanation(static_cast<RunTableModel::Column>(column)));
        action->setCheckable(true);
        action->setEnabled(column != RunTableModel::Label);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            if (m_arranging)
                return;
            m_wanted.choose(column, shown);
            showColumns();
        });
    }
    m_columns = menu->actions();
    showColumns();
    menu->setToolTipsVisible(true);
    m_view->horizontalHeader()->addActions(m_columns);
    sizeCells();
}

void RunTable::sizeCells() {
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const auto width = [&](int column, int digits) {
        const QString title = RunTableModel::title(static_cast<RunTableModel::Column>(column));
        m_view->setColumnWidth(column, std::max(digits * digit, fontMetrics().horizontalAdvance(title) + 3 * digit));
    };
    for (int column = 0; column < RunTableModel::ColumnCount; ++column)
        width(column, 10);
    for (const auto column : {RunTableModel::Label, RunTableModel::DesignText})
        width(column, digitsOfLabel);
    width(RunTableModel::Reason, digitsOfReason);
    for (const auto column : {RunTableModel::Trained, RunTableModel::Task, RunTableModel::Base, RunTableModel::State,
                              RunTableModel::LearningRate})
        width(column, 14);
    for (const auto column : {RunTableModel::Seed, RunTableModel::Batch, RunTableModel::Epochs})
        width(column, 7);
    m_labelWidth = m_view->columnWidth(RunTableModel::Label);
    measureLabels();
}

void RunTable::measureLabels() {
    QSet<QString> labels;  // seeds share theirs
    for (int row = 0; row < m_filtered.rowCount(); ++row)
        labels.insert(m_filtered.index(row, RunTableModel::Label).data().toString());
    QFont shown = font();
    shown.setBold(m_hasPicked);
    const QFontMetrics metrics(shown);
    m_widestLabel = 0;
    for (const QString& label : labels)
        m_widestLabel = std::max(m_widestLabel, metrics.horizontalAdvance(label));
    fitLabels();
}

/// As far as a part of the table's width suffices: the end of a label, or its middle, is often what tells it apart.
void RunTable::fitLabels() {
    if (m_view->columnWidth(RunTableModel::Label) != m_labelWidth)
        return;  // the person chose another width
    const int least = digitsOfLabel * fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const int most = std::max(least, static_cast<int>(mostForLabels * width()));
    const int margin = m_view->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, m_view) + 1;
    m_view->setColumnWidth(RunTableModel::Label, std::clamp(m_widestLabel + 2 * margin, least, most));
    m_labelWidth = m_view->columnWidth(RunTableModel::Label);
}

void RunTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitLabels();
}

void RunTable::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        sizeCells();
        countRows();
    }
}

void RunTable::showColumns() {
    m_arranging = true;
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        m_columns[column]->setChecked(m_wanted.isWanted(column));
        m_view->setColumnHidden(column, !m_wanted.isWanted(column) || !m_wanted.hasContent(column));
    }
    m_arranging = false;
}

void RunTable::setRows(std::vector<RunRow> rows, const QStringList& words) {
    m_wanted.setRows(rows);
    const auto archived =
        std::count_if(rows.begin(), rows.end(), [](const RunRow& row) { return row.record.marks.archived; });
    m_archived->setText(tr("Sho&w archived (%1)").arg(withSeparators(archived)));
    m_archived->setVisible(archived > 0);
    m_runs.setRows(std::move(rows));
    m_filter->setWords(words);
    showColumns();
    countRows();
    emit selectedRowsChanged();
}

void RunTable::setMatching(const std::vector<bool>& matching, const QStringList& labels, const QString& fault) {
    m_filtered.setMatching(matching);
    m_runs.setLabels(labels);
    m_fault->setText(fault);
    countRows();
    measureLabels();
}

void RunTable::setPicked(const std::vector<bool>& picked) {
    m_hasPicked = std::find(picked.begin(), picked.end(), true) != picked.end();
    m_runs.setPicked(picked);
}

void RunTable::setScope(const std::string& baseHash, const std::string& taskHash,
                        const std::set<std::string>& varying) {
    m_filtered.setScope(baseHash, taskHash);
    m_wanted.setVarying(varying);
    showColumns();
    countRows();
    measureLabels();
}

void RunTable::countRows() {
    const int shown = m_filtered.rowCount(), all = m_runs.rowCount();
    m_count->setText(shown == all ? counts::runs(all) : counts::runsOf(shown, all));
    // As much as its longest text needs: what it counts moves nothing beside it.
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(counts::runsOf(all, all)));
}

void RunTable::selectRuns(const QStringList& ids) {
    m_order.clear();
    for (const QString& id : ids)
        m_order.insert(id, static_cast<int>(m_order.size()));
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

/// Of the first column, from top to bottom.
QModelIndexList RunTable::selectedIndexes() const {
    QModelIndexList indexes = m_view->selectionModel()->selectedRows();
    std::sort(indexes.begin(), indexes.end());
    return indexes;
}

QStringList RunTable::selectedIds() const {
    QStringList ids;
    for (const QModelIndex& index : selectedIndexes())
        ids << index.data(RunTableModel::IdRole).toString();
    return ids;
}

std::vector<const RunRecord*> RunTable::selectedRecords() const {
    std::vector<const RunRecord*> records;
    for (const QModelIndex& index : selectedIndexes())
        if (const RunRow& row = m_runs.row(m_filtered.mapToSource(index).row()); !row.unreadable)
            records.push_back(&row.record);
    const auto place = [this](const RunRecord* run) {
        return m_order.value(QString::fromStdString(run->id), std::numeric_limits<int>::max());
    };
    if (!m_order.isEmpty())
        std::stable_sort(records.begin(), records.end(),
                         [&](const RunRecord* a, const RunRecord* b) { return place(a) < place(b); });
    return records;
}

QString RunTable::selectedText() const {
    const auto line = [this](auto cellOf) {
        QStringList cells;
        for (int place = 0; place < RunTableModel::ColumnCount; ++place)
            if (const int column = m_view->horizontalHeader()->logicalIndex(place); !m_view->isColumnHidden(column))
                cells << QString(cellOf(column)).simplified();
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([](int column) { return RunTableModel::title(static_cast<RunTableModel::Column>(column)); });
    for (const QModelIndex& index : selectedIndexes())
        text +=
            line([&](int column) { return index.siblingAtColumn(column).data(RunTableModel::SortRole).toString(); });
    return text;
}

std::vector<std::string> RunTable::tags() const {
    std::set<std::string> tags;
    for (int row = 0; row < m_runs.rowCount(); ++row) {
        const std::vector<std::string>& own = m_runs.row(row).record.marks.tags;
        tags.insert(own.begin(), own.end());
    }
    return {tags.begin(), tags.end()};
}

void RunTable::setEditable(bool editable) {
    m_runs.setEditable(editable);
}

bool RunTable::editNote(const QString& id) {
    const int row = m_runs.rowOf(id);
    const QModelIndex index =
        row < 0 ? QModelIndex() : m_filtered.mapFromSource(m_runs.index(row, RunTableModel::Note));
    if (!index.isValid())
        return false;
    m_columns[RunTableModel::Note]->setChecked(true);
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_view->scrollTo(index);
    m_view->edit(index);
    return true;
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

QString RunTable::filter() const {
    return m_filter->text();
}

FilterTyping RunTable::filterTyping() const {
    return m_filter->typing();
}

bool RunTable::showsArchived() const {
    return m_archived->isChecked();
}

void RunTable::setFilter(const QString& words, bool showsArchived) {
    const QSignalBlocker quiet(this);
    m_filter->display(words);
    m_archived->setChecked(showsArchived);
}

QString RunTable::sortColumn() const {
    const int column = m_view->horizontalHeader()->sortIndicatorSection();
    const bool isSorted = column >= 0 && column < RunTableModel::ColumnCount;
    return isSorted ? RunTableModel::name(static_cast<RunTableModel::Column>(column)) : QString();
}

bool RunTable::isSortedDown() const {
    return m_view->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
}

void RunTable::setSorting(const QString& column, bool down) {
    const QSignalBlocker quiet(this);
    int section = RunTableModel::ColumnCount - 1;
    while (section >= 0 && RunTableModel::name(static_cast<RunTableModel::Column>(section)) != column)
        --section;
    m_view->sortByColumn(section, down ? Qt::DescendingOrder : Qt::AscendingOrder);
}

QWidget* RunTable::view() const {
    return m_view;
}

void RunTable::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

}  // namespace adapterscope
