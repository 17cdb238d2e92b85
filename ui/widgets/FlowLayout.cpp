// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FlowLayout.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace adapterscope {

namespace {

int widthOf(const QLayoutItem& item, int most) {
    return std::min(item.sizeHint().expandedTo(item.minimumSize()).width(), most);
}

}  // namespace

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() {
    while (!m_items.isEmpty())
        delete m_items.takeFirst();  // a layout among them looks for itself in the list
}

void FlowLayout::addLabelled(const QString& label, QWidget* control) {
    auto* title = new QLabel(label);
    title->setBuddy(control);
    auto* pair = new QHBoxLayout;
    pair->addWidget(title);
    pair->addWidget(control);
    addChildLayout(pair);
    addItem(pair);
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count())
        return nullptr;
    invalidate();
    return m_items.takeAt(index);
}

int FlowLayout::gap() const {
    return parentWidget() ? parentWidget()->style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing) : 6;
}

std::vector<FlowLayout::Row> FlowLayout::rowsIn(int width) const {
    std::vector<Row> rows;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;  // hidden
        const int wide = widthOf(*item, width);
        if (rows.empty() || rows.back().width + gap() + wide > width)
            rows.push_back({{item}, wide, item->sizeHint().height()});
        else {
            rows.back().items.push_back(item);
            rows.back().width += gap() + wide;
            rows.back().height = std::max(rows.back().height, item->sizeHint().height());
        }
    }
    return rows;
}

int FlowLayout::heightForWidth(int width) const {
    int height = 0;
    for (const Row& row : rowsIn(width))
        height += row.height + (height > 0 ? gap() : 0);
    return height;
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty())
            size = {size.width() + item->sizeHint().width() + gap(),
                    std::max(size.height(), item->sizeHint().height())};
    return size;
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const QLayoutItem* last = m_items.isEmpty() ? nullptr : m_items.last();
    int y = rect.y();
    for (const Row& row : rowsIn(rect.width())) {
        int x = rect.x();
        for (QLayoutItem* item : row.items) {
            const QSize size(widthOf(*item, rect.width()), item->sizeHint().height());
            const QRect place(
                QPoint(item == last ? rect.right() + 1 - size.width() : x, y + (row.height - size.height()) / 2), size);
            item->setGeometry(parentWidget() ? QStyle::visualRect(parentWidget()->layoutDirection(), rect, place)
                                             : place);
            x += size.width() + gap();
        }
        y += row.height + gap();
    }
}

}  // namespace adapterscope
