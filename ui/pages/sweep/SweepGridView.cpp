// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepGridView.h"

#include <QContextMenuEvent>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

#include "ui/look/Theme.h"
#include "ui/models/StatusLook.h"
#include "ui/models/SweepGridModel.h"

namespace adapterscope {

namespace {

class CellPainter : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (!index.data(SweepGridModel::IdRole).isValid())
            return;
        const QRect cell = option.rect.adjusted(2, 2, -2, -2);
        const bool planned = index.data(SweepGridModel::PlannedRole).toBool();
        const auto status = static_cast<Status>(index.data(SweepGridModel::StatusRole).toInt());
        const QColor ground = planned ? QColor() : statusGround(status, option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QColor edge = option.state.testFlag(QStyle::State_Selected) ? option.palette.color(QPalette::Highlight)
                                                                          : theme::line(option.palette);
        painter->setPen(
            QPen(edge, option.state.testFlag(QStyle::State_Selected) ? 2 : 1, planned ? Qt::DashLine : Qt::SolidLine));
        painter->setBrush(ground.isValid() ? QBrush(ground) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(cell, 3, 3);
        if (status == Status::Running) {
            QRect bar = cell.adjusted(2, cell.height() - 5, -2, -2);
            bar.setWidth(static_cast<int>(bar.width() * index.data(SweepGridModel::ProgressRole).toDouble()));
            painter->fillRect(bar, theme::categorical(0));
        }
        painter->setPen(planned || status == Status::Waiting ? theme::quietText(option.palette)
                                                             : option.palette.color(QPalette::Text));
        painter->drawText(cell, Qt::AlignCenter, index.data().toString());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {option.fontMetrics.horizontalAdvance(QStringLiteral("! interrupted")) + 20,
                option.fontMetrics.height() + 14};
    }
};

/// Designs' names shortened in the middle to fit: they differ at their ends.
class DesignHeader : public QHeaderView {
public:
    explicit DesignHeader(QWidget* parent) : QHeaderView(Qt::Vertical, parent) { setSectionsClickable(true); }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override {
        QHeaderView::initStyleOptionForIndex(option, section);
        option->text = fontMetrics().elidedText(option->text, Qt::ElideMiddle, viewport()->width() - 10);
    }
};

}  // namespace

SweepGridView::SweepGridView(SweepGridModel& model, QWidget* parent) : QTableView(parent) {
    setObjectName("sweepGrid");
    setAccessibleName(tr("Runs of the sweep, designs by seeds"));
    setWhatsThis(
        tr("One cell for each run. The number is its best dev score. Right click to retry or cancel a run, or to see "
           "it in the comparison."));
    setModel(&model);
    setItemDelegate(new CellPainter(this));
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    setVerticalHeader(new DesignHeader(this));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    sizeCells();
}

void SweepGridView::sizeCells() {
    horizontalHeader()->setDefaultSectionSize(fontMetrics().horizontalAdvance(QStringLiteral("! interrupted")) + 22);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
}

void SweepGridView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        sizeCells();
}

void SweepGridView::updateGeometries() {
    // Labels get the room that the cells leave.
    const int room =
        width() - horizontalHeader()->length() - verticalScrollBar()->sizeHint().width() - 2 * frameWidth();
    const int usual = std::min(fontMetrics().averageCharWidth() * 40, width() * 6 / 10);  // some cells stay beside them
    verticalHeader()->setMaximumWidth(std::max(usual, room));
    QTableView::updateGeometries();
}

QStringList SweepGridView::selectedIds() const {
    QStringList ids;
    for (const QModelIndex& index : selectionModel()->selectedIndexes())
        if (const QVariant id = index.data(SweepGridModel::IdRole);
            id.isValid() && !index.data(SweepGridModel::PlannedRole).toBool())
            ids << id.toString();
    return ids;
}

void SweepGridView::contextMenuEvent(QContextMenuEvent* event) {
    const QStringList ids = selectedIds();
    QStringList retry, cancel;
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        if (index.data(SweepGridModel::PlannedRole).toBool() || !index.data(SweepGridModel::IdRole).isValid())
            continue;
        const auto status = static_cast<Status>(index.data(SweepGridModel::StatusRole).toInt());
        const QString id = index.data(SweepGridModel::IdRole).toString();
        if (status == Status::Running || status == Status::Waiting || status == Status::Interrupted)
            cancel << id;
        else if (status != Status::Done)
            retry << id;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("sweepGridMenu");
    menu->addAction(tr("&Retry"), this, [this, retry] { emit retryWanted(retry); })->setEnabled(!retry.isEmpty());
    menu->addAction(tr("&Cancel"), this, [this, cancel] { emit cancelWanted(cancel); })->setEnabled(!cancel.isEmpty());
    menu->addAction(tr("&Open in Compare"), this, [this, ids] { emit openWanted(ids); })->setEnabled(!ids.isEmpty());
    const QPoint at = event->reason() == QContextMenuEvent::Keyboard
                          ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                          : event->globalPos();
    menu->popup(at);
}

void SweepGridView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !selectedIds().isEmpty())
        emit openWanted(selectedIds());
    else
        QTableView::keyPressEvent(event);
}

}  // namespace adapterscope
