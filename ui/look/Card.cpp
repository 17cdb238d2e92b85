// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Card.h"

#include <QEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/look/Theme.h"

namespace adapterscope {

Card::Card(const QString& heading, QWidget* parent) : QFrame(parent), m_body(new QVBoxLayout(this)) {
    m_body->setContentsMargins(14, 12, 14, 12);
    m_body->setSpacing(8);
    if (heading.isEmpty())
        return;
    auto* label = new QLabel(heading);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    m_body->addWidget(label);
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::line(palette()), 1));
    painter.setBrush(theme::card(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

ToneLabel::ToneLabel(Tone tone, const QString& text, QWidget* parent) : QLabel(text, parent), m_tone(tone) {
    setTextFormat(Qt::PlainText);  // it quotes names, which may look like markup
    setWordWrap(true);
    paintTone();
}

void ToneLabel::setTone(Tone tone) {
    m_tone = tone;
    paintTone();
}

void ToneLabel::reserve(int lines) {
    m_lines = lines;
    updateGeometry();
}

QSize ToneLabel::sizeHint() const {
    return {QLabel::sizeHint().width(), minimumSizeHint().height()};
}

QSize ToneLabel::minimumSizeHint() const {
    if (!wordWrap())
        return QLabel::minimumSizeHint();
    return {40, std::max(heightForWidth(std::max(width(), 40)), m_lines * fontMetrics().lineSpacing())};
}

void ToneLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void ToneLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    // setPalette there sends a PaletteChange, too, but then the tone is right. Qt has no ApplicationPaletteChange here.
    if (event->type() == QEvent::PaletteChange)
        paintTone();
}

void ToneLabel::paintTone() {
    QPalette tones = palette();
    const QColor colour = m_tone(tones);
    if (tones.color(QPalette::WindowText) == colour)
        return;
    tones.setColor(QPalette::WindowText, colour);
    setPalette(tones);
}

}  // namespace adapterscope
