// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WrappedTips.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

#include "ui/look/PlainTip.h"
#include "ui/widgets/Chooser.h"

namespace adapterscope {

namespace {

constexpr qsizetype longestLine = 60;  // letters

}  // namespace

WrappedTips::WrappedTips(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool WrappedTips::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QObject::eventFilter(watched, event);
    auto* widget = qobject_cast<QWidget*>(watched);
    const QString tip = widget ? widget->toolTip() : QString();
    const bool hasOwn = widget && (qobject_cast<Chooser*>(widget) || widget->inherits("QCustomPlot"));
    if (hasOwn || tip.size() <= longestLine || Qt::mightBeRichText(tip))
        return QObject::eventFilter(watched, event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrappedTip(tip), widget);
    event->accept();
    return true;
}

}  // namespace adapterscope
