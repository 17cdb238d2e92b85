// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/FocusTip.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollArea>
#include <QToolTip>

#include "ui/look/PlainTip.h"

namespace adapterscope {

namespace {

/// Qt passes the question on to the widgets around.
bool isAnswered(QWidget& widget, const QRect& place) {
    const QPoint at = (place.isEmpty() ? widget.rect() : place).center();
    QHelpEvent question(QEvent::ToolTip, at, widget.mapToGlobal(at));
    QApplication::sendEvent(&widget, &question);
    return question.isAccepted();
}

/// The current item's own tip, unless that only repeats the item.
bool isAnsweredByItem(const QAbstractItemView& view) {
    const QModelIndex current = view.currentIndex();
    const QString tip = current.data(Qt::ToolTipRole).toString();
    return !tip.isEmpty() && tip != current.data().toString() && isAnswered(*view.viewport(), view.visualRect(current));
}

/// A tip is shown beside what it is about, which may have been scrolled away.
void bringIntoView(QWidget& widget) {
    if (auto* view = qobject_cast<QAbstractItemView*>(&widget); view && view->currentIndex().isValid())
        view->scrollTo(view->currentIndex());
    for (QWidget* around = widget.parentWidget(); around; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around))
            area->ensureWidgetVisible(&widget);
}

}  // namespace

bool FocusTip::show() {
    QWidget* focused = QApplication::focusWidget();
    if (!focused)
        return false;
    bringIntoView(*focused);
    const auto* view = qobject_cast<QAbstractItemView*>(focused);
    const QRect place = focused->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    if (!(view && isAnsweredByItem(*view)) && !isAnswered(*focused, place)) {
        const QString description = focused->accessibleDescription();
        if (description.isEmpty())
            return false;
        QToolTip::showText(focused->mapToGlobal(focused->rect().center()), plainTip(description), focused);
    }
    qApp->installEventFilter(this);
    return true;
}

bool FocusTip::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const bool closes = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && QToolTip::isVisible();
    if (closes && event->type() == QEvent::ShortcutOverride) {
        event->accept();  // it will come as a key, not as the shortcut that it may be
        return true;
    }
    QToolTip::hideText();
    qApp->removeEventFilter(this);
    return closes;
}

}  // namespace adapterscope
