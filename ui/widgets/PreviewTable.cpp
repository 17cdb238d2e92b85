// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PreviewTable.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

#include "ui/look/Breakable.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr int barRole = Qt::UserRole;
constexpr int widestCellText = 36;  // characters
constexpr int longestName = 30, longestCell = 200, longestTip = 2000;
constexpr int besideText = 18;  // pixels
constexpr int groundAlpha = 40, barAlpha = 110;

class BarDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (const QVariant share = index.data(barRole); share.isValid()) {
            QColor colour = theme::categorical(0);
            colour.setAlpha(barAlpha);
            const QRect room = option.rect.adjusted(2, 3, -2, -3);
            const int width = static_cast<int>(share.toDouble() * room.width());
            painter->fillRect(QRect(room.topLeft(), QSize(width, room.height())), colour);
        }
        QStyledItemDelegate::paint(painter, option, index);
    }
};

QTableWidgetItem* cellOf(const QString& text) {
    auto* item = new QTableWidgetItem(shortened(text, longestCell).simplified());
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setToolTip(wrappedTip(text.left(longestTip)));
    return item;
}

}  // namespace

PreviewTable::PreviewTable(QWidget* parent) : QTableWidget(parent) {
    setItemDelegate(new BarDelegate(this));
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollMode(ScrollPerPixel);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void PreviewTable::setContent(const QStringList& columns, const QStringList& rows, const QList<QStringList>& cells) {
    clear();
    m_columns = columns;
    m_marks.clear();
    setColumnCount(static_cast<int>(columns.size()));
    setRowCount(static_cast<int>(cells.size()));
    for (int column = 0; column < columnCount(); ++column) {
        setHorizontalHeaderItem(column, new QTableWidgetItem);
        horizontalHeaderItem(column)->setToolTip(plainTip(columns[column]));
    }
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < std::min(columnCount(), static_cast<int>(cells[row].size())); ++column)
            setItem(row, column, cellOf(cells[row][column]));
    setVerticalHeaderLabels(rows);
    verticalHeader()->setVisible(!rows.isEmpty());
    paintMarks();
    fitColumns();
}

void PreviewTable::setMarks(const QHash<int, Mark>& marks) {
    m_marks = marks;
    paintMarks();
    fitColumns();
}

void PreviewTable::showColumn(int column) {
    executeDelayedItemsLayout();
    updateGeometries();  // the range of the scroll bar may be that of the last content, or of narrower columns
    scrollTo(model()->index(std::max(0, rowAt(0)), column));
}

void PreviewTable::setBar(int row, int column, double share) {
    QTableWidgetItem* cell = item(row, column);
    cell->setData(barRole, std::clamp(share, 0.0, 1.0));
    cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void PreviewTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    paintMarks();
    fitColumns();
}

void PreviewTable::fitColumns() {
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics names(bold), texts(font());
    const int most = widestCellText * texts.averageCharWidth();
    for (int column = 0; column < columnCount(); ++column) {
        int width = 0;
        for (int row = 0; row < rowCount(); ++row)
            if (const QTableWidgetItem* cell = item(row, column))
                width = std::max(width, std::min(most, texts.horizontalAdvance(cell->text())));
        for (const QString& line : horizontalHeaderItem(column)->text().split('\n'))
            width = std::max(width, names.horizontalAdvance(line));
        setColumnWidth(column, width + besideText);
    }
}

void PreviewTable::paintMarks() {
    for (int column = 0; column < columnCount(); ++column) {
        const bool isMarked = m_marks.contains(column);
        const Mark mark = m_marks.value(column);
        QTableWidgetItem* name = horizontalHeaderItem(column);
        // A second line in every name, so that the header's height does not change.
        name->setText(shortened(m_columns[column], longestName) + '\n' + (isMarked ? mark.word : QStringLiteral(" ")));
        QFont shown = font();
        shown.setBold(isMarked);
        name->setFont(shown);
        QColor ground = theme::categorical(mark.colour);
        ground.setAlpha(groundAlpha);
        for (int row = 0; row < rowCount(); ++row)
            if (QTableWidgetItem* cell = item(row, column)) {
                cell->setBackground(isMarked ? QBrush(ground) : QBrush());
                cell->setForeground(m_marks.isEmpty() || isMarked ? QBrush() : theme::quietText(palette()));
            }
    }
}

}  // namespace adapterscope
