// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/FaultLine.h"

#include <QPainter>

#include <algorithm>

#include "ui/look/Glyph.h"
#include "ui/look/PlainTip.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

constexpr int signSide = 14, besideSign = 6;  // pixels

}  // namespace

FaultLine::FaultLine(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FaultLine::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    setToolTip(wrappedTip(text));
    setAccessibleName(text);
    update();
}

QSize FaultLine::sizeHint() const {
    return {signSide, std::max(signSide, fontMetrics().height())};
}

void FaultLine::paintEvent(QPaintEvent*) {
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    const QRect sign(0, (height() - signSide) / 2, signSide, signSide);
    const QRect place = rect().adjusted(signSide + besideSign, 0, 0, 0);
    glyphIcon(Glyph::Fault, theme::fault).paint(&painter, sign);
    painter.setPen(theme::fault(palette()));
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, place.width()));
}

}  // namespace adapterscope
