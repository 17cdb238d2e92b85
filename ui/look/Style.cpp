// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Style.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QSlider>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>
#include <QToolButton>

#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

void drawCheck(const QStyleOption& option, QPainter& painter) {
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const bool partly = option.state & QStyle::State_NoChange;
    const QPalette& palette = option.palette;
    const QColor accent = enabled ? palette.color(QPalette::Active, QPalette::Highlight) : theme::quietText(palette);
    const bool marked = enabled && option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = qMin(option.rect.width(), option.rect.height()) - 1;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    painter.setPen(QPen(on || partly || marked ? accent : theme::quietText(palette), 1.2));
    painter.setBrush(on || partly ? accent : palette.color(QPalette::Base));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5);
    painter.setPen(QPen(Qt::white, side / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x, y) * side; };
    if (on)
        painter.drawPolyline(QPolygonF({at(0.25, 0.52), at(0.43, 0.70), at(0.76, 0.32)}));
    else if (partly)
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
    painter.restore();
}

void drawEmphasised(const QStyleOption& option, QPainter& painter) {
    const QColor colour = option.palette.color(QPalette::Button);
    const bool isDown = option.state & (QStyle::State_Sunken | QStyle::State_On);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_HasFocus)
        painter.setPen(QPen(option.palette.color(QPalette::WindowText), 2));
    else
        painter.setPen(QPen(colour.darker(130), 1));
    painter.setBrush(isDown                                   ? colour.darker(130)
                     : option.state & QStyle::State_MouseOver ? colour.darker(112)
                                                              : colour);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3);
    painter.restore();
}

bool hasValueUnderWheel(const QWidget& widget) {
    return qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) ||
           qobject_cast<const QSlider*>(&widget);
}

bool isTextField(const QWidget& widget) {
    return qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const QPlainTextEdit*>(&widget) ||
           qobject_cast<const QTextEdit*>(&widget);
}

bool isPressedByEnter(const QWidget& widget, const QEvent& event) {
    if (event.type() != QEvent::KeyPress || !qobject_cast<const QToolButton*>(&widget))
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return !key.isAutoRepeat() && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter);
}

/// Ctrl with a letter, except for those that everybody edits with. Under X11 text fields take more of them: Ctrl+E goes
/// to the end of the line, as the End key does.
bool isKeyOfWindow(const QKeyEvent& key) {
    return key.modifiers() == Qt::ControlModifier && key.key() >= Qt::Key_A && key.key() <= Qt::Key_Z &&
           !QStringLiteral("ACVXYZ").contains(QChar(key.key()));
}

}  // namespace

Style::Style() : QProxyStyle(QStyleFactory::create("Fusion")) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        drawCheck(*option, *painter);
    else if (element == PE_PanelButtonCommand && theme::isEmphasised(option->palette))
        drawEmphasised(*option, *painter);
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    if (metric != PM_FocusFrameHMargin)
        return usual;
    const auto* table = qobject_cast<const QTableView*>(widget);
    return table && !table->showGrid() ? usual + textsize::scaled(*table, 4) : usual;
}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (hasValueUnderWheel(*widget) || isTextField(*widget) || qobject_cast<QToolButton*>(widget))
        widget->installEventFilter(this);
    if (hasValueUnderWheel(*widget) && widget->focusPolicy() == Qt::WheelFocus)
        widget->setFocusPolicy(Qt::StrongFocus);
}

void Style::unpolish(QWidget* widget) {
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool Style::eventFilter(QObject* watched, QEvent* event) {
    const auto* widget = static_cast<QWidget*>(watched);
    if (isPressedByEnter(*widget, *event)) {
        static_cast<QToolButton*>(watched)->click();  // shows its menu, if it has one
        return true;
    }
    const bool isLeft = event->type() == QEvent::Wheel ? hasValueUnderWheel(*widget) && !widget->hasFocus()
                                                       : event->type() == QEvent::ShortcutOverride &&
                                                             isKeyOfWindow(*static_cast<QKeyEvent*>(event));
    if (!isLeft)
        return QProxyStyle::eventFilter(watched, event);
    event->ignore();
    return true;
}

}  // namespace adapterscope
