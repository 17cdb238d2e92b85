// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepGridView.h"

#include <QContextMenuEvent>
#include <QEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSet>

#include <algorithm>
#include <set>
#include <utility>

#include "core/experiment/tables/FlatTable.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/GridPainting.h"

namespace adapterscope {

namespace {

/// Titles of rows have at least this share of the view's width, if they need it.
constexpr double shareOfTitles = 0.4;

/// As spreadsheets take it.
QString tabbed(const std::vector<std::string>& cells) {
    QStringList texts;
    for (const std::string& cell : cells)
        texts << QString::fromStdString(cell).simplified();
    return texts.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

}  // namespace

SweepGridView::SweepGridView(SweepGridModel& model, QWidget* parent)
    : QTableView(parent), m_grid(model), m_painter(new GridCellPainter(*this)) {
    setObjectName("sweepGrid");
    setAccessibleName(tr("Runs of the sweep"));
    setWhatsThis(tr(
        "One cell for each design and seed, or for each of the factors that you choose above. The number is the best "
        "dev score, the mean if a cell holds several seeds, whose number follows in brackets. Right click to retry "
        "or cancel runs, to see them in the comparison, and for all else that can be done with them; Enter opens "
        "them in the comparison."));
    setModel(&model);
    setItemDelegate(m_painter);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalHeader(new WrappedHeader(Qt::Horizontal, this));
    setVerticalHeader(new WrappedHeader(Qt::Vertical, this));
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_selectedBefore = selectedIds(); });
    connect(&model, &QAbstractItemModel::modelReset, this, &SweepGridView::takeRows);
    takeRows();
}

void SweepGridView::colourByScore(bool isOn) {
    m_painter->colourByScore(isOn);
    viewport()->update();
}

void SweepGridView::takeRows() {
    clearSpans();
    if (m_grid.columnCount() > 1)
        for (int row = 0; row < m_grid.rowCount(); ++row)
            if (m_grid.isHeading(row))
                setSpan(row, 0, 1, m_grid.columnCount());
    measureTitles();
    fitSections();
    selectAgain();
}

/// What was selected before, except cells that now hold other runs too: these were not meant.
void SweepGridView::selectAgain() {
    const QStringList ids = std::exchange(m_selectedBefore, {});
    const QSet<QString> selected(ids.begin(), ids.end());
    QItemSelection cells;
    for (const QString& id : ids) {
        const QModelIndex cell = m_grid.indexOf(id);
        const std::vector<const RunRecord*> runs = m_grid.runs(cell);
        if (!runs.empty() && !cells.contains(cell) && std::all_of(runs.begin(), runs.end(), [&](const RunRecord* run) {
                return selected.contains(QString::fromStdString(run->id));
            }))
            cells.select(cell, cell);
    }
    selectionModel()->select(cells, QItemSelectionModel::Select);
}

void SweepGridView::measureTitles() {
    const auto widest = [this](int sections, Qt::Orientation orientation) {
        int width = 0;
        for (int section = 0; section < sections; ++section)
            width =
                std::max(width, fontMetrics().horizontalAdvance(m_grid.headerData(section, orientation).toString()));
        return width;
    };
    m_widestRow = widest(m_grid.rowCount(), Qt::Vertical);
    m_widestColumn = widest(m_grid.columnCount(), Qt::Horizontal);
}

/// Columns are as wide as a cell's text or, up to twice that, their titles; the titles of rows get what is left.
void SweepGridView::fitSections() {
    const int line = fontMetrics().lineSpacing(), margins = 2 * WrappedHeader::margin;
    const QString widest = QStringLiteral("! 1 interrupted") + (m_grid.isShared() ? QStringLiteral(" +2") : QString());
    const int cell = fontMetrics().horizontalAdvance(widest) + 22;
    const int column = std::clamp(m_widestColumn + margins + 2, cell, 2 * cell);
    horizontalHeader()->setDefaultSectionSize(column);
    horizontalHeader()->setFixedHeight(WrappedHeader::linesFor(m_widestColumn, column - margins) * line + 10);
    const int left =
        width() - m_grid.columnCount() * column - verticalScrollBar()->sizeHint().width() - 2 * frameWidth();
    const int most = std::max(left, static_cast<int>(width() * shareOfTitles));
    const int titles = std::min(m_widestRow + margins + 6, std::max(most, cell / 2));
    verticalHeader()->setFixedWidth(titles);
    const int lines = std::max(linesOfRows(titles - margins), m_grid.isShared() ? 2 : 1);
    verticalHeader()->setDefaultSectionSize(lines * line + 14);
    updateGeometries();
}

