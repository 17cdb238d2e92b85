// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PageList.h"

#include <QEvent>

#include <algorithm>

#include "ui/look/TextSize.h"

namespace adapterscope {

namespace {

constexpr int signSide = 18, rowHeight = 36, usualWidth = 128;  // at the usual size of text
constexpr int aroundSign = 28, aroundTitle = 46;  // what the style sheet below adds, and the gap between them

}  // namespace

PageList::PageList(QWidget* parent) : QListWidget(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setStyleSheet(
        "QListWidget { background: transparent; padding: 8px 6px; outline: 0 }"
        "QListWidget::item { border-radius: 6px; padding-left: 6px; margin-bottom: 4px }"
        "QListWidget::item:hover:!selected { background: palette(midlight) }"
        "QListWidget::item:selected { background: palette(highlight); color: palette(highlighted-text) }"
        "QListWidget::item:focus { border: 2px solid palette(mid) }");
    textsize::scale(*this, 1);  // a widget with a style sheet keeps its font when the application's changes
}

void PageList::addPage(const QIcon& sign, const QString& title, const QString& toolTip) {
    auto* item = new QListWidgetItem(sign, title, this);
    item->setData(Qt::AccessibleTextRole, title);
    item->setToolTip(toolTip);
    fit();
}

void PageList::setCompact(bool compact) {
    if (compact == m_compact)
        return;
    m_compact = compact;
    fit();
}

void PageList::changeEvent(QEvent* event) {
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void PageList::fit() {
    const int side = textsize::scaled(*this, signSide);
    setIconSize(QSize(side, side));
    int widest = 0;
    for (int i = 0; i < count(); ++i) {
        const QString title = item(i)->data(Qt::AccessibleTextRole).toString();
        widest = std::max(widest, fontMetrics().horizontalAdvance(title));
        item(i)->setText(m_compact ? QString() : title);
        item(i)->setSizeHint(QSize(0, textsize::scaled(*this, rowHeight)));
    }
    setFixedWidth(m_compact ? side + aroundSign : std::max(usualWidth, side + widest + aroundTitle));
}

}  // namespace adapterscope
