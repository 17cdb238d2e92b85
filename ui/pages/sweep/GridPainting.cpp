// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/GridPainting.h"

#include <QPainter>

#include <algorithm>

#include "ui/look/ScoreRamp.h"
#include "ui/look/Theme.h"
#include "ui/models/StatusLook.h"
#include "ui/models/SweepGridModel.h"
#include "ui/plots/BoundedText.h"

namespace adapterscope {

GridCellPainter::GridCellPainter(QAbstractItemView& view) : QStyledItemDelegate(&view), m_view(view) {}

/// At the left of what is visible, however far the grid is scrolled, and as far as the view reaches: beside a heading
/// there is nothing, and the columns may be narrower.
void GridCellPainter::paintHeading(QPainter& painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    QFont bold = option.font;
    bold.setBold(true);
    const QRect room = m_view.viewport()->rect();
    QRect place = option.rect.intersected(room);
    place.setRight(room.right());
    place.adjust(6, 0, -6, -4);
    painter.setFont(bold);
    painter.setPen(option.palette.color(QPalette::Text));
    constexpr int wrapped = Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap;
    const QFontMetrics metrics(bold);
    QString text = index.siblingAtColumn(0).data().toString();
    const QRect needed = metrics.boundingRect(place, wrapped, text);
    if (needed.height() > place.height() || needed.width() > place.width())
        text = metrics.elidedText(text, Qt::ElideMiddle, place.width());
    painter.drawText(place, wrapped, text);
}

void GridCellPainter::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    if (index.data(SweepGridModel::HeadingRole).toBool()) {
        paintHeading(*painter, option, index);
        painter->restore();
        return;
    }
    const QRect cell = option.rect.adjusted(2, 2, -2, -2);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    QStringList lines = index.data().toString().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const bool isPlanned = index.data(SweepGridModel::PlannedRole).toBool();
    const QVariant score = index.data(SweepGridModel::ScoreRole), status = index.data(SweepGridModel::StatusRole);
    QColor ground;
    if (m_byScore)
        ground = score.isValid() ? scoreGround(score.toDouble(), option.palette) : QColor();
    else if (status.isValid())
        ground = statusGround(static_cast<Status>(status.toInt()), option.palette);
    painter->setRenderHint(QPainter::Antialiasing);
    if (!lines.isEmpty() || isSelected) {
        const QColor edge = isSelected ? option.palette.color(QPalette::Highlight) : theme::line(option.palette);
        painter->setPen(QPen(edge, isSelected ? 2 : 1, isPlanned ? Qt::DashLine : Qt::SolidLine));
        // The style has filled a selected cell with a ground on which no other text can be read.
        painter->setBrush(ground.isValid() ? QBrush(ground)
                          : isSelected     ? option.palette.brush(QPalette::Base)
                                           : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(cell, 3, 3);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(option.palette.color(QPalette::Text), 1, Qt::DotLine));
        painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4);
    }
    if (const QVariant progress = index.data(SweepGridModel::ProgressRole); progress.isValid()) {
        QRect bar = cell.adjusted(2, cell.height() - 5, -2, -2);
        bar.setWidth(static_cast<int>(bar.width() * progress.toDouble()));
        painter->fillRect(bar, theme::categorical(0));
    }
    const bool isQuiet = isPlanned || (status.isValid() && static_cast<Status>(status.toInt()) == Status::Waiting);
    const bool isOnScore = m_byScore && ground.isValid();
    painter->setPen(isOnScore ? textOn(ground)
                    : isQuiet ? theme::quietText(option.palette)
                              : option.palette.color(QPalette::Text));
    for (QString& line : lines)
        line = option.fontMetrics.elidedText(line, Qt::ElideRight, cell.width() - 4);
    painter->drawText(cell, Qt::AlignCenter, lines.join(QLatin1Char('\n')));
    painter->restore();
}

WrappedHeader::WrappedHeader(Qt::Orientation orientation, QWidget* parent) : QHeaderView(orientation, parent) {
    setSectionsClickable(true);
    setSectionResizeMode(QHeaderView::Fixed);
    setHighlightSections(false);
}

int WrappedHeader::linesFor(int titleWidth, int room) {
    if (titleWidth <= room)
        return 1;
    return std::clamp(1 + titleWidth * 6 / (5 * std::max(room, 1)), 2, mostLines);
}

int WrappedHeader::linesOf(const QStringList& titles, const QFont& font, int room) {
    qsizetype most = 1;
    for (const QString& title : titles)
        if (most < mostLines)
            most = std::max(most, boundedText(title, font, room, mostLines).count(QLatin1Char('\n')) + 1);
    return static_cast<int>(most);
}

void WrappedHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    const bool isAcross = orientation() == Qt::Horizontal;
    const int width = (isAcross ? sectionSize(section) : viewport()->width()) - 2 * margin;
    const int height = isAcross ? viewport()->height() : sectionSize(section);
    const int lines = std::clamp(height / fontMetrics().lineSpacing(), 1, mostLines);
    option->text = boundedText(option->text, font(), width, lines);
}

}  // namespace adapterscope