/// What the titles of rows need, where they really break unless there are too many to try.
int SweepGridView::linesOfRows(int room) const {
    constexpr int enough = 200;
    if (m_widestRow <= room || m_grid.rowCount() > enough)
        return WrappedHeader::linesFor(m_widestRow, room);
    QStringList titles;
    for (int row = 0; row < m_grid.rowCount(); ++row)
        titles << m_grid.headerData(row, Qt::Vertical).toString();
    return WrappedHeader::linesOf(titles, verticalHeader()->font(), room);
}

/// The current cell stays in view when the curves of what was selected open below.
void SweepGridView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitSections();
    if (event->size().height() < event->oldSize().height() && hasFocus() && currentIndex().isValid())
        scrollTo(currentIndex());
}

void SweepGridView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measureTitles();
        fitSections();
    }
}

std::vector<const RunRecord*> SweepGridView::selectedRecords() const {
    std::vector<const RunRecord*> records;
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        const std::vector<const RunRecord*> own = m_grid.runs(index);
        records.insert(records.end(), own.begin(), own.end());
    }
    return records;
}

QStringList SweepGridView::selectedIds() const {
    QStringList ids;
    for (const RunRecord* run : selectedRecords())
        ids << QString::fromStdString(run->id);
    return ids;
}

QString SweepGridView::selectedText() const {
    std::vector<RunRecord> runs;
    for (const RunRecord* run : selectedRecords())
        runs.push_back(*run);
    const FlatTable table = runTable(runs);
    QString text = tabbed(table.headers);
    for (const auto& row : table.rows)
        text += tabbed(row);
    return text;
}

std::vector<std::string> SweepGridView::tags() const {
    std::set<std::string> tags;
    for (const RunRecord* run : m_grid.runs())
        tags.insert(run->marks.tags.begin(), run->marks.tags.end());
    return {tags.begin(), tags.end()};
}

void SweepGridView::contextMenuEvent(QContextMenuEvent* event) {
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    if (isByKey && selectionModel()->selectedIndexes().isEmpty())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
    QStringList ids, retry, cancel;
    for (const RunRecord* run : selectedRecords()) {
        const Status status = m_grid.statusOf(*run);
        const QString id = QString::fromStdString(run->id);
        ids << id;
        if (!hasEnded(status))
            cancel << id;
        else if (status != Status::Done)
            retry << id;
    }
    emit menuOpening();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("sweepGridMenu");
    menu->setToolTipsVisible(true);
    menu->addAction(tr("&Retry"), this, [this, retry] { emit retryWanted(retry); })->setEnabled(!retry.isEmpty());
    menu->addAction(tr("&Cancel"), this, [this, cancel] { emit cancelWanted(cancel); })->setEnabled(!cancel.isEmpty());
    menu->addAction(tr("Open in Co&mpare"), this, [this, ids] { emit openWanted(ids); })->setEnabled(!ids.isEmpty());
    if (!m_runActions.isEmpty())
        menu->addSeparator();
    menu->addActions(m_runActions);
    const QPoint at = isByKey ? viewport()->mapToGlobal(visualRect(currentIndex()).center()) : event->globalPos();
    menu->popup(at);
}

void SweepGridView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !selectedIds().isEmpty())
        emit openWanted(selectedIds());
    else
        QTableView::keyPressEvent(event);
}

}  // namespace adapterscope
