// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Chooser.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QScreen>
#include <QSignalBlocker>
#include <QStylePainter>
#include <QToolTip>

#include <algorithm>

#include "ui/look/PlainTip.h"

namespace adapterscope {

namespace {

const QString between = QStringLiteral(" \u00b7 ");
constexpr int besideText = 4;  // pixels that the style leaves empty in the field
constexpr int mostCharacters = 50, fewestCharacters = 12;

}  // namespace

Chooser::Chooser(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToContents);
    view()->setTextElideMode(Qt::ElideMiddle);
}

int Chooser::textWidth() const {
    QStyleOptionComboBox option;
    initStyleOption(&option);
    return style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() -
           besideText;
}

/// The design without where it was trained, because it is what tells it from the others; else the whole text.
QString Chooser::designAlone() const {
    return currentText().contains(between) ? currentText().section(between, 0, 0) + between + QChar(0x2026)
                                           : currentText();
}

QString Chooser::shownText() const {
    const QFontMetrics metrics = fontMetrics();
    const int width = textWidth();
    const bool isDesignWhole = currentText().contains(between) && metrics.horizontalAdvance(designAlone()) <= width;
    return metrics.elidedText(currentText(), isDesignWhole ? Qt::ElideRight : Qt::ElideMiddle, width);
}

void Chooser::reserveFor(const QStringList& texts) {
    if (texts == m_reserved)
        return;
    m_reserved = texts;
    updateGeometry();
}

int Chooser::reservedWidth() const {
    const QFontMetrics metrics = fontMetrics();
    int width = 0;
    for (const QString& text : m_reserved)  // whichever of these Qt takes
        width = std::max({width, metrics.horizontalAdvance(text), metrics.boundingRect(text).width()});
    QStyleOptionComboBox option;
    initStyleOption(&option);
    return m_reserved.isEmpty()
               ? 0
               : style()->sizeFromContents(QStyle::CT_ComboBox, &option, {width, metrics.height()}, this).width();
}

QSize Chooser::sizeHint() const {
    // With what Qt forgets, or the widest text would be shortened.
    const QSize size = QComboBox::sizeHint().expandedTo({reservedWidth(), 0}) + QSize(besideText, 0);
    return {std::min(size.width(), mostCharacters * fontMetrics().averageCharWidth()), size.height()};
}

QSize Chooser::minimumSizeHint() const {
    const QSize size = QComboBox::minimumSizeHint();
    return {std::min(size.width(), fewestCharacters * fontMetrics().averageCharWidth()), size.height()};
}

/// Whole texts in the opened list, as far as the screen has the width.
void Chooser::showPopup() {
    const int beside = 2 * view()->frameWidth() + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + besideText;
    view()->setMinimumWidth(std::min(view()->sizeHintForColumn(0) + beside, screen()->availableSize().width() / 2));
    QComboBox::showPopup();
}

bool Chooser::event(QEvent* event) {
    const QString whole = shownText() == currentText() ? QString() : "\n\n" + currentText();
    if (event->type() != QEvent::ToolTip || (toolTip() + whole).isEmpty() || Qt::mightBeRichText(toolTip()))
        return QComboBox::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrappedTip(toolTip() + whole), this);
    return true;
}

void Chooser::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shownText();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

Chooser* makeChooser(const char* objectName, const QString& accessibleName, const QString& toolTip) {
    auto* chooser = new Chooser;
    chooser->setObjectName(QLatin1String(objectName));
    chooser->setAccessibleName(accessibleName);
    chooser->setToolTip(toolTip);
    return chooser;
}

void refill(QComboBox& chooser, const ChooserItems& items, const QString& key) {
    const QSignalBlocker quiet(chooser);
    ChooserItems before;
    for (int i = 0; i < chooser.count(); ++i)
        before.add(chooser.itemText(i), chooser.itemData(i).toString());
    if (before.texts != items.texts || before.keys != items.keys) {
        chooser.clear();
        for (int i = 0; i < items.texts.size(); ++i) {
            chooser.addItem(items.texts[i], items.keys[i]);
            chooser.setItemData(i, plainTip(items.texts[i]), Qt::ToolTipRole);
        }
    }
    const int chosen = items.texts.isEmpty() ? -1 : std::max(0, chooser.findData(key));
    if (chooser.currentIndex() != chosen)
        chooser.setCurrentIndex(chosen);
    chooser.setEnabled(items.texts.size() > 1);
}

void chooseAmong(QComboBox& chooser, const std::string& key) {
    chooser.setCurrentIndex(std::max(0, chooser.findData(QString::fromStdString(key))));
}

}  // namespace adapterscope
