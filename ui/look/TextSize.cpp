// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/TextSize.h"

#include <QApplication>
#include <QFontInfo>
#include <QVariant>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace adapterscope::textsize {

namespace {

constexpr double laidOutWith = 12;  // pixels of text
constexpr auto factorProperty = "textFactor", leastProperty = "leastWidth", mostProperty = "mostWidth";

void follow(QWidget& widget) {
    if (const QVariant factor = widget.property(factorProperty); factor.isValid()) {
        QFont font = widget.font();
        font.setPointSizeF(current() * factor.toDouble());
        widget.setFont(font);
    }
    if (const QVariant least = widget.property(leastProperty); least.isValid())
        widget.setMinimumWidth(scaled(widget, least.toInt()));
    if (const QVariant most = widget.property(mostProperty); most.isValid())
        widget.setMaximumWidth(scaled(widget, most.toInt()));
}

}  // namespace

double normal() {
    static const double atFirst = current();
    return atFirst;
}

double current() {
    const QFont font = QApplication::font();  // sized in pixels if the desktop gives no points
    return font.pointSizeF() > 0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
}

void apply(double points) {
    normal();  // remembered before it is replaced
    QFont font = QApplication::font();
    font.setPointSizeF(std::clamp(points, smallest, largest));
    QApplication::setFont(font);
    // A widget whose own text size or width was set does not change it by itself.
    for (QWidget* widget : QApplication::allWidgets())
        follow(*widget);
}

double growth(const QWidget& widget) {
    return QFontInfo(widget.font()).pixelSize() / laidOutWith;
}

int scaled(const QWidget& widget, double pixels) {
    return static_cast<int>(std::lround(pixels * growth(widget)));
}

void fixWidth(QWidget& widget, int pixels) {
    widget.setProperty(leastProperty, pixels);
    limitWidth(widget, pixels);
}

void limitWidth(QWidget& widget, int pixels) {
    widget.setProperty(mostProperty, pixels);
    follow(widget);
}

void scale(QWidget& widget, double factor) {
    widget.setProperty(factorProperty, factor);
    follow(widget);
}

}  // namespace adapterscope::textsize
